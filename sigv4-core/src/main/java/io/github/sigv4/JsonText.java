package io.github.sigv4;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Goes through a JSON text token by token.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
final class JsonText {

	private static final Pattern NUMBER_OR_LITERAL = Pattern
		.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?|true|false|null");

	private static final String ESCAPED = "\"\\/bfnrt";

	private static final String UNESCAPED = "\"\\/\b\f\n\r\t";

	private static final int UNICODE_DIGITS = 4;

	private final String json;

	private final Matcher scalar;

	private int position;

	JsonText(String json) {
		this.json = json;
		this.scalar = NUMBER_OR_LITERAL.matcher(json);
	}

	/** Go past the next token if it is this character. Return whether it was. */
	boolean take(char token) {
		while (" \t\r\n".indexOf(peek()) >= 0) {
			this.position++;
		}
		boolean there = peek() == token;
		this.position += there ? 1 : 0;
		return there;
	}

	/** Go past a number, a boolean or null. Return whether there was one. */
	boolean scalar() {
		boolean there = this.scalar.region(this.position, this.json.length()).lookingAt();
		this.position = there ? this.scalar.end() : this.position;
		return there;
	}

	/** Go past a string. Return it, or {@code null} if there is none or it is wrong. */
	@Nullable String string() {
		if (!take('"')) {
			return null;
		}
		StringBuilder string = new StringBuilder();
		while (peek() >= ' ') {
			char next = this.json.charAt(this.position++);
			if (next == '"') {
				return string.toString();
			}
			int read = (next == '\\') ? escaped() : next;
			if (read < 0) {
				return null;
			}
			string.append((char) read);
		}
		return null;
	}

	/** Return what a backslash stands for, or a negative number for nothing. */
	private int escaped() {
		char letter = peek();
		this.position++;
		if (letter == 'u') {
			return unicode();
		}
		int index = ESCAPED.indexOf(letter);
		return (index < 0) ? index : UNESCAPED.charAt(index);
	}

	private int unicode() {
		int unit = 0;
		for (int i = 0; i < UNICODE_DIGITS; i++) {
			char digit = peek();
			// Character.digit takes the digits of other scripts too
			int value = (digit < 0x80) ? Character.digit(digit, 16) : -1;
			if (value < 0) {
				return -1;
			}
			unit = unit << 4 | value;
			this.position++;
		}
		return unit;
	}

	/** Return the next character; at the end NUL, which is nowhere right. */
	private char peek() {
		return (this.position < this.json.length()) ? this.json.charAt(this.position) : '\0';
	}

}
