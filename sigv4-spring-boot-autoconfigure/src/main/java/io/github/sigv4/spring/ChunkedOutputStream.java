package io.github.sigv4.spring;

import java.io.IOException;
import java.io.OutputStream;

import io.github.sigv4.ChunkedEncoder;
import io.github.sigv4.SigV4Exception;

/**
 * Encodes in chunks what is written, holding one chunk at a time. To close it is not to
 * {@linkplain #finish() finish} it: a body that fails must not be sent as a whole one.
 * Public because the packages of the clients use it; applications have no need of it.
 */
public final class ChunkedOutputStream extends OutputStream {

	private final ChunkedEncoder encoder;

	private final OutputStream out;

	private final SigV4Service service;

	/**
	 * Create a stream for one body.
	 * @param encoder encodes it
	 * @param out where the chunks go
	 * @param service the service that signs
	 */
	public ChunkedOutputStream(ChunkedEncoder encoder, OutputStream out, SigV4Service service) {
		this.encoder = encoder;
		this.out = out;
		this.service = service;
	}

	@Override
	public void write(int value) throws IOException {
		write(new byte[] { (byte) value }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		try {
			this.encoder.update(bytes, offset, length, this.out::write);
		}
		catch (SigV4Exception ex) {
			throw named(ex);
		}
	}

	/**
	 * Write the last chunks and the trailer.
	 * @throws IOException if they cannot be written
	 * @throws SigV4Exception if the body is not as long as it was to be
	 */
	public void finish() throws IOException {
		try {
			this.encoder.finish(this.out::write);
		}
		catch (SigV4Exception ex) {
			throw named(ex);
		}
	}

	/** Without a cause: Reactor Netty's request shows that in its place. */
	private SigV4Exception named(SigV4Exception ex) {
		return this.service.failure(String.valueOf(ex.getMessage()), null);
	}

}
