package io.github.sigv4;

/**
 * The part of a text around the place where it first differs from another one.
 *
 * @param text the excerpt, fit for a log
 */
record Excerpt(String text) {

	private static final int MAX = 100;

	/** How much of what is the same is shown in front. */
	private static final int BEFORE = 30;

	static Excerpt of(Printable printable, String text, String other) {
		if (text.isEmpty()) {
			return new Excerpt(SignatureDifference.NONE);
		}
		if (printable.hasSecret(text) || text.length() <= MAX) {
			return new Excerpt(printable.value(text, MAX));
		}
		int same = 0;
		while (same < Math.min(text.length(), other.length()) && text.charAt(same) == other.charAt(same)) {
			same++;
		}
		int from = Math.max(0, same - BEFORE);
		String excerpt = (from > 0) ? "..." + text.substring(from) : text;
		return new Excerpt(printable.value(excerpt, MAX));
	}

	/** Of the value of a header or parameter that may be a secret. */
	static Excerpt of(Printable printable, String name, String text, String other) {
		if (SecretNames.has(name) && !text.isEmpty()) {
			return new Excerpt("[" + text.length() + " characters]");
		}
		return of(printable, text, other);
	}

}
