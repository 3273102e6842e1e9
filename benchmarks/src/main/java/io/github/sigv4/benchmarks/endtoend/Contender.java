package io.github.sigv4.benchmarks.endtoend;

/**
 * What a client does with its requests.
 */
enum Contender {

	/** Nothing. */
	UNSIGNED("unsigned", false),

	/** Collects the body, which all who sign it have to. */
	BUFFERED("body buffered, unsigned", false),

	/** Collects the body and calls AWS's signer, as applications do it by themselves. */
	AWS_SIGNER("filter on AWS's signer", true),

	/** What this starter adds to the clients that it makes. */
	STARTER("this starter", true);

	private final String title;

	private final boolean signs;

	Contender(String title, boolean signs) {
		this.title = title;
		this.signs = signs;
	}

	String title() {
		return this.title;
	}

	boolean signs() {
		return this.signs;
	}

}
