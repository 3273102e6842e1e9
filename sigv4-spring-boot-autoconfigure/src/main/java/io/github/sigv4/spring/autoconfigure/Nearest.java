package io.github.sigv4.spring.autoconfigure;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Guesses what somebody meant to type.
 */
final class Nearest {

	private Nearest() {
	}

	/**
	 * Return the known name that is most like the given one.
	 * @param name a name that is not known
	 * @param known the names that there are
	 * @return the nearest, or empty if none is so near that it may be what was meant
	 */
	static Optional<String> to(String name, Collection<String> known) {
		int furthest = Math.max(1, name.length() / 3);
		return known.stream()
			.filter((candidate) -> distance(name, candidate) <= furthest)
			.min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
				.thenComparing(Comparator.naturalOrder()));
	}

	/** Levenshtein's distance: how many letters to insert, delete or replace. */
	private static int distance(String from, String to) {
		int[] previous = new int[to.length() + 1];
		for (int j = 0; j <= to.length(); j++) {
			previous[j] = j;
		}
		for (int i = 1; i <= from.length(); i++) {
			int[] current = new int[to.length() + 1];
			current[0] = i;
			for (int j = 1; j <= to.length(); j++) {
				int replaced = previous[j - 1] + ((from.charAt(i - 1) != to.charAt(j - 1)) ? 1 : 0);
				current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
			}
			previous = current;
		}
		return previous[to.length()];
	}

}
