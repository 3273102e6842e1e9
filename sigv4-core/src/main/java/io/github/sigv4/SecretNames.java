package io.github.sigv4;

import java.util.List;
import java.util.Locale;

/**
 * Names of headers and parameters whose values nobody else should see. An access key id
 * is no secret, nor what only tells how was signed.
 */
final class SecretNames {

	/** Parts of such names, without what separates their words. */
	private static final List<String> PARTS = List.of("token", "signature", "secret", "passw", "authorization",
			"authentication", "cookie", "apikey", "accesskey", "customerkey", "privatekey", "assertion", "jwt",
			"amzmfa");

	private SecretNames() {
	}

	/** Whether a name, or one of several in a text, is such a one. */
	static boolean has(String text) {
		StringBuilder letters = new StringBuilder(text.length());
		String lowerCase = text.toLowerCase(Locale.ROOT);
		for (int i = 0; i < lowerCase.length(); i++) {
			char c = lowerCase.charAt(i);
			if (c != '-' && c != '_' && c != '.') {
				letters.append(c);
			}
		}
		return lowerCase.contains("x-auth-") || PARTS.stream().anyMatch((part) -> letters.indexOf(part) >= 0);
	}

}
