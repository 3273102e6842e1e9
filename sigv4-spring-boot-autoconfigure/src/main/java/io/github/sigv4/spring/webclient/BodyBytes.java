package io.github.sigv4.spring.webclient;

import java.util.ArrayList;
import java.util.List;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

import io.github.sigv4.spring.SigV4Service;

/**
 * Collects a body in memory, up to the service's limit. Buffers are copied and released
 * as they come, so that none is held, and none can leak, when the rest does not come.
 */
final class BodyBytes {

	/** Of a body that is empty. */
	static final byte[] NONE = {};

	private final SigV4Service service;

	private final List<byte[]> parts = new ArrayList<>(1);

	private int size;

	BodyBytes(SigV4Service service) {
		this.service = service;
	}

	/** Return the bytes of a buffer, which is released whether or not it is too much. */
	static byte[] of(DataBuffer buffer, SigV4Service service) {
		boolean tooLarge = buffer.readableByteCount() > service.maxBufferSize();
		byte[] bytes = tooLarge ? NONE : new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		if (tooLarge) {
			throw service.bodyTooLarge();
		}
		return bytes;
	}

	/**
	 * Take a buffer. One that is too much is left to the caller to release, as Reactor
	 * does with what it discards.
	 */
	void add(DataBuffer buffer) {
		int count = buffer.readableByteCount();
		if (count > this.service.maxBufferSize() - this.size) {
			throw this.service.bodyTooLarge();
		}
		byte[] part = new byte[count];
		buffer.read(part);
		DataBufferUtils.release(buffer);
		this.parts.add(part);
		this.size += count;
	}

	byte[] toByteArray() {
		if (this.parts.size() == 1) {
			return this.parts.get(0);
		}
		byte[] bytes = new byte[this.size];
		int offset = 0;
		for (byte[] part : this.parts) {
			System.arraycopy(part, 0, bytes, offset, part.length);
			offset += part.length;
		}
		return bytes;
	}

}
