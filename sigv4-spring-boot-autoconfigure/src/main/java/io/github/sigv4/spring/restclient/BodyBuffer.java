package io.github.sigv4.spring.restclient;

import java.io.IOException;
import java.io.OutputStream;

import org.springframework.http.StreamingHttpOutputMessage.Body;
import org.springframework.util.FastByteArrayOutputStream;

import io.github.sigv4.spring.SigV4Service;

/**
 * Holds a body in memory, up to the service's limit if it signs.
 */
final class BodyBuffer extends OutputStream {

	private final SigV4Service service;

	private final FastByteArrayOutputStream bytes = new FastByteArrayOutputStream(1024);

	BodyBuffer(SigV4Service service) {
		this.service = service;
	}

	@Override
	public void write(int value) throws IOException {
		requireRoom(1);
		this.bytes.write(value);
	}

	@Override
	public void write(byte[] array, int offset, int length) throws IOException {
		requireRoom(length);
		this.bytes.write(array, offset, length);
	}

	private void requireRoom(int count) {
		if (this.service.isEnabled() && count > this.service.maxBufferSize() - this.bytes.size()) {
			throw this.service.bodyTooLarge();
		}
	}

	int size() {
		return this.bytes.size();
	}

	Body toBody() {
		return toBody(this.bytes);
	}

	static Body toBody(FastByteArrayOutputStream bytes) {
		return new Body() {

			@Override
			public void writeTo(OutputStream out) throws IOException {
				bytes.writeTo(out);
			}

			@Override
			public boolean repeatable() {
				return true;
			}

		};
	}

}
