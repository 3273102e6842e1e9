package io.github.sigv4.spring.restclient;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.StreamingHttpOutputMessage.Body;
import org.springframework.util.FastByteArrayOutputStream;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.spring.SigV4Service;

/**
 * A body that was written once, to know its hash and length before it is sent.
 *
 * @param hash the hash
 * @param length the number of bytes
 * @param body what to send: the bytes if they were kept, else the body once more
 */
record MeasuredBody(PayloadHash hash, long length, Body body) {

	/** To make so much twice costs more than to keep it. */
	private static final int WORTH_KEEPING = 64 * 1024;

	/**
	 * Write a body to measure it.
	 * @throws SigV4Exception if it cannot be written twice and is larger than may be held
	 * in memory
	 */
	static MeasuredBody of(Body body, SigV4Service service) throws IOException {
		Measure measure = new Measure(service, body.repeatable());
		body.writeTo(measure);
		FastByteArrayOutputStream kept = measure.kept;
		return new MeasuredBody(PayloadHash.of(measure.sha256), measure.length,
				(kept != null) ? BodyBuffer.toBody(kept) : body);
	}

	/** Hashes all, and keeps what is small or cannot be had again. */
	private static final class Measure extends OutputStream {

		private final SigV4Service service;

		private final boolean repeatable;

		private final int limit;

		private final MessageDigest sha256;

		private @Nullable FastByteArrayOutputStream kept = new FastByteArrayOutputStream(1024);

		private long length;

		Measure(SigV4Service service, boolean repeatable) {
			this.service = service;
			this.repeatable = repeatable;
			this.limit = repeatable ? Math.min(WORTH_KEEPING, service.maxBufferSize()) : service.maxBufferSize();
			try {
				this.sha256 = MessageDigest.getInstance("SHA-256");
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException("Every Java platform has SHA-256", ex);
			}
		}

		@Override
		public void write(int value) throws IOException {
			write(new byte[] { (byte) value }, 0, 1);
		}

		@Override
		public void write(byte[] array, int offset, int count) throws IOException {
			this.sha256.update(array, offset, count);
			this.length += count;
			if (this.kept != null && this.length <= this.limit) {
				this.kept.write(array, offset, count);
			}
			else if (this.repeatable) {
				this.kept = null;
			}
			else {
				throw this.service.bodyTooLarge();
			}
		}

	}

}
