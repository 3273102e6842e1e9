package io.github.sigv4.spring;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;

/**
 * The body of an answer whose start was read, as much of it as is looked at, before it is
 * handed on whole: the rest is read from the connection when its turn comes. Public
 * because the packages of the clients use it; applications have no need of it.
 */
public final class PeekedStream {

	private final byte[] start;

	private final InputStream whole;

	private PeekedStream(byte[] start, InputStream rest) {
		this.start = start;
		this.whole = new SequenceInputStream(new ByteArrayInputStream(start), rest);
	}

	/**
	 * Read the start of a body. If that fails, so does reading it later, at the same
	 * place.
	 * @param body opens the body
	 * @param limit the number of bytes after which to stop
	 * @param wait the time after which to read no further; to read on takes as long as
	 * the client lets it
	 * @return the body
	 */
	public static PeekedStream of(Source body, int limit, Duration wait) {
		long begin = System.nanoTime();
		ByteArrayOutputStream start = new ByteArrayOutputStream();
		try {
			InputStream rest = body.open();
			while (start.size() < limit && System.nanoTime() - begin <= wait.toNanos()) {
				// Some streams wait until an array is full
				int next = rest.read();
				if (next < 0) {
					break;
				}
				start.write(next);
				start.writeBytes(rest.readNBytes(Math.min(rest.available(), limit - start.size())));
			}
			return new PeekedStream(start.toByteArray(), rest);
		}
		catch (IOException ex) {
			return new PeekedStream(start.toByteArray(), new BrokenInputStream(ex));
		}
	}

	/**
	 * Return the start of the body.
	 * @return the bytes that were read
	 */
	public byte[] start() {
		return this.start;
	}

	/**
	 * Return the body with its start. To be read once.
	 * @return the body
	 */
	public InputStream whole() {
		return this.whole;
	}

	/**
	 * Opens a body.
	 */
	public interface Source {

		/**
		 * Open the body.
		 * @return the body
		 * @throws IOException if it cannot be read
		 */
		InputStream open() throws IOException;

	}

	/** The rest of a body that cannot be read. */
	private static final class BrokenInputStream extends InputStream {

		private final IOException failure;

		BrokenInputStream(IOException failure) {
			this.failure = failure;
		}

		@Override
		public int read() throws IOException {
			throw this.failure;
		}

		@Override
		public int read(byte[] buffer, int offset, int count) throws IOException {
			throw this.failure;
		}

	}

}
