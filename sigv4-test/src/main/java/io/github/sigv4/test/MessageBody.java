package io.github.sigv4.test;

import io.github.sigv4.PayloadHash;

/**
 * A body that has passed by: the hash and length of all of it, and the part that was
 * kept.
 */
final class MessageBody {

	private final PayloadHash hash;

	private final boolean decoded;

	private final long length;

	private final byte[] kept;

	MessageBody(PayloadHash hash, boolean decoded, long length, byte[] kept) {
		this.hash = hash;
		this.decoded = decoded;
		this.length = length;
		this.kept = kept;
	}

	PayloadHash hash() {
		return this.hash;
	}

	/** Whether this is something else than what was sent. */
	boolean isDecoded() {
		return this.decoded;
	}

	long length() {
		return this.length;
	}

	/** The bytes, which are not to be changed. */
	byte[] kept() {
		return this.kept;
	}

}
