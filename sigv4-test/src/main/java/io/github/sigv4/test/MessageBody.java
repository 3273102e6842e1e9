package io.github.sigv4.test;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.PayloadHash;

/**
 * A body that has passed by: the hash and length of all of it, and the part that was
 * kept. A body that was decoded has no hash.
 */
final class MessageBody {

	private final @Nullable PayloadHash hash;

	private final long length;

	private final byte[] kept;

	MessageBody(@Nullable PayloadHash hash, long length, byte[] kept) {
		this.hash = hash;
		this.length = length;
		this.kept = kept;
	}

	@Nullable PayloadHash hash() {
		return this.hash;
	}

	long length() {
		return this.length;
	}

	/** The bytes, which are not to be changed. */
	byte[] kept() {
		return this.kept;
	}

}
