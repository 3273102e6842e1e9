package io.github.sigv4.sample.page;

import java.util.Locale;

/**
 * What can be filled in.
 */
enum Input {

	METHOD("Method", "", 10),

	PATH("Path", "As on the wire, percent-encoded: %20 for a space.", 1000),

	QUERY("Query", "Without the question mark.", 1000),

	HEADERS("Headers", "One a line, as Content-Type: text/plain.", 4000),

	BODY("Body", "", 10_000),

	KEYS("Sign with", "", 20),

	SIGNING_NAME("Signing name", "", 60),

	REGION("Region", "", 200),

	MINUTES("Clock, minutes off", "Of the one who signs: -20 is behind, 20 ahead.", 6),

	DAMAGE("On its way", "", 20);

	private final String label;

	private final String hint;

	private final int limit;

	Input(String label, String hint, int limit) {
		this.label = label;
		this.hint = hint;
		this.limit = limit;
	}

	String label() {
		return this.label;
	}

	String hint() {
		return this.hint;
	}

	/** How many characters it may have. */
	int limit() {
		return this.limit;
	}

	/** What it is called in the form. */
	String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
