package io.github.sigv4.test;

import java.io.ByteArrayOutputStream;
import java.time.Instant;

import io.github.sigv4.BodyVerifier;
import io.github.sigv4.Verification;

/**
 * A body on its way in: all of it is verified, some of it is kept.
 */
final class IncomingBody {

	private final BodyVerifier verifier;

	private final Instant arrival;

	private final int limit;

	private final ByteArrayOutputStream kept = new ByteArrayOutputStream(256);

	/**
	 * Start to receive.
	 * @param verifier verifies the request with its body
	 * @param arrival when the head of the request was there
	 * @param limit how many bytes are kept
	 */
	IncomingBody(BodyVerifier verifier, Instant arrival, int limit) {
		this.verifier = verifier;
		this.arrival = arrival;
		this.limit = limit;
	}

	void add(byte[] buffer, int count) {
		this.verifier.update(buffer, 0, count, this::keep);
	}

	private void keep(byte[] bytes, int offset, int length) {
		this.kept.write(bytes, offset, Math.min(length, this.limit - this.kept.size()));
	}

	Verification verify() {
		return this.verifier.finish();
	}

	/** What is left of the body when it is verified. */
	MessageBody body() {
		return new MessageBody(this.verifier.hash(), this.verifier.decodedLength(), this.kept.toByteArray());
	}

	Instant arrival() {
		return this.arrival;
	}

}
