package io.github.sigv4.cli;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.github.sigv4.SignedRequest;

/**
 * Makes lines of requests and answers fit to be shown: without signatures, tokens and
 * what else is named like a secret, and without characters that a terminal would act
 * upon.
 */
final class Redaction {

	static final String REDACTED = "[redacted]";

	private static final Pattern PARAMETER = Pattern.compile("(?<=[?&])([^=&?\\s]+)=([^&\\s\"'<>]*)");

	private static final Pattern SIGNATURE = Pattern.compile("(?<=Signature=)[0-9a-fA-F]+");

	private final List<String> secrets;

	/**
	 * Create a redaction.
	 * @param secrets what is left out wherever it stands
	 */
	Redaction(List<String> secrets) {
		this.secrets = secrets;
	}

	/** Return a header, {@code Name: value}, of which a secret is left out. */
	String header(String line) {
		int colon = line.indexOf(':');
		String name = (colon >= 0) ? line.substring(0, colon) : "";
		if (!SignedRequest.isSecret(name)) {
			return text(line);
		}
		// Who signed, and what, may be seen
		boolean signature = name.toLowerCase(Locale.ROOT).equals("authorization") && line.contains("AWS4-");
		return signature ? text(SIGNATURE.matcher(line).replaceAll(REDACTED)) : printable(name) + ": " + REDACTED;
	}

	/** Return a text, of which secret parameters of URLs are left out. */
	String text(String text) {
		String redacted = PARAMETER.matcher(text)
			.replaceAll((parameter) -> isSecret(parameter.group(1)) ? "$1=" + REDACTED : "$0");
		for (String secret : this.secrets) {
			redacted = redacted.replace(secret, REDACTED);
		}
		return printable(redacted);
	}

	private static boolean isSecret(String encodedName) {
		try {
			return SignedRequest.isSecret(URLDecoder.decode(encodedName, StandardCharsets.UTF_8));
		}
		catch (IllegalArgumentException ex) {
			return SignedRequest.isSecret(encodedName);
		}
	}

	private static String printable(String text) {
		StringBuilder printable = new StringBuilder(text.length());
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if ((c >= ' ' && c <= '~') || c == '\t') {
				printable.append(c);
			}
			else {
				printable.append(String.format(Locale.ROOT, (c <= 0xff) ? "\\x%02x" : "\\u%04x", (int) c));
			}
		}
		return printable.toString();
	}

}
