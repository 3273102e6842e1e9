package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.credentials.SigV4Credentials;

/**
 * The key of one secret for one {@link CredentialScope}, with everything else of a
 * signature that stays the same for a day: derived once, then used for every request.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 * a signed AWS API request: steps 3 and 4</a>
 */
final class SigningKey {

	private final SigV4Credentials credentials;

	private final long epochDay;

	private final CredentialScope scope;

	private final byte[] day;

	private final byte[] scopeBytes;

	private final byte[] credential;

	private final byte @Nullable [] sessionToken;

	/** The key padded for HMAC's inner and outer hash: RFC 2104. */
	private final byte[] innerPad = new byte[Sha256.BLOCK];

	private final byte[] outerPad = new byte[Sha256.BLOCK];

	private SigningKey(SigV4Credentials credentials, long epochDay, SigningSettings settings) {
		this.credentials = credentials;
		this.epochDay = epochDay;
		this.day = RequestDate.day(epochDay);
		this.scope = CredentialScope.of(this.day, settings);
		this.scopeBytes = ascii(this.scope.toString());
		this.credential = ascii(credentials.accessKeyId() + "/" + this.scope);
		String token = credentials.sessionToken();
		this.sessionToken = (token != null) ? ascii(token) : null;
	}

	static SigningKey derive(SigV4Credentials credentials, long epochDay, SigningSettings settings) {
		SigningKey signingKey = new SigningKey(credentials, epochDay, settings);
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			byte[] secret = ("AWS4" + credentials.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
			byte[] dayKey = hmac(mac, secret, signingKey.scope.day());
			byte[] regionKey = hmac(mac, dayKey, signingKey.scope.region());
			byte[] serviceKey = hmac(mac, regionKey, signingKey.scope.signingName());
			signingKey.pad(hmac(mac, serviceKey, CredentialScope.TERMINATOR));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has HmacSHA256", ex);
		}
		return signingKey;
	}

	private static byte[] hmac(Mac mac, byte[] key, String data) throws InvalidKeyException {
		mac.init(new SecretKeySpec(key, "HmacSHA256"));
		return mac.doFinal(ascii(data));
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private void pad(byte[] key) {
		System.arraycopy(key, 0, this.innerPad, 0, key.length);
		System.arraycopy(key, 0, this.outerPad, 0, key.length);
		for (int i = 0; i < Sha256.BLOCK; i++) {
			this.innerPad[i] ^= 0x36;
			this.outerPad[i] ^= 0x5c;
		}
	}

	/** Whether this is the key for these. */
	boolean isFor(SigV4Credentials credentials, long epochDay, SigningSettings settings) {
		return this.epochDay == epochDay && this.scope.region().equals(settings.region())
				&& this.scope.signingName().equals(settings.signingName()) && this.credentials.equals(credentials);
	}

	CredentialScope scope() {
		return this.scope;
	}

	/** The day as {@code yyyyMMdd}. */
	byte[] day() {
		return this.day;
	}

	byte[] scopeBytes() {
		return this.scopeBytes;
	}

	/** The access key id and the scope, as in {@code Credential=}. */
	byte[] credential() {
		return this.credential;
	}

	byte @Nullable [] sessionToken() {
		return this.sessionToken;
	}

	@Nullable String sessionTokenText() {
		return this.credentials.sessionToken();
	}

	/**
	 * Start a text that is to be signed: HMAC hashes it behind the padded key, so it is
	 * written there from the start, and hashed in one go.
	 */
	void start(ByteBuilder keyed) {
		keyed.truncate(0);
		keyed.append(this.innerPad);
	}

	/**
	 * Return the HMAC of what was written after {@link #start(ByteBuilder)}. The inner
	 * and outer hash are taken by hand since a {@link Mac} allocates and copies more.
	 * @param work where the outer hash is prepared and the result is left, in the 32
	 * bytes behind {@link Sha256#BLOCK}
	 */
	void sign(ByteBuilder keyed, MessageDigest sha256, byte[] work) throws GeneralSecurityException {
		System.arraycopy(this.outerPad, 0, work, 0, Sha256.BLOCK);
		sha256.update(keyed.array(), 0, keyed.length());
		sha256.digest(work, Sha256.BLOCK, Sha256.LENGTH);
		sha256.update(work, 0, Sha256.BLOCK + Sha256.LENGTH);
		sha256.digest(work, Sha256.BLOCK, Sha256.LENGTH);
	}

	@Override
	public String toString() {
		return "SigningKey[" + this.scope + "]";
	}

}
