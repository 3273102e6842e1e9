package io.github.sigv4.cli;

import java.io.IOException;
import java.util.Locale;

/**
 * Output that cannot be written, as opposed to an answer that cannot be read.
 */
final class OutputException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final boolean readerGone;

	private OutputException(String message, boolean readerGone) {
		super(message, null, false, false);
		this.readerGone = readerGone;
	}

	static OutputException ofStandardOutput(IOException ex) {
		return new OutputException("standard output cannot be written: " + FileTrouble.reason(ex), isReaderGone(ex));
	}

	static OutputException ofFile(String file, IOException ex, long written) {
		return new OutputException("-o " + file + " cannot be written: " + FileTrouble.reason(ex)
				+ ((written > 0) ? "; it has the first " + written + " bytes of the answer only" : ""), false);
	}

	/** In words: Java has no other way to tell. */
	private static boolean isReaderGone(IOException ex) {
		String message = String.valueOf(ex.getMessage()).toLowerCase(Locale.ROOT);
		// Windows: "The pipe is being closed", "The pipe has been ended"
		return message.contains("broken pipe") || message.contains("the pipe ");
	}

	/**
	 * Return whether nobody reads on, as with {@code | head}: no failure of the command.
	 */
	boolean isReaderGone() {
		return this.readerGone;
	}

}
