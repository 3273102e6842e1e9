package io.github.sigv4.spring;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import org.jspecify.annotations.Nullable;
import org.springframework.util.FastByteArrayOutputStream;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Exception;

/**
 * Hashes and counts a body that is written to it, and keeps what is small or cannot be
 * had again. Public because the packages of the clients use it; applications have no need
 * of it. For one thread at a time.
 */
public final class BodyMeasure extends OutputStream {

	/** To make so much twice costs more than to keep it. */
	private static final int WORTH_KEEPING = 64 * 1024;

	private final SigV4Service service;

	private final boolean repeatable;

	private final int limit;

	private final MessageDigest sha256;

	private @Nullable FastByteArrayOutputStream kept = new FastByteArrayOutputStream(1024);

	private long length;

	/**
	 * Create a measure of one body.
	 * @param service the service that says how much may be held in memory
	 * @param repeatable whether the body can be had once more
	 */
	public BodyMeasure(SigV4Service service, boolean repeatable) {
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

	/**
	 * Take a part of the body.
	 * @throws IOException never
	 * @throws SigV4Exception if the body cannot be had again and is larger than may be
	 * held in memory
	 */
	@Override
	public void write(byte[] array, int offset, int count) throws IOException {
		this.sha256.update(array, offset, count);
		this.length += count;
		FastByteArrayOutputStream kept = this.kept;
		if (kept != null && this.length <= this.limit) {
			kept.write(array, offset, count);
		}
		else if (this.repeatable) {
			this.kept = null;
		}
		else {
			throw this.service.bodyTooLarge();
		}
	}

	/**
	 * Take what is left in a buffer.
	 * @param buffer the buffer, which has nothing left afterwards
	 * @throws IOException never
	 * @throws SigV4Exception if the body cannot be had again and is larger than may be
	 * held in memory
	 */
	public void write(ByteBuffer buffer) throws IOException {
		byte[] bytes = new byte[buffer.remaining()];
		buffer.get(bytes);
		write(bytes, 0, bytes.length);
	}

	/**
	 * Return the hash of the body, when all of it was written. To be asked once.
	 * @return the hash
	 */
	public PayloadHash hash() {
		return PayloadHash.of(this.sha256);
	}

	/**
	 * Return how many bytes were written.
	 * @return the number
	 */
	public long length() {
		return this.length;
	}

	/**
	 * Return the body, if it was kept.
	 * @return the bytes, not to be added to; {@code null} if the body has to be had again
	 */
	public @Nullable FastByteArrayOutputStream kept() {
		return this.kept;
	}

}
