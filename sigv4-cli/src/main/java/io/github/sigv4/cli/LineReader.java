package io.github.sigv4.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Finds the lines in the bytes of a stream, and says before it has to wait for more of
 * them. A line is looked at where it was read, without a copy.
 */
final class LineReader {

	/** The bytes that a line may have: what is longer is skipped, not collected. */
	static final int MAX_LENGTH = 64 * 1024 * 1024;

	private final InputStream in;

	private byte[] bytes = new byte[64 * 1024];

	private int filled;

	/** Where the line after the current one starts, and how far it is known to go. */
	private int nextStart;

	private int searched;

	private int start;

	private int end;

	private boolean ended;

	private boolean skipping;

	private boolean tooLong;

	private boolean first = true;

	LineReader(InputStream in) {
		this.in = in;
	}

	/**
	 * Go to the next line if all of it was read.
	 * @return whether there is a next line now
	 */
	boolean next() {
		while (this.searched < this.filled && this.bytes[this.searched] != '\n') {
			this.searched++;
		}
		if (this.searched == this.filled && (!this.ended || (this.nextStart == this.filled && !this.skipping))) {
			return false;
		}
		this.start = this.nextStart;
		this.end = this.searched;
		this.searched = Math.min(this.searched + 1, this.filled);
		this.nextStart = this.searched;
		this.tooLong = this.skipping;
		this.skipping = false;
		if (this.first) {
			skipByteOrderMark();
			this.first = false;
		}
		return true;
	}

	/** Some shells of Windows start what they pipe with it. */
	private void skipByteOrderMark() {
		if (this.end - this.start >= 3 && this.bytes[this.start] == (byte) 0xef
				&& this.bytes[this.start + 1] == (byte) 0xbb && this.bytes[this.start + 2] == (byte) 0xbf) {
			this.start += 3;
		}
	}

	/**
	 * Read more, which may block. The current line is gone then.
	 * @return whether there may be a next line; {@code false} at the end of the stream
	 */
	boolean read() throws IOException {
		if (this.ended) {
			return false;
		}
		makeRoom();
		int read = this.in.read(this.bytes, this.filled, this.bytes.length - this.filled);
		this.ended = (read < 0);
		this.filled += Math.max(read, 0);
		return true;
	}

	private void makeRoom() {
		if (this.nextStart > 0) {
			System.arraycopy(this.bytes, this.nextStart, this.bytes, 0, this.filled - this.nextStart);
			this.filled -= this.nextStart;
			this.nextStart = 0;
		}
		if (this.filled == this.bytes.length) {
			grow();
		}
		if (this.skipping) {
			this.filled = 0;
		}
		this.searched = this.filled;
	}

	private void grow() {
		try {
			this.skipping |= this.filled >= MAX_LENGTH;
			this.bytes = this.skipping ? this.bytes : Arrays.copyOf(this.bytes, 2 * this.filled);
		}
		catch (OutOfMemoryError ex) {
			this.skipping = true;
		}
	}

	/** Whether the current line has too many bytes, and is lost. */
	boolean isTooLong() {
		return this.tooLong;
	}

	/** Return the bytes among which the current line is, until the next read. */
	byte[] bytes() {
		return this.bytes;
	}

	int start() {
		return this.start;
	}

	int length() {
		return this.end - this.start;
	}

}
