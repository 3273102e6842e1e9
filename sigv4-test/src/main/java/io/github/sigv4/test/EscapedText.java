package io.github.sigv4.test;

import java.util.HexFormat;

/**
 * Text of a request on its way into an answer.
 */
final class EscapedText {

	private EscapedText() {
	}

	/** Return the content of an element. */
	static String xml(String text) {
		StringBuilder escaped = new StringBuilder(text.length() + 32);
		text.codePoints().forEach((c) -> {
			switch (c) {
				case '&' -> escaped.append("&amp;");
				case '<' -> escaped.append("&lt;");
				case '>' -> escaped.append("&gt;");
				case '"' -> escaped.append("&quot;");
				default -> escaped.appendCodePoint(isXml(c) ? c : 0xfffd);
			}
		});
		return escaped.toString();
	}

	/**
	 * What XML 1.0 cannot have at all, not even escaped; a parser turns a carriage return
	 * into something else.
	 */
	private static boolean isXml(int c) {
		return c == '\t' || c == '\n' || (c >= ' ' && c < 0xd800) || (c > 0xdfff && c < 0xfffe) || c > 0xffff;
	}

	/** Return a string with its quotes. */
	static String json(String text) {
		StringBuilder escaped = new StringBuilder(text.length() + 32).append('"');
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			switch (c) {
				case '"', '\\' -> escaped.append('\\').append(c);
				case '\n' -> escaped.append("\\n");
				case '\t' -> escaped.append("\\t");
				default -> {
					if (c < ' ' || Character.isSurrogate(c)) {
						escaped.append("\\u").append(HexFormat.of().toHexDigits(c));
					}
					else {
						escaped.append(c);
					}
				}
			}
		}
		return escaped.append('"').toString();
	}

}
