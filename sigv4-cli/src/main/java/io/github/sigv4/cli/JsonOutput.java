package io.github.sigv4.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lines of JSON as bytes, collected in one buffer that is used again and again. Unlike a
 * stream it can take back a line that was begun.
 */
final class JsonOutput {

	private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

	private byte[] bytes = new byte[256 * 1024];

	private int length;

	int length() {
		return this.length;
	}

	void truncate(int length) {
		this.length = length;
	}

	/** Write what is here, and forget it. */
	void writeTo(OutputStream out) throws IOException {
		if (this.length > 0) {
			out.write(this.bytes, 0, this.length);
			out.flush();
			this.length = 0;
		}
	}

	/** Append text that is JSON already. */
	JsonOutput raw(String json) {
		byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
		reserve(utf8.length);
		System.arraycopy(utf8, 0, this.bytes, this.length, utf8.length);
		this.length += utf8.length;
		return this;
	}

	/**
	 * Append a string with its quotes. It is ASCII, which is UTF-8 too: nothing in it can
	 * be taken for a line end, or be spoilt by a terminal or shell with another encoding.
	 */
	JsonOutput string(String text) {
		// A char becomes six bytes at most
		reserve(6L * text.length() + 2);
		append('"');
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '"' || c == '\\') {
				append('\\');
				append(c);
			}
			else if (c == '\n') {
				append('\\');
				append('n');
			}
			else if (c >= ' ' && c < 0x7f) {
				append(c);
			}
			else {
				appendEscaped(c);
			}
		}
		append('"');
		return this;
	}

	private void appendEscaped(char c) {
		append('\\');
		append('u');
		for (int shift = 12; shift >= 0; shift -= 4) {
			append(HEX[(c >> shift) & 0xf]);
		}
	}

	private void append(int value) {
		this.bytes[this.length++] = (byte) value;
	}

	private void reserve(long count) {
		long needed = this.length + count;
		if (needed > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes, Math.toIntExact(Math.max(needed, 2L * this.bytes.length)));
		}
	}

}
