package io.github.sigv4;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Makes texts fit for a log: one line of ASCII, of bounded length, and without the
 * secrets of one request. Whatever a service answers goes through here.
 */
final class Printable {

	private static final String REDACTED = "[redacted]";

	/** Where a message begins to repeat what was sent. */
	private static final List<String> SECRETS_FOLLOW = List.of("signature=", "authorization=", "authorization:",
			"authorization header:", "authorization header (", "aws4-hmac", "aws4-ecdsa", "token=", "token:", "bearer ",
			"basic ", "secret", "passw", "canonical string", "api key", "api-key", "apikey", "cookie");

	/** Words of a sentence are not longer, but secrets, tokens and signatures are. */
	private static final int MAX_WORD = 39;

	/** Runs of letters and digits in what may be shown: keys are of longer ones. */
	private static final int MAX_MIXED = 19;

	/** As in hosts, and as names of headers and algorithms, which have digits behind. */
	private static final Pattern NAMES = Pattern
		.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*\\.[a-z]{2,}|[A-Za-z]+[0-9]{0,3}[a-z]?(-[A-Za-z]+[0-9]{0,3}[a-z]?)+");

	private static final Pattern PUNCTUATION = Pattern.compile("^[\"'(<\\[]+|[\"')>\\],;:.]+$");

	private final List<String> secrets = new ArrayList<>();

	/**
	 * Leave these out, as they are and as they stand in a query.
	 * @param secrets texts, of which some may be missing
	 */
	Printable(List<@Nullable String> secrets) {
		for (String secret : secrets) {
			if (secret != null && !secret.isEmpty()) {
				this.secrets.add(secret);
				this.secrets.add(encoded(secret));
			}
		}
	}

	private static String encoded(String text) {
		ByteBuilder out = new ByteBuilder(text.length());
		for (int i = 0; i < text.length(); i++) {
			i = out.appendEncodedUtf8(text, i);
		}
		return out.ascii(0, out.length());
	}

	/** Whether a text has a secret in it. */
	boolean hasSecret(String text) {
		return this.secrets.stream().anyMatch(text::contains);
	}

	/** Return a value that may be shown but for secrets in it. */
	String value(String text, int max) {
		return hasSecret(text) ? REDACTED : shorten(escape(text, 2 * max), max);
	}

	/** Return the beginning of a sentence, without what looks like a secret. */
	String sentence(String text, int max) {
		if (hasSecret(text)) {
			return REDACTED;
		}
		String beginning = text.substring(0, Math.min(text.length(), 4 * max));
		String lowerCase = lowerCase(beginning);
		int end = beginning.length();
		for (String mark : SECRETS_FOLLOW) {
			int index = lowerCase.indexOf(mark);
			end = (index >= 0) ? Math.min(end, index) : end;
		}
		StringBuilder sentence = new StringBuilder();
		for (String word : beginning.substring(0, end).split("\\s+", -1)) {
			sentence.append(sentence.isEmpty() ? "" : " ");
			sentence.append(isLikeSecret(word) ? "[" + word.length() + " characters]" : word);
		}
		return shorten(escape(sentence.toString().strip(), 2 * max), max);
	}

	/** Whether a word is long, or mixes letters and digits as keys do. */
	private static boolean isLikeSecret(String word) {
		if (word.length() > MAX_WORD) {
			return true;
		}
		String bare = PUNCTUATION.matcher(word).replaceAll("");
		if (bare.startsWith("arn:") || NAMES.matcher(bare).matches()) {
			return false;
		}
		// Slashes are in Base64 too
		boolean path = bare.startsWith("/") || bare.contains("://");
		for (String run : bare.split(path ? "[^A-Za-z0-9+_-]" : "[^A-Za-z0-9+/_-]", -1)) {
			if (run.length() > MAX_MIXED && run.chars().anyMatch((c) -> c >= '0' && c <= '9')
					&& run.chars().anyMatch(Character::isLetter)) {
				return true;
			}
		}
		return false;
	}

	/** Escape what would end a line, or hide or turn round what is behind it. */
	private static String escape(String text, int max) {
		StringBuilder out = new StringBuilder();
		for (int i = 0; i < text.length() && out.length() < max; i++) {
			char c = text.charAt(i);
			switch (c) {
				case '\n' -> out.append("\\n");
				case '\r' -> out.append("\\r");
				case '\t' -> out.append("\\t");
				default -> {
					if (c >= ' ' && c <= '~') {
						out.append(c);
					}
					else {
						out.append("\\u").append(String.format(Locale.ROOT, "%04x", (int) c));
					}
				}
			}
		}
		return out.toString();
	}

	/** Return the text with its ASCII letters in lower case, and of the same length. */
	static String lowerCase(String text) {
		StringBuilder out = new StringBuilder(text);
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c >= 'A' && c <= 'Z') {
				out.setCharAt(i, (char) (c + ('a' - 'A')));
			}
		}
		return out.toString();
	}

	/** Cut a text off that is too long. */
	static String shorten(String text, int max) {
		return (text.length() <= max) ? text : text.substring(0, max - 3) + "...";
	}

}
