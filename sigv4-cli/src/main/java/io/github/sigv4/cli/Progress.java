package io.github.sigv4.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Who is told how far the reading of a body is.
 */
interface Progress {

	/** Nobody. */
	Progress NONE = (bytes) -> {
	};

	/**
	 * Say that more was read.
	 * @param bytes how many bytes more
	 */
	void advance(long bytes);

	/** Return a stream that tells of what is read from it. */
	default InputStream watch(InputStream in) {
		return new FilterInputStream(in) {

			@Override
			public int read() throws IOException {
				int value = super.read();
				advance((value >= 0) ? 1 : 0);
				return value;
			}

			@Override
			public int read(byte[] buffer, int offset, int length) throws IOException {
				int read = super.read(buffer, offset, length);
				advance(Math.max(0, read));
				return read;
			}

		};
	}

}
