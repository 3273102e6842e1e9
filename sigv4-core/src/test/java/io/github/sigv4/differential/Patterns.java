package io.github.sigv4.differential;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Regular expressions, each compiled once.
 */
final class Patterns {

	private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

	private Patterns() {
	}

	static boolean find(String pattern, String text) {
		return compiled(pattern).matcher(text).find();
	}

	static boolean matches(String pattern, String text) {
		return compiled(pattern).matcher(text).matches();
	}

	private static Pattern compiled(String pattern) {
		Pattern compiled = COMPILED.get(pattern);
		return (compiled != null) ? compiled : COMPILED.computeIfAbsent(pattern, Pattern::compile);
	}

}
