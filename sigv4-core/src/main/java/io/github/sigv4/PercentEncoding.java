package io.github.sigv4;

/**
 * Reads what {@link ByteBuilder#appendEncoded(int)} writes.
 */
final class PercentEncoding {

	private PercentEncoding() {
	}

	/**
	 * Return the byte that a triplet at an index stands for, or -1 if there is none: the
	 * {@code %} then stands for itself.
	 */
	static int decode(String text, int index, int end) {
		if (index + 2 >= end) {
			return -1;
		}
		int high = Hex.digit(text.charAt(index + 1));
		int low = Hex.digit(text.charAt(index + 2));
		return (high < 0 || low < 0) ? -1 : (high << 4) | low;
	}

}
