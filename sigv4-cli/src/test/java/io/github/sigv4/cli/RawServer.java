package io.github.sigv4.cli;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that knows nothing of HTTP but where a request ends, and keeps its bytes.
 */
final class RawServer implements AutoCloseable {

	private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: ?([0-9]+)\r\n");

	private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }));

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final List<StringBuilder> requests = new CopyOnWriteArrayList<>();

	private RawServer(Handler handler) throws IOException {
		this.threads.execute(() -> {
			try {
				while (true) {
					Socket socket = this.server.accept();
					this.threads.execute(() -> serve(socket, handler));
				}
			}
			catch (IOException ex) {
				// Closed
			}
		});
	}

	/** A server that reads a request to its end, sends an answer and closes. */
	static RawServer answering(String answer) throws IOException {
		return new RawServer((request, in, out) -> {
			readBody(request, in);
			out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
		});
	}

	/** A server that has read the head of a request and does something. */
	static RawServer handling(Handler handler) throws IOException {
		return new RawServer(handler);
	}

	private void serve(Socket socket, Handler handler) {
		try (socket) {
			StringBuilder request = new StringBuilder(readHead(socket.getInputStream()));
			this.requests.add(request);
			handler.handle(request, socket.getInputStream(), socket.getOutputStream());
		}
		catch (IOException ex) {
			// The client went away
		}
	}

	private static String readHead(InputStream in) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		String text = "";
		while (!text.endsWith("\r\n\r\n")) {
			int value = in.read();
			if (value < 0) {
				throw new EOFException();
			}
			head.write(value);
			text = (value == '\n') ? head.toString(StandardCharsets.ISO_8859_1) : "";
		}
		return text;
	}

	/** Append a body to the head that announces it. */
	static void readBody(StringBuilder request, InputStream in) throws IOException {
		Matcher length = LENGTH.matcher(request);
		if (length.find()) {
			byte[] body = in.readNBytes(Integer.parseInt(length.group(1)));
			synchronized (request) {
				request.append(new String(body, StandardCharsets.ISO_8859_1));
			}
		}
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getLocalPort();
	}

	int port() {
		return this.server.getLocalPort();
	}

	/** The requests, a character for each byte. */
	List<String> requests() {
		return this.requests.stream().map((request) -> {
			synchronized (request) {
				return request.toString();
			}
		}).toList();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		this.threads.shutdownNow();
	}

	/**
	 * What is done with a request.
	 */
	interface Handler {

		/**
		 * Handle a request.
		 * @param request its head, to which a body may be appended
		 * @param in where its body comes from
		 * @param out where the answer goes
		 */
		void handle(StringBuilder request, InputStream in, OutputStream out) throws IOException;

	}

}
