package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.util.Arrays;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.github.sigv4.credentials.SigV4Credentials;

/**
 * The key of {@link SigningAlgorithm#SIGV4}: the secret, hashed with each part of the
 * scope in turn.
 */
final class HmacSigningKey extends SigningKey {

	/** The key padded for HMAC's inner and outer hash: RFC 2104. */
	private final byte[] innerPad = new byte[Sha256.BLOCK];

	private final byte[] outerPad = new byte[Sha256.BLOCK];

	HmacSigningKey(SigV4Credentials credentials, long epochDay, SigningSettings settings) {
		super(credentials, epochDay, settings);
		byte[] key = derive(credentials, scope().day(), settings.region(), settings.signingName());
		System.arraycopy(key, 0, this.innerPad, 0, key.length);
		System.arraycopy(key, 0, this.outerPad, 0, key.length);
		for (int i = 0; i < Sha256.BLOCK; i++) {
			this.innerPad[i] ^= 0x36;
			this.outerPad[i] ^= 0x5c;
		}
	}

	static byte[] derive(SigV4Credentials credentials, String day, String region, String signingName) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			byte[] secret = ("AWS4" + credentials.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
			byte[] dayKey = hmac(mac, secret, day);
			byte[] regionKey = hmac(mac, dayKey, region);
			byte[] serviceKey = hmac(mac, regionKey, signingName);
			return hmac(mac, serviceKey, CredentialScope.TERMINATOR);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has HmacSHA256", ex);
		}
	}

	private static byte[] hmac(Mac mac, byte[] key, String data) throws InvalidKeyException {
		mac.init(new SecretKeySpec(key, "HmacSHA256"));
		return mac.doFinal(ascii(data));
	}

	/** HMAC hashes the text behind the padded key: written there, it is one update. */
	@Override
	int start(ByteBuilder text) {
		text.truncate(0);
		text.append(this.innerPad);
		return Sha256.BLOCK;
	}

	/**
	 * The inner and outer hash are taken by hand since a {@link Mac} allocates and copies
	 * more. The outer one is prepared behind the text.
	 */
	@Override
	void appendSignature(ByteBuilder text, MessageDigest sha256, ByteBuilder out) throws GeneralSecurityException {
		int outer = text.length();
		text.append(this.outerPad);
		text.reserve(Sha256.LENGTH);
		byte[] bytes = text.array();
		int hash = text.length();
		sha256.update(bytes, 0, outer);
		sha256.digest(bytes, hash, Sha256.LENGTH);
		sha256.update(bytes, outer, Sha256.BLOCK + Sha256.LENGTH);
		sha256.digest(bytes, hash, Sha256.LENGTH);
		out.appendHex(bytes, hash, Sha256.LENGTH);
		text.truncate(outer);
	}

	/** Takes as long for a wrong signature as for the right one. */
	@Override
	boolean isSignature(String signature, ByteBuilder text, MessageDigest sha256) throws GeneralSecurityException {
		ByteBuilder expected = new ByteBuilder(2 * Sha256.LENGTH);
		appendSignature(text, sha256, expected);
		return MessageDigest.isEqual(Arrays.copyOf(expected.array(), expected.length()),
				signature.getBytes(StandardCharsets.UTF_8));
	}

}
