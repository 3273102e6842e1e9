package io.github.sigv4.spring.autoconfigure;

/**
 * Something that was looked up, with where it was found, for the log.
 *
 * @param value what was found
 * @param source where
 * @param <T> the type of what was found
 */
record Found<T>(T value, String source) {

	@Override
	public String toString() {
		return this.value + " (from " + this.source + ")";
	}

}
