package io.github.sigv4;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Payload hashes as a service tells them: a SHA-256, or one of the literals.
 */
final class Hashes {

	private static final int HASH = 64;

	private static final int BRIEF = 8;

	private Hashes() {
	}

	/** Return a text if it can be a payload hash. */
	static @Nullable String hash(@Nullable String text) {
		String hash = (text != null) ? text.strip() : "";
		return (isHash(hash) || isLiteral(hash)) ? hash : null;
	}

	private static boolean isHash(String text) {
		return text.length() == HASH && text.toLowerCase(Locale.ROOT).chars().allMatch((c) -> Hex.digit((char) c) >= 0);
	}

	static boolean isLiteral(String text) {
		return text.length() < HASH && (text.startsWith("STREAMING-") || text.equals("UNSIGNED-PAYLOAD"))
				&& text.chars().allMatch((c) -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-');
	}

	/** Return a hash for a sentence: its beginning tells it from another one. */
	static String brief(@Nullable String hash) {
		String shown = shown(hash);
		return isHash(shown) ? shown.substring(0, BRIEF) + "..." : shown;
	}

	/** Return a hash, or that there is none. */
	static String shown(@Nullable String hash) {
		String shown = hash(hash);
		return (shown != null) ? shown : SignatureDifference.NONE;
	}

}
