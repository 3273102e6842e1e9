package io.github.sigv4;

import java.nio.charset.StandardCharsets;

/**
 * Hexadecimal digits as bytes.
 */
final class Hex {

	private static final byte[] LOWER = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

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
			target[to++] = LOWER[(bytes[i] >> 4) & 0xf];
			target[to++] = LOWER[bytes[i] & 0xf];
		}
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
