package io.github.sigv4.test;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.test.ReceivedRequest.Header;

/**
 * One connection: requests come in one after the other, and are answered in their order.
 */
final class HttpConnection implements Runnable, Closeable {

	private static final int IDLE_MILLIS = 30_000;

	private static final int LINGER_MILLIS = 1_000;

	private static final Map<Integer, String> REASONS = Map.of(200, "OK", 201, "Created", 204, "No Content", 400,
			"Bad Request", 403, "Forbidden", 404, "Not Found", 408, "Request Timeout", 411, "Length Required", 500,
			"Internal Server Error", 503, "Service Unavailable");

	private final Socket socket;

	private final Exchange exchange;

	HttpConnection(Socket socket, Exchange exchange) {
		this.socket = socket;
		this.exchange = exchange;
	}

	@Override
	public void run() {
		try (this.socket) {
			this.socket.setSoTimeout(IDLE_MILLIS);
			this.socket.setTcpNoDelay(true);
			InputStream in = new BufferedInputStream(this.socket.getInputStream(), 16 * 1024);
			OutputStream out = new BufferedOutputStream(this.socket.getOutputStream(), 16 * 1024);
			MessageReader reader = new MessageReader(in);
			boolean more = true;
			while (more) {
				more = exchange(reader, out);
			}
			linger(in);
		}
		catch (IOException ex) {
			// The client went away, or the server is being closed: nobody to answer
		}
	}

	/** Returns whether the connection stays. */
	private boolean exchange(MessageReader reader, OutputStream out) throws IOException {
		String requestId = UUID.randomUUID().toString();
		MessageHead head = null;
		try {
			head = reader.readHead();
			if (head == null) {
				return false;
			}
			IncomingBody body = this.exchange.receive(head);
			if (head.version() == 1 && head.lists("expect", "100-continue")) {
				out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
				out.flush();
			}
			reader.readBody(head, body);
			boolean stays = head.version() == 1 && !head.lists("connection", "close");
			write(this.exchange.answer(head, body, requestId), head, requestId, stays, out);
			return stays;
		}
		catch (BadMessageException ex) {
			write(this.exchange.refuse(ex.status(), ex.reason(), requestId), head, requestId, false, out);
			return false;
		}
		catch (SocketTimeoutException ex) {
			if (head != null) {
				write(this.exchange.refuse(408, "The body did not arrive in time", requestId), head, requestId, false,
						out);
			}
			return false;
		}
	}

	private void write(TestResponse response, @Nullable MessageHead head, String requestId, boolean stays,
			OutputStream out) throws IOException {
		StringBuilder text = new StringBuilder(512);
		text.append("HTTP/1.1 ").append(response.status()).append(' ');
		text.append(REASONS.getOrDefault(response.status(), "")).append("\r\n");
		if (!response.hasHeader("date")) {
			field(text, "Date", HttpDate.format(this.exchange.now()));
		}
		if (!response.hasHeader("x-amzn-requestid")) {
			field(text, "x-amzn-RequestId", requestId);
		}
		for (Header header : response.headers()) {
			field(text, header.name(), header.value());
		}
		boolean bodyless = response.status() == 204 || response.status() == 304;
		if (!bodyless) {
			field(text, "Content-Length", Integer.toString(response.bodyBytes().length));
		}
		if (!stays) {
			field(text, "Connection", "close");
		}
		text.append("\r\n");
		out.write(text.toString().getBytes(StandardCharsets.UTF_8));
		if (!bodyless && (head == null || !head.method().equals("HEAD"))) {
			out.write(response.bodyBytes());
		}
		out.flush();
	}

	private static void field(StringBuilder text, String name, String value) {
		text.append(name).append(": ").append(value).append("\r\n");
	}

	/**
	 * To close while the client still sends would reset the connection, and the answer
	 * might be lost: RFC 9112, section 9.6.
	 */
	private void linger(InputStream in) throws IOException {
		this.socket.shutdownOutput();
		this.socket.setSoTimeout(LINGER_MILLIS);
		byte[] buffer = new byte[16 * 1024];
		long end = System.nanoTime() + LINGER_MILLIS * 1_000_000L;
		int read = 0;
		while (read >= 0 && System.nanoTime() < end) {
			read = in.read(buffer);
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
