package io.github.sigv4.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.github.sigv4.SignedRequest;

/**
 * What no signer can avoid, and nothing else: to hash the body, the canonical request and
 * the string to sign of one request, all of which are at hand as bytes, and the signing
 * key too. One digest is used again and again, and nothing is allocated.
 */
final class HashingFloor implements RequestSigner {

	private static final int HASH = 32;

	private static final int BLOCK = 64;

	private final MessageDigest sha256;

	private final byte[] body;

	private final byte[] canonicalRequest;

	/** The inner pad and the string to sign. */
	private final byte[] inner;

	/** The outer pad, and room for the inner hash. */
	private final byte[] outer = new byte[BLOCK + HASH];

	private final byte[] hash = new byte[HASH];

	HashingFloor(byte[] body, byte[] canonicalRequest, String stringToSign, byte[] signingKey) {
		try {
			this.sha256 = MessageDigest.getInstance("SHA-256");
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
		this.body = body;
		this.canonicalRequest = canonicalRequest;
		byte[] text = stringToSign.getBytes(StandardCharsets.UTF_8);
		this.inner = new byte[BLOCK + text.length];
		System.arraycopy(text, 0, this.inner, BLOCK, text.length);
		for (int i = 0; i < BLOCK; i++) {
			int key = (i < signingKey.length) ? signingKey[i] : 0;
			this.inner[i] = (byte) (key ^ 0x36);
			this.outer[i] = (byte) (key ^ 0x5c);
		}
	}

	/** Return the floor of a shape, by the texts that the engine signs. */
	static HashingFloor of(RequestShape shape) {
		SignedRequest signed = new EngineSigner(shape).signed();
		return new HashingFloor(shape.body(), signed.canonicalRequest().getBytes(StandardCharsets.UTF_8),
				signed.stringToSign(), signingKey(signed.credentialScope()));
	}

	/** Return the floor of one step of a key's derivation. */
	static HashingFloor ofHmac(byte[] key, String text) {
		return new HashingFloor(new byte[0], new byte[0], text, key);
	}

	/** Return the signing key of a scope. */
	static byte[] signingKey(String credentialScope) {
		byte[] key = ("AWS4" + RequestShape.SECRET_ACCESS_KEY).getBytes(StandardCharsets.UTF_8);
		for (String part : credentialScope.split("/", -1)) {
			key = hmac(key, part);
		}
		return key;
	}

	private static byte[] hmac(byte[] key, String text) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(key, "HmacSHA256"));
			return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public Object sign() {
		try {
			if (this.body.length > 0) {
				hash(this.body, this.hash, 0);
			}
			hash(this.canonicalRequest, this.hash, 0);
			return hmac();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Hash the string to sign alone. */
	byte[] hmac() {
		try {
			hash(this.inner, this.outer, BLOCK);
			hash(this.outer, this.hash, 0);
			return this.hash;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void hash(byte[] bytes, byte[] target, int offset) throws GeneralSecurityException {
		this.sha256.update(bytes, 0, bytes.length);
		this.sha256.digest(target, offset, HASH);
	}

	@Override
	public String signature(Object signed) {
		return HexFormat.of().formatHex((byte[]) signed);
	}

}
