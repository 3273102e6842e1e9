package io.github.sigv4;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Hexadecimal digits as bytes.
 */
final class Hex {

	private static final byte[] LOWER = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

	/** Both digits of each byte, one in the high and one in the low byte. */
	private static final char[] PAIRS = new char[256];

	static {
		for (int i = 0; i < PAIRS.length; i++) {
			PAIRS[i] = (char) ((LOWER[i >> 4] << 8) | LOWER[i & 0xf]);
		}
	}

	private Hex() {
	}

	static byte[] encode(byte[] bytes) {
		byte[] hex = new byte[2 * bytes.length];
		encode(bytes, 0, bytes.length, hex, 0);
		return hex;
	}

	static void encode(byte[] bytes, int from, int count, byte[] target, int at) {
		int to = at;
		for (int i = from; i < from + count; i++) {
			char pair = PAIRS[bytes[i] & 0xff];
			target[to++] = (byte) (pair >> 8);
			target[to++] = (byte) pair;
		}
	}

	/** Return the bytes of lower-case digits, or {@code null} if it is anything else. */
	static byte @Nullable [] decode(String hex) {
		if (hex.isEmpty() || hex.length() % 2 != 0) {
			return null;
		}
		byte[] bytes = new byte[hex.length() / 2];
		for (int i = 0; i < hex.length(); i++) {
			int digit = Character.isUpperCase(hex.charAt(i)) ? -1 : digit(hex.charAt(i));
			if (digit < 0) {
				return null;
			}
			bytes[i / 2] |= (byte) ((i % 2 != 0) ? digit : digit << 4);
		}
		return bytes;
	}

	/**
	 * Return the value of a hexadecimal digit in either case, or -1.
	 */
	static int digit(int c) {
		if (c >= '0' && c <= '9') {
			return c - '0';
		}
		int lower = c | 0x20;
		return (lower >= 'a' && lower <= 'f') ? lower - 'a' + 10 : -1;
	}

}
