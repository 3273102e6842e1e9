package io.github.sigv4.cli;

import java.io.Closeable;

import org.jspecify.annotations.Nullable;

/**
 * Shows how far a body is, first hashed and then sent, if it is large and somebody looks:
 * never in a file or a pipe.
 */
final class UploadProgress implements Closeable {

	/** Less is done before a bar could be read. */
	private static final long LARGE = 1024 * 1024;

	private final Streams streams;

	private final boolean wanted;

	private @Nullable ProgressBar bar;

	/**
	 * Create it.
	 * @param streams standard error
	 * @param wanted whether bars are wanted at all
	 */
	UploadProgress(Streams streams, boolean wanted) {
		this.streams = streams;
		this.wanted = wanted;
	}

	/**
	 * Begin to read the body.
	 * @param label what for
	 * @param length how many bytes it has
	 */
	synchronized Progress start(String label, long length) {
		close();
		if (!this.wanted || length < LARGE || !Terminal.isStandardError()) {
			return Progress.NONE;
		}
		ProgressBar started = new ProgressBar(this.streams.err(), label, length, System::nanoTime);
		this.bar = started;
		return started;
	}

	/** Leaves the line of a bar. */
	@Override
	public synchronized void close() {
		if (this.bar != null) {
			this.bar.end();
			this.bar = null;
		}
	}

}
