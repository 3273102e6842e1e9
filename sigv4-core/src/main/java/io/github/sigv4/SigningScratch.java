package io.github.sigv4;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.function.Consumer;

/**
 * The buffers that one signature needs, used for one after the other: making them anew
 * costs as much as the hashing.
 */
final class SigningScratch {

	/** One that served an unusually large request is not kept. */
	private static final int KEPT_CAPACITY = 64 * 1024;

	final CanonicalRequest canonicalRequest = new CanonicalRequest();

	final CanonicalQuery query = new CanonicalQuery();

	final CanonicalHeaders headers = new CanonicalHeaders();

	/** The string to sign, behind what the key puts before it. */
	private final ByteBuilder text = new ByteBuilder(512);

	/** The {@code Authorization} or the URL. */
	final ByteBuilder result = new ByteBuilder(512);

	private final MessageDigest sha256 = Sha256.newDigest();

	private final byte[] hash = new byte[Sha256.LENGTH];

	private int textFrom;

	/** Hash a body. */
	PayloadHash hash(byte[] body) {
		hash(body, body.length);
		return PayloadHash.ofHash(this.hash);
	}

	private void hash(byte[] bytes, int length) {
		try {
			this.sha256.update(bytes, 0, length);
			this.sha256.digest(this.hash, 0, Sha256.LENGTH);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The result has room for the hash", ex);
		}
	}

	/** Write the string to sign of the canonical request that is here. */
	void writeStringToSign(SigningKey key, byte[] requestDate) {
		ByteBuilder canonical = this.canonicalRequest.bytes();
		hash(canonical.array(), canonical.length());
		writeText(key, (text) -> StringToSign.write(key, requestDate, this.hash, text));
	}

	/** Write any text that is to be signed. */
	void writeText(SigningKey key, Consumer<ByteBuilder> writer) {
		this.textFrom = key.start(this.text);
		writer.accept(this.text);
	}

	/** Append the signature of the string to sign that is here. */
	void appendSignature(SigningKey key, ByteBuilder out) {
		try {
			key.appendSignature(this.text, this.sha256, out);
		}
		catch (GeneralSecurityException ex) {
			throw new SigV4Exception("This Java platform cannot sign by " + key.algorithm().id(), ex);
		}
	}

	/** Whether this is the signature of the string to sign that is here. */
	boolean isSignature(SigningKey key, String signature) {
		try {
			return key.isSignature(signature, this.text, this.sha256);
		}
		catch (GeneralSecurityException ex) {
			throw new SigV4Exception("This Java platform cannot verify " + key.algorithm().id(), ex);
		}
	}

	String stringToSign() {
		return this.text.utf8(this.textFrom, this.text.length());
	}

	/** Forget the request, so that nothing of it can get into the next signature. */
	void clear() {
		this.sha256.reset();
		this.query.clear();
		this.headers.clear();
		this.result.truncate(0);
	}

	boolean isWorthKeeping() {
		return this.canonicalRequest.bytes().capacity() <= KEPT_CAPACITY && this.query.capacity() <= KEPT_CAPACITY
				&& this.result.capacity() <= KEPT_CAPACITY;
	}

}
