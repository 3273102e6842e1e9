package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

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
abstract sealed class SigningKey permits HmacSigningKey, EcdsaSigningKey {

	private final SigV4Credentials credentials;

	private final SigningAlgorithm algorithm;

	private final String region;

	private final long epochDay;

	private final CredentialScope scope;

	private final byte[] day;

	private final byte[] algorithmBytes;

	private final byte[] scopeBytes;

	private final byte[] credential;

	private final byte @Nullable [] sessionToken;

	/** Made when it is asked for, perhaps more than once. */
	private volatile byte @Nullable [] encodedCredential;

	SigningKey(SigV4Credentials credentials, long epochDay, SigningSettings settings) {
		this.credentials = credentials;
		this.algorithm = settings.algorithm();
		this.region = settings.region();
		this.epochDay = epochDay;
		this.day = RequestDate.day(epochDay);
		this.scope = CredentialScope.of(this.day, settings);
		this.algorithmBytes = ascii(this.algorithm.id());
		this.scopeBytes = ascii(this.scope.toString());
		this.credential = ascii(credentials.accessKeyId() + "/" + this.scope);
		String token = credentials.sessionToken();
		this.sessionToken = (token != null) ? ascii(token) : null;
	}

	static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/** Whether this is the key for these. */
	final boolean isFor(SigV4Credentials credentials, long epochDay, SigningSettings settings) {
		return this.epochDay == epochDay && this.algorithm == settings.algorithm()
				&& this.region.equals(settings.region()) && this.scope.signingName().equals(settings.signingName())
				&& this.credentials.equals(credentials);
	}

	final SigningAlgorithm algorithm() {
		return this.algorithm;
	}

	final CredentialScope scope() {
		return this.scope;
	}

	/** The day as {@code yyyyMMdd}. */
	final byte[] day() {
		return this.day;
	}

	/** The algorithm's name. */
	final byte[] algorithmBytes() {
		return this.algorithmBytes;
	}

	final byte[] scopeBytes() {
		return this.scopeBytes;
	}

	/** The access key id and the scope, as in {@code Credential=}. */
	final byte[] credential() {
		return this.credential;
	}

	/** The same as it stands in a query. */
	final byte[] encodedCredential() {
		byte[] encoded = this.encodedCredential;
		if (encoded == null) {
			ByteBuilder out = new ByteBuilder(2 * this.credential.length);
			for (byte value : this.credential) {
				out.appendEncoded(value & 0xff);
			}
			encoded = Arrays.copyOf(out.array(), out.length());
			this.encodedCredential = encoded;
		}
		return encoded;
	}

	final byte @Nullable [] sessionToken() {
		return this.sessionToken;
	}

	/** Whose key this is. */
	final SigV4Credentials credentials() {
		return this.credentials;
	}

	final @Nullable String sessionTokenText() {
		return this.credentials.sessionToken();
	}

	/**
	 * Prepare a buffer for a text that is to be signed, which the caller appends.
	 * @return where the text begins
	 */
	abstract int start(ByteBuilder text);

	/**
	 * Append the signature, in lower-case hexadecimal digits, of the text that was
	 * appended after {@link #start(ByteBuilder)}.
	 */
	abstract void appendSignature(ByteBuilder text, MessageDigest sha256, ByteBuilder out)
			throws GeneralSecurityException;

	/**
	 * Return whether this is the signature of the text that was appended after
	 * {@link #start(ByteBuilder)}.
	 */
	abstract boolean isSignature(String signature, ByteBuilder text, MessageDigest sha256)
			throws GeneralSecurityException;

	@Override
	public final String toString() {
		return "SigningKey[" + this.scope + "]";
	}

}
