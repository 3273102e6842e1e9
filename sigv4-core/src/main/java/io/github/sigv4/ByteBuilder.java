package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes that grow, reused from one signature to the next: what a {@link StringBuilder} is
 * for text, without the two copies that lead from text to bytes.
 */
final class ByteBuilder {

	private static final byte[] UPPER_HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

	/** The characters that are never percent-encoded: RFC 3986, section 2.3. */
	private static final boolean[] UNRESERVED = new boolean[128];

	static {
		for (char c = 0; c < UNRESERVED.length; c++) {
			UNRESERVED[c] = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'
					|| c == '.' || c == '_' || c == '~';
		}
	}

	private byte[] bytes;

	private int length;

	ByteBuilder(int capacity) {
		this.bytes = new byte[capacity];
	}

	static boolean isUnreserved(int c) {
		// Comparisons are cheaper than the table, and most characters are of the first
		// range
		return (c >= 'a' && c <= 'z') || (c >= 0 && c < UNRESERVED.length && UNRESERVED[c]);
	}

	/** Return the backing array, valid until the next append. */
	byte[] array() {
		return this.bytes;
	}

	int length() {
		return this.length;
	}

	int capacity() {
		return this.bytes.length;
	}

	void truncate(int newLength) {
		this.length = newLength;
	}

	void append(char ascii) {
		reserve(1);
		this.bytes[this.length++] = (byte) ascii;
	}

	void append(byte[] source) {
		append(source, 0, source.length);
	}

	void append(byte[] source, int from, int count) {
		reserve(count);
		System.arraycopy(source, from, this.bytes, this.length, count);
		this.length += count;
	}

	/**
	 * Append text that is known to be ASCII: other characters would be cut to their low
	 * byte. Only this way copies all at once, and into what is there already.
	 */
	@SuppressWarnings("deprecation")
	void appendAscii(String text) {
		int count = text.length();
		reserve(count);
		text.getBytes(0, count, this.bytes, this.length);
		this.length += count;
	}

	/**
	 * Append a text as far as all is unreserved: a run of characters costs less than as
	 * many single ones.
	 * @return the index of the first character that is not, or the end
	 */
	int appendUnreserved(String text, int from, int to) {
		reserve(to - from);
		byte[] target = this.bytes;
		int offset = this.length - from;
		int index = from;
		while (index < to) {
			char c = text.charAt(index);
			if (c >= UNRESERVED.length || !UNRESERVED[c]) {
				break;
			}
			target[offset + index] = (byte) c;
			index++;
		}
		this.length = offset + index;
		return index;
	}

	/**
	 * Append a text as far as all is visible ASCII.
	 * @return the index of the first character that is not, or the end
	 */
	int appendVisible(String text, int from) {
		int to = text.length();
		reserve(to - from);
		byte[] target = this.bytes;
		int offset = this.length - from;
		int index = from;
		while (index < to) {
			char c = text.charAt(index);
			if (c <= ' ' || c > '~') {
				break;
			}
			target[offset + index] = (byte) c;
			index++;
		}
		this.length = offset + index;
		return index;
	}

	/** Append text as UTF-8. */
	void appendText(String text) {
		int index = appendVisible(text, 0);
		while (index < text.length()) {
			char c = text.charAt(index);
			if (c < 0x80) {
				append(c);
			}
			else {
				index = appendUtf8(text, index);
			}
			index++;
		}
	}

	void appendHex(byte[] source, int from, int count) {
		reserve(2 * count);
		Hex.encode(source, from, count, this.bytes, this.length);
		this.length += 2 * count;
	}

	/**
	 * Append the character at an index of a text as UTF-8.
	 * @return the index of its last char: one further for a surrogate pair
	 */
	int appendUtf8(String text, int index) {
		int codePoint = codePointAt(text, index);
		reserve(4);
		this.length += utf8(codePoint, this.bytes, this.length);
		return index + Character.charCount(codePoint) - 1;
	}

	/**
	 * Append a byte as it is if it is unreserved, else percent-encoded.
	 */
	void appendEncoded(int value) {
		reserve(3);
		if (isUnreserved(value)) {
			this.bytes[this.length++] = (byte) value;
		}
		else {
			this.bytes[this.length++] = '%';
			this.bytes[this.length++] = UPPER_HEX[(value >> 4) & 0xf];
			this.bytes[this.length++] = UPPER_HEX[value & 0xf];
		}
	}

	/**
	 * Append the character at an index of a text, each of its UTF-8 bytes encoded.
	 * @return the index of its last char: one further for a surrogate pair
	 */
	int appendEncodedUtf8(String text, int index) {
		char c = text.charAt(index);
		if (c < 0x80) {
			appendEncoded(c);
			return index;
		}
		int codePoint = codePointAt(text, index);
		byte[] utf8 = new byte[4];
		int count = utf8(codePoint, utf8, 0);
		for (int i = 0; i < count; i++) {
			appendEncoded(utf8[i] & 0xff);
		}
		return index + Character.charCount(codePoint) - 1;
	}

	/** Order two ranges of this by their unsigned bytes. */
	int compare(int from, int to, int otherFrom, int otherTo) {
		return Arrays.compareUnsigned(this.bytes, from, to, this.bytes, otherFrom, otherTo);
	}

	String ascii(int from, int to) {
		return new String(this.bytes, from, to - from, StandardCharsets.ISO_8859_1);
	}

	String utf8(int from, int to) {
		return new String(this.bytes, from, to - from, StandardCharsets.UTF_8);
	}

	private static int codePointAt(String text, int index) {
		int codePoint = text.codePointAt(index);
		if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
			// String.getBytes would sign a '?' that nobody sends
			throw new SigV4Exception("An unpaired surrogate (U+" + Integer.toHexString(codePoint)
					+ ") cannot be sent as UTF-8. Was a text cut in the middle of a character?");
		}
		return codePoint;
	}

	private static int utf8(int codePoint, byte[] target, int at) {
		int to = at;
		if (codePoint < 0x80) {
			target[to++] = (byte) codePoint;
		}
		else if (codePoint < 0x800) {
			target[to++] = (byte) (0xc0 | (codePoint >> 6));
			target[to++] = (byte) (0x80 | (codePoint & 0x3f));
		}
		else if (codePoint < 0x10000) {
			target[to++] = (byte) (0xe0 | (codePoint >> 12));
			target[to++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
			target[to++] = (byte) (0x80 | (codePoint & 0x3f));
		}
		else {
			target[to++] = (byte) (0xf0 | (codePoint >> 18));
			target[to++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
			target[to++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
			target[to++] = (byte) (0x80 | (codePoint & 0x3f));
		}
		return to - at;
	}

	void reserve(int count) {
		int needed = this.length + count;
		if (needed > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes, Math.max(needed, 2 * this.bytes.length));
		}
	}

}
