package io.github.sigv4;

import org.jspecify.annotations.Nullable;

/**
 * How two encoded texts that mean the same differ.
 */
enum Encodings {

	/** The received one is encoded once more. */
	ONCE_MORE,

	/** The received one is encoded once less. */
	ONCE_LESS,

	/** A plus stands for a space, or the other way round. */
	PLUS,

	/** The same characters are encoded otherwise. */
	OTHERWISE;

	/** More often nobody encodes. */
	private static final int ROUNDS = 4;

	/**
	 * Compare two texts that differ.
	 * @return how, or {@code null} if they do not mean the same
	 */
	static @Nullable Encodings between(String signed, String received) {
		if (decode(received).equals(signed)) {
			return ONCE_MORE;
		}
		if (decode(signed).equals(received)) {
			return ONCE_LESS;
		}
		String plainSigned = plain(signed);
		String plainReceived = plain(received);
		if (plainSigned.equals(plainReceived)) {
			return OTHERWISE;
		}
		return plainSigned.replace('+', ' ').equals(plainReceived.replace('+', ' ')) ? PLUS : null;
	}

	private static String plain(String text) {
		String plain = text;
		for (int i = 0; i < ROUNDS; i++) {
			plain = decode(plain);
		}
		return plain;
	}

	/** Decode once, to a character for each byte: it is only compared. */
	private static String decode(String text) {
		if (text.indexOf('%') < 0) {
			return text;
		}
		StringBuilder out = new StringBuilder(text.length());
		for (int i = 0; i < text.length(); i++) {
			int decoded = (text.charAt(i) == '%') ? PercentEncoding.decode(text, i, text.length()) : -1;
			out.append((decoded >= 0) ? (char) decoded : text.charAt(i));
			i += (decoded >= 0) ? 2 : 0;
		}
		return out.toString();
	}

}
