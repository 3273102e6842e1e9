package io.github.sigv4.benchmarks.scale;

import java.util.HashMap;
import java.util.Map;

/**
 * What is said after a command: names, each with its value.
 *
 * @param values values by name
 */
record Options(Map<String, String> values) {

	/**
	 * Read options.
	 * @param arguments {@code --name value}, or {@code command --name value}
	 */
	static Options of(String... arguments) {
		Map<String, String> values = new HashMap<>();
		for (int i = arguments.length % 2; i < arguments.length; i += 2) {
			if (!arguments[i].startsWith("--")) {
				throw new IllegalArgumentException("Not an option: " + arguments[i]);
			}
			values.put(arguments[i].substring(2), arguments[i + 1]);
		}
		return new Options(values);
	}

	int number(String name, int standard) {
		return Integer.parseInt(text(name, String.valueOf(standard)));
	}

	String text(String name, String standard) {
		return this.values.getOrDefault(name, standard);
	}

}
