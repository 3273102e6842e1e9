package io.github.sigv4.spring.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP/1.1 server that touches nothing of what it reads: servers that parse URIs also
 * repair them.
 */
public final class WireServer implements AutoCloseable {

	/** In place of a status: reset the connection once the request is read. */
	public static final int RESET = -1;

	/**
	 * In place of a status: answer with 200, then close the connection without a word.
	 */
	public static final int CLOSE = -2;

	/**
	 * Room for all connections that a test opens at once: what finds none is reset.
	 */
	private static final int BACKLOG = 1024;

	private final ServerSocket serverSocket;

	private final BlockingQueue<WireRequest> requests = new LinkedBlockingQueue<>();

	private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();

	private final AtomicInteger connectionsToReset = new AtomicInteger();

	private final CountDownLatch firstHead = new CountDownLatch(1);

	private final AtomicInteger connections = new AtomicInteger();

	public WireServer() {
		try {
			this.serverSocket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(this::accept);
	}

	public URI uri(String target) {
		return URI.create("http://127.0.0.1:" + port() + target);
	}

	/** The same server by a name that services of a test do not know. */
	public URI foreignUri(String target) {
		return URI.create("http://localhost:" + port() + target);
	}

	public int port() {
		return this.serverSocket.getLocalPort();
	}

	/** Answer the next requests with these, and further ones with 200. */
	public void answer(Integer... nextStatuses) {
		for (Integer status : nextStatuses) {
			this.replies.add(new Reply(status, "", "ok"));
		}
	}

	/** Answer the next request with this, each header on a line. */
	public void answer(int status, String headers, String body) {
		this.replies
			.add(new Reply(status, headers.isEmpty() ? "" : headers.strip().replaceAll("\\R", "\r\n") + "\r\n", body));
	}

	/** Reset the next connections before anything is read of them. */
	public void resetConnections(int count) {
		this.connectionsToReset.set(count);
	}

	/** Answer the next request with a redirect. */
	public void redirect(int status, URI target) {
		this.replies.add(new Reply(status, "Location: " + target + "\r\n", "ok"));
	}

	/** The next request, which must have come or be on its way. */
	public WireRequest take() {
		try {
			WireRequest request = this.requests.poll(20, TimeUnit.SECONDS);
			if (request == null) {
				throw new AssertionError("No request came");
			}
			return request;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public boolean isUntouched() {
		return this.requests.isEmpty() && this.firstHead.getCount() > 0;
	}

	/** How many connections were opened, whatever was sent. */
	public int connections() {
		return this.connections.get();
	}

	/** Whether all requests that came were taken. */
	public boolean isIdle() {
		return this.requests.isEmpty();
	}

	public boolean awaitFirstHead() {
		try {
			return this.firstHead.await(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		try {
			this.serverSocket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void accept() throws IOException {
		while (true) {
			Socket socket = this.serverSocket.accept();
			this.connections.incrementAndGet();
			if (this.connectionsToReset.getAndUpdate((count) -> Math.max(0, count - 1)) > 0) {
				reset(socket);
			}
			else {
				start(() -> serve(socket));
			}
		}
	}

	private void serve(Socket socket) throws IOException {
		try (socket) {
			InputStream in = new BufferedInputStream(socket.getInputStream());
			while (true) {
				String head = readHead(in);
				this.firstHead.countDown();
				this.requests.add(new WireRequest(head, readBody(head, in)));
				Reply reply = Objects.requireNonNullElse(this.replies.poll(), Reply.OK);
				if (reply.status() == RESET) {
					reset(socket);
					return;
				}
				boolean close = reply.status() == CLOSE;
				// In one piece: of two the second would wait for a delayed
				// acknowledgement
				ByteArrayOutputStream out = new ByteArrayOutputStream();
				byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
				out.write(("HTTP/1.1 " + (close ? 200 : reply.status()) + " Answer\r\n" + reply.headers()
						+ "Content-Type: text/plain\r\nContent-Length: " + body.length + "\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
				if (!head.startsWith("HEAD ")) {
					out.write(body);
				}
				socket.getOutputStream().write(out.toByteArray());
				if (close) {
					return;
				}
			}
		}
	}

	private static void reset(Socket socket) throws IOException {
		socket.setSoLinger(true, 0);
		socket.close();
	}

	private static String readHead(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
			head.append((char) read(in));
		}
		return head.toString();
	}

	private static byte[] readBody(String head, InputStream in) throws IOException {
		WireRequest request = new WireRequest(head, new byte[0]);
		String transferEncoding = request.value("Transfer-Encoding");
		if (transferEncoding != null && transferEncoding.toLowerCase(Locale.ROOT).equals("chunked")) {
			return readChunks(in);
		}
		String contentLength = request.value("Content-Length");
		return (contentLength != null) ? readFully(in, Integer.parseInt(contentLength)) : new byte[0];
	}

	private static byte[] readChunks(InputStream in) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		while (true) {
			int size = Integer.parseInt(readLine(in), 16);
			body.write(readFully(in, size));
			readLine(in);
			if (size == 0) {
				return body.toByteArray();
			}
		}
	}

	private static String readLine(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int c = read(in); c != '\n'; c = read(in)) {
			line.append((char) c);
		}
		return line.toString().strip();
	}

	private static byte[] readFully(InputStream in, int size) throws IOException {
		byte[] bytes = in.readNBytes(size);
		if (bytes.length < size) {
			throw new EOFException();
		}
		return bytes;
	}

	private static int read(InputStream in) throws IOException {
		int c = in.read();
		if (c < 0) {
			throw new EOFException();
		}
		return c;
	}

	private static void start(Loop loop) {
		Thread thread = new Thread(() -> {
			try {
				loop.run();
			}
			catch (IOException ex) {
				// One side has closed
			}
		}, "wire-server");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * What is answered.
	 *
	 * @param status the status
	 * @param headers further headers, each with its line end
	 * @param body the body
	 */
	private record Reply(int status, String headers, String body) {

		static final Reply OK = new Reply(200, "", "ok");

	}

	private interface Loop {

		void run() throws IOException;

	}

}
