package io.github.sigv4.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What {@code --verbose} shows of a connection, as curl does: {@code *} for what is said
 * about it, {@code >} for what is sent and {@code <} for what is received.
 */
final class WireLog {

	private final boolean verbose;

	private final PrintStream err;

	private final Redaction redaction;

	/**
	 * Create a log.
	 * @param verbose whether anything is shown
	 * @param err where it is shown
	 * @param redaction what is left out
	 */
	WireLog(boolean verbose, PrintStream err, Redaction redaction) {
		this.verbose = verbose;
		this.err = err;
		this.redaction = redaction;
	}

	void note(String text) {
		print("* ", this.redaction.text(text));
	}

	/** Show the head of a request: its bytes, as they go to the connection. */
	void sent(byte[] head) {
		show("> ", new String(head, StandardCharsets.ISO_8859_1));
	}

	/** Show the head of an answer: a character for each byte. */
	void received(String head) {
		show("< ", head);
	}

	private void show(String prefix, String head) {
		String[] lines = head.split("\r\n", -1);
		print(prefix, this.redaction.text(lines[0]));
		// A last empty one is behind the end of the head
		for (int i = 1; i < lines.length - 1; i++) {
			print(prefix, this.redaction.header(lines[i]));
		}
	}

	private void print(String prefix, String line) {
		if (this.verbose) {
			this.err.println(prefix + line);
		}
	}

}
