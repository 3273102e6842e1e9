package io.github.sigv4.test;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

import io.github.sigv4.BodyVerifier;
import io.github.sigv4.PayloadHash;
import io.github.sigv4.Verification;

/**
 * A body on its way in: all of it is verified, some of it is kept.
 */
final class IncomingBody {

	private final BodyVerifier verifier;

	private final Instant arrival;

	private final int limit;

	private final boolean encoded;

	/** Of a body that is encoded: the verifier hashes none that it decodes. */
	private final MessageDigest sha256 = sha256();

	private final ByteArrayOutputStream kept = new ByteArrayOutputStream(256);

	/**
	 * Start to receive.
	 * @param verifier verifies the request with its body
	 * @param arrival when the head of the request was there
	 * @param limit how many bytes are kept
	 * @param encoded whether the request says that the body is {@code aws-chunked}
	 */
	IncomingBody(BodyVerifier verifier, Instant arrival, int limit, boolean encoded) {
		this.verifier = verifier;
		this.arrival = arrival;
		this.limit = limit;
		this.encoded = encoded;
	}

	void add(byte[] buffer, int count) {
		this.verifier.update(buffer, 0, count, this::keep);
	}

	private void keep(byte[] bytes, int offset, int length) {
		if (this.encoded) {
			this.sha256.update(bytes, offset, length);
		}
		this.kept.write(bytes, offset, Math.min(length, this.limit - this.kept.size()));
	}

	Verification verify() {
		return this.verifier.finish();
	}

	/** What is left of the body when it is verified. */
	MessageBody body() {
		PayloadHash asSent = this.verifier.hash();
		PayloadHash hash = (asSent != null) ? asSent : PayloadHash.of(this.sha256);
		return new MessageBody(hash, asSent == null, this.verifier.decodedLength(), this.kept.toByteArray());
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	Instant arrival() {
		return this.arrival;
	}

}
