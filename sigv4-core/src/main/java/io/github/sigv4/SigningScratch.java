package io.github.sigv4;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;

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

	/** The padded key with the string to sign behind it. */
	final ByteBuilder keyed = new ByteBuilder(512);

	/** The {@code Authorization} or the URL. */
	final ByteBuilder result = new ByteBuilder(512);

	private final MessageDigest sha256 = Sha256.newDigest();

	private final byte[] work = new byte[Sha256.BLOCK + Sha256.LENGTH];

	/** Write the string to sign of the canonical request that is here. */
	void writeStringToSign(SigningKey key, byte[] requestDate) {
		ByteBuilder canonical = this.canonicalRequest.bytes();
		try {
			this.sha256.update(canonical.array(), 0, canonical.length());
			this.sha256.digest(this.work, 0, Sha256.LENGTH);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The result has room for the hash", ex);
		}
		key.start(this.keyed);
		StringToSign.write(requestDate, key.scopeBytes(), this.work, this.keyed);
	}

	/** Append the signature of the string to sign that is here. */
	void appendSignature(SigningKey key, ByteBuilder out) {
		try {
			key.sign(this.keyed, this.sha256, this.work);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The result has room for the hash", ex);
		}
		out.appendHex(this.work, Sha256.BLOCK, Sha256.LENGTH);
	}

	String stringToSign() {
		return this.keyed.utf8(Sha256.BLOCK, this.keyed.length());
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
