package io.github.sigv4.test;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A connection on which a test says every byte itself.
 */
final class RawClient implements Closeable {

	private final Socket socket;

	RawClient(VerifyingServer server) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
		this.socket.setSoTimeout(10_000);
	}

	static Answer exchange(VerifyingServer server, String request) throws IOException {
		try (RawClient client = new RawClient(server)) {
			client.send(request);
			return client.read();
		}
	}

	void send(String text) throws IOException {
		send(text.getBytes(StandardCharsets.UTF_8));
	}

	void send(byte[] bytes) throws IOException {
		send(bytes, 0, bytes.length);
	}

	void send(byte[] bytes, int offset, int length) throws IOException {
		this.socket.getOutputStream().write(bytes, offset, length);
		this.socket.getOutputStream().flush();
	}

	/** Read an answer that has a body if it has a length. */
	Answer read() throws IOException {
		return read(false);
	}

	Answer read(boolean head) throws IOException {
		InputStream in = this.socket.getInputStream();
		String status = line(in);
		Map<String, String> headers = new LinkedHashMap<>();
		for (String line = line(in); !line.isEmpty(); line = line(in)) {
			int colon = line.indexOf(": ");
			headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
		}
		int length = head ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
		return new Answer(Integer.parseInt(status.substring(9, 12)), headers,
				new String(in.readNBytes(length), StandardCharsets.UTF_8));
	}

	/** Whether the server has closed the connection. */
	boolean isAtEnd() throws IOException {
		return this.socket.getInputStream().read() < 0;
	}

	void abort() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	private static String line(InputStream in) throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int value = in.read(); value != '\n'; value = in.read()) {
			if (value < 0) {
				throw new EOFException("No answer, but " + line);
			}
			if (value != '\r') {
				line.write(value);
			}
		}
		return line.toString(StandardCharsets.UTF_8);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	/**
	 * An answer.
	 *
	 * @param status the status
	 * @param headers values by lower-case name
	 * @param body the body
	 */
	record Answer(int status, Map<String, String> headers, String body) {

	}

}
