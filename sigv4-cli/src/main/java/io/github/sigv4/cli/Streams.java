package io.github.sigv4.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What the command reads and writes.
 *
 * @param in standard input
 * @param out standard output, not buffered: what a server sends is there when it comes
 * @param err standard error
 */
record Streams(InputStream in, OutputStream out, PrintStream err) {

	/**
	 * The bare descriptors: {@code System.out} would hide that its reader has gone, and
	 * would encode text by the locale.
	 */
	static Streams ofProcess() {
		return new Streams(isInputClosed() ? new ClosedInput() : new FileInputStream(FileDescriptor.in),
				new FileOutputStream(FileDescriptor.out), System.err);
	}

	/**
	 * A JVM that is started without standard input opens the first of its own files under
	 * that number, and would hand its bytes to whoever reads. Linux tells.
	 */
	private static boolean isInputClosed() {
		try {
			Path file = Path.of("/proc/self/fd/0").toRealPath();
			return file.startsWith(Path.of(System.getProperty("java.home")).toRealPath());
		}
		catch (IOException ex) {
			// No file, as a pipe or a terminal; or no Linux
			return false;
		}
	}

	/** Say something in one line. */
	void say(String line) {
		this.err.println("sigv4: " + line);
	}

	/** Print a text on standard output. */
	void print(String text) {
		try {
			this.out.write(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw OutputException.ofStandardOutput(ex);
		}
	}

	/** Says so to whoever reads. */
	static final class ClosedInput extends InputStream {

		@Override
		public int read() throws IOException {
			throw new IOException("standard input is closed");
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			return read();
		}

	}

}
