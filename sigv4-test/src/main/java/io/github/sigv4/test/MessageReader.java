package io.github.sigv4.test;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.test.ReceivedRequest.Header;

/**
 * Reads requests of HTTP/1.1 strictly, and gives what is on the wire without changing it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>
 */
final class MessageReader {

	private static final int MAX_HEAD = 64 * 1024;

	private static final int MAX_FIELDS = 500;

	/** What S3 takes in one request. */
	private static final long MAX_BODY = 5L * 1024 * 1024 * 1024;

	private final InputStream in;

	MessageReader(InputStream in) {
		this.in = in;
	}

	/** Return the next head, or {@code null} if the client sends no more. */
	@Nullable MessageHead readHead() throws IOException {
		int first = this.in.read();
		if (first < 0) {
			return null;
		}
		Lines lines = new Lines(MAX_HEAD);
		// Clients of old sent one line end too many behind a body: RFC 9112, section 2.2
		String requestLine = (first == '\r') ? lines.secondAfterEmpty() : lines.next(first);
		String[] parts = requestLine.split(" ", -1);
		if (parts.length != 3 || !MessageHead.isToken(parts[0])) {
			throw new BadMessageException(400, "The request line is not <method> <target> HTTP/1.1");
		}
		if (!parts[2].equals("HTTP/1.1") && !parts[2].equals("HTTP/1.0")) {
			throw new BadMessageException(505, "The server speaks HTTP/1.1");
		}
		List<Header> headers = new ArrayList<>();
		for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
			if (headers.size() == MAX_FIELDS) {
				throw new BadMessageException(431, "The request has more than " + MAX_FIELDS + " header fields");
			}
			headers.add(header(line));
		}
		MessageHead head = new MessageHead(parts[0], target(parts[1]), parts[2].charAt(7) - '0', List.copyOf(headers));
		int hosts = head.values("host").size();
		if (hosts != 1) {
			throw new BadMessageException(400, "The request has " + hosts + " Host headers; one is needed");
		}
		return head;
	}

	private static String target(String target) throws BadMessageException {
		if (!target.startsWith("/")) {
			throw new BadMessageException(400, "The request target has to start with '/'");
		}
		for (int i = 0; i < target.length(); i++) {
			if (target.charAt(i) <= ' ' || target.charAt(i) > '~' || target.charAt(i) == '#') {
				throw new BadMessageException(400,
						"The request target has a character at index " + i + " that has to be percent-encoded");
			}
		}
		return target;
	}

	private static Header header(String line) throws BadMessageException {
		if (line.startsWith(" ") || line.startsWith("\t")) {
			throw new BadMessageException(400, "A header is continued on a second line, which is obsolete");
		}
		int colon = line.indexOf(':');
		if (colon < 0 || !MessageHead.isToken(line.substring(0, colon))) {
			throw new BadMessageException(400, "A header is not <name>: <value>");
		}
		String value = line.substring(colon + 1);
		if (MessageHead.hasControl(value)) {
			throw new BadMessageException(400,
					"Header '" + line.substring(0, colon) + "' has a control character in its value");
		}
		int from = 0;
		int to = value.length();
		while (from < to && isBlank(value.charAt(from))) {
			from++;
		}
		while (from < to && isBlank(value.charAt(to - 1))) {
			to--;
		}
		byte[] bytes = value.substring(from, to).getBytes(StandardCharsets.ISO_8859_1);
		return new Header(line.substring(0, colon), new String(bytes, StandardCharsets.UTF_8));
	}

	private static boolean isBlank(char c) {
		return c == ' ' || c == '\t';
	}

	/** Read the body to its end, without the framing of HTTP. */
	void readBody(MessageHead head, IncomingBody body) throws IOException {
		List<String> lengths = head.values("content-length");
		List<String> codings = head.values("transfer-encoding");
		if (!codings.isEmpty()) {
			if (!lengths.isEmpty() || head.version() == 0) {
				throw new BadMessageException(400, "Transfer-Encoding beside Content-Length, or in HTTP/1.0");
			}
			if (!head.says("transfer-encoding", "chunked")) {
				throw new BadMessageException(501, "The only Transfer-Encoding that is known is chunked");
			}
			readChunks(body);
		}
		else if (!lengths.isEmpty()) {
			if (lengths.size() > 1 || !lengths.get(0).matches("[0-9]{1,18}")) {
				throw new BadMessageException(400, "Content-Length is not one number");
			}
			readBytes(limited(Long.parseLong(lengths.get(0))), body);
		}
	}

	private void readChunks(IncomingBody body) throws IOException {
		long total = 0;
		while (true) {
			String line = new Lines(MAX_HEAD).next();
			int end = line.indexOf(';');
			String size = ((end >= 0) ? line.substring(0, end) : line).strip();
			if (!size.matches("[0-9a-fA-F]{1,12}")) {
				throw new BadMessageException(400, "A chunk does not start with its size");
			}
			long length = Long.parseLong(size, 16);
			if (length == 0) {
				break;
			}
			total = limited(total + length);
			readBytes(length, body);
			if (this.in.read() != '\r' || this.in.read() != '\n') {
				throw new BadMessageException(400, "A chunk does not end where its size says");
			}
		}
		// Not part of what is signed
		Lines trailers = new Lines(MAX_HEAD);
		String trailer = trailers.next();
		while (!trailer.isEmpty()) {
			trailer = trailers.next();
		}
	}

	private static long limited(long length) throws BadMessageException {
		if (length > MAX_BODY) {
			throw new BadMessageException(413, "The body is larger than " + MAX_BODY + " bytes");
		}
		return length;
	}

	private void readBytes(long length, IncomingBody body) throws IOException {
		byte[] buffer = new byte[(int) Math.min(length, 16 * 1024)];
		long remaining = length;
		while (remaining > 0) {
			int read = this.in.read(buffer, 0, (int) Math.min(buffer.length, remaining));
			if (read < 0) {
				throw new EOFException("The client went away in the middle of a body");
			}
			body.add(buffer, read);
			remaining -= read;
		}
	}

	/** Lines up to a number of characters in all. */
	private final class Lines {

		private int remaining;

		Lines(int limit) {
			this.remaining = limit;
		}

		String next() throws IOException {
			return next(read());
		}

		String secondAfterEmpty() throws IOException {
			if (read() != '\n') {
				throw new BadMessageException(400, "A carriage return without a line feed");
			}
			return next();
		}

		/** One character for each byte. */
		String next(int first) throws IOException {
			StringBuilder line = new StringBuilder(80);
			int value = first;
			while (value != '\r') {
				if (value == '\n' || value == 0) {
					throw new BadMessageException(400, "A line does not end with carriage return and line feed");
				}
				line.append((char) value);
				value = read();
			}
			if (read() != '\n') {
				throw new BadMessageException(400, "A carriage return without a line feed");
			}
			return line.toString();
		}

		private int read() throws IOException {
			if (--this.remaining < 0) {
				throw new BadMessageException(431, "The head of the request is larger than " + MAX_HEAD + " bytes");
			}
			int value = MessageReader.this.in.read();
			if (value < 0) {
				throw new EOFException("The client went away in the middle of a line");
			}
			return value;
		}

	}

}
