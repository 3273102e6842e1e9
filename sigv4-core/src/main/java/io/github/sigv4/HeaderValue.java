package io.github.sigv4;

/**
 * A header's value in the form that is signed.
 */
final class HeaderValue {

	private HeaderValue() {
	}

	/**
	 * Whether a value is written as it is: visible ASCII with single spaces inside, as
	 * nearly all are.
	 */
	static boolean isCanonical(String value) {
		char last = ' ';
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (c < ' ' || c > '~' || (c == ' ' && last == ' ')) {
				return false;
			}
			last = c;
		}
		return last != ' ' || value.isEmpty();
	}

	/**
	 * Write a value: white space trimmed and collapsed, other characters as UTF-8. A
	 * no-break space is a character like any other.
	 * @throws SigV4Exception if the value has a line end or control character, which no
	 * client sends, or which would inject a header
	 */
	static void write(HeaderName name, String value, ByteBuilder out) {
		int index = out.appendVisible(value, 0);
		boolean started = index > 0;
		boolean space = false;
		while (index < value.length()) {
			char c = value.charAt(index);
			if (c == ' ' || c == '\t') {
				space = started;
			}
			else {
				if (c < ' ' || c == 0x7f) {
					throw new SigV4Exception("Header '" + name + "' has a line end or control character at index "
							+ index + " of its value");
				}
				if (space) {
					out.append(' ');
					space = false;
				}
				started = true;
				if (c < 0x80) {
					index = out.appendVisible(value, index);
					continue;
				}
				index = out.appendUtf8(value, index);
			}
			index++;
		}
	}

}
