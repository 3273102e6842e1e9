package io.github.sigv4;

import org.jspecify.annotations.Nullable;

/**
 * Takes names out of messages: what cannot be one is not there.
 */
final class Quoted {

	private static final int MAX_NAME = 40;

	private Quoted() {
	}

	/**
	 * Return the name in single or double quotes that follows a text.
	 * @return the name, or {@code null} if there is none
	 */
	static @Nullable String after(String message, String text) {
		int found = message.indexOf(text);
		if (found < 0) {
			return null;
		}
		int from = found + text.length();
		while (from < message.length() && message.charAt(from) != '\'' && message.charAt(from) != '"') {
			if (from > found + text.length() + 4) {
				return null;
			}
			from++;
		}
		if (from >= message.length()) {
			return null;
		}
		int to = message.indexOf(message.charAt(from), from + 1);
		return (to > from && to - from <= MAX_NAME + 1) ? name(message.substring(from + 1, to)) : null;
	}

	/** Return a text if it can be the name of a service or region. */
	static @Nullable String name(@Nullable String text) {
		String name = (text != null) ? text.strip() : "";
		boolean good = !name.isEmpty() && name.length() <= MAX_NAME && name.chars()
			.allMatch((c) -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.');
		return good ? name : null;
	}

}
