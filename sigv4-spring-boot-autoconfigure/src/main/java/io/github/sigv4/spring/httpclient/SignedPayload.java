package io.github.sigv4.spring.httpclient;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.PayloadHash;

/**
 * What is known of a body before its request is signed.
 *
 * @param hash its hash; {@code null} if it has none, or none is needed
 * @param length the number of bytes if it goes in chunks, negative if that is not known
 * @param isChunked whether it goes in chunks
 */
record SignedPayload(@Nullable PayloadHash hash, long length, boolean isChunked) {

	/** Of a body that goes as it is, or of none. */
	static final SignedPayload AS_IS = new SignedPayload(null, -1, false);

	static SignedPayload hashed(PayloadHash hash) {
		return new SignedPayload(hash, -1, false);
	}

	static SignedPayload chunked(long length) {
		return new SignedPayload(null, length, true);
	}

}
