package io.github.sigv4.it.matrix;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/**
 * An HTTP/1.1 server that touches nothing of what it reads: servers that parse URIs also
 * repair them.
 */
public final class RawServer implements WireServer {

	/**
	 * Room for all connections that a test opens at once: what finds none is reset.
	 */
	private static final int BACKLOG = 1024;

	private final List<ServerSocket> sockets = new ArrayList<>();

	private final AtomicReference<WireRequest> last = new AtomicReference<>();

	private final RawClient client = new RawClient(
			() -> new Socket(InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }), port()));

	private final Function<WireRequest, byte[]> answers;

	private volatile String malformed = "";

	RawServer() throws IOException {
		this(RawServer::verdict);
	}

	/**
	 * Start a server.
	 * @param answers makes the answer to a request, from the status line on
	 * @throws IOException if there is no port
	 */
	public RawServer(Function<WireRequest, byte[]> answers) throws IOException {
		this.answers = answers;
		ServerSocket socket = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }));
		listen(socket);
		try {
			byte[] loopback = new byte[16];
			loopback[15] = 1;
			listen(new ServerSocket(socket.getLocalPort(), BACKLOG, InetAddress.getByAddress(loopback)));
		}
		catch (IOException ex) {
			// No IPv6 here, or the port is taken there
		}
	}

	private void listen(ServerSocket socket) {
		this.sockets.add(socket);
		start(() -> {
			while (true) {
				Socket accepted = socket.accept();
				start(() -> serve(accepted));
			}
		});
	}

	boolean hasIpv6() {
		return this.sockets.size() > 1;
	}

	/**
	 * Return the port that it listens on.
	 * @return the port
	 */
	public int port() {
		return this.sockets.get(0).getLocalPort();
	}

	@Override
	public URI uri(String target) {
		return URI.create("http://127.0.0.1:" + port() + target);
	}

	@Override
	public WireRequest take() {
		return this.last.getAndSet(null);
	}

	@Override
	public String malformed() {
		return this.malformed;
	}

	@Override
	public int send(byte[] request) throws Exception {
		return this.client.send(request);
	}

	@Override
	public void close() {
		try {
			this.client.close();
			for (ServerSocket socket : this.sockets) {
				socket.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void serve(Socket socket) throws IOException {
		try (socket) {
			socket.setTcpNoDelay(true);
			InputStream in = new BufferedInputStream(socket.getInputStream());
			while (true) {
				String head = readHead(in);
				if (!head.matches("(?s)[A-Z]+ \\S+ HTTP/1\\.1\r\n.*")) {
					// What was left of a request that said it had ended
					this.malformed = head;
					return;
				}
				WireRequest request = WireRequest.parse(head, new byte[0]);
				request = request.withBody(readBody(request, in));
				this.last.set(request);
				byte[] answer = this.answers.apply(request);
				socket.getOutputStream().write(answer);
				socket.getOutputStream().flush();
				if (new String(answer, StandardCharsets.ISO_8859_1).contains("\r\nConnection: close\r\n")) {
					return;
				}
			}
		}
	}

	private static byte[] verdict(WireRequest request) {
		Verdict verdict = Verdict.of(request);
		byte[] text = verdict.text().getBytes(StandardCharsets.UTF_8);
		String encoding = "";
		if (request.values("Accept-Encoding").stream().anyMatch((value) -> value.contains("gzip"))) {
			encoding = "Content-Encoding: gzip\r\n";
			text = gzip(text);
		}
		byte[] head = ("HTTP/1.1 " + verdict.status() + " Answer\r\nContent-Type: text/plain\r\n" + encoding
				+ "Content-Length: " + text.length + "\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII);
		byte[] answer = Arrays.copyOf(head, head.length + (request.method().equals("HEAD") ? 0 : text.length));
		System.arraycopy(text, 0, answer, head.length, answer.length - head.length);
		return answer;
	}

	private static byte[] gzip(byte[] text) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (OutputStream gzip = new GZIPOutputStream(bytes)) {
			gzip.write(text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	static String readHead(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
			head.append((char) read(in));
		}
		return head.toString();
	}

	private static byte[] readBody(WireRequest request, InputStream in) throws IOException {
		if (request.value("Transfer-Encoding").equalsIgnoreCase("chunked")) {
			return readChunks(in);
		}
		String length = request.value("Content-Length");
		return length.isEmpty() ? new byte[0] : readFully(in, Integer.parseInt(length));
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
		}, "raw-server");
		thread.setDaemon(true);
		thread.start();
	}

	private interface Loop {

		void run() throws IOException;

	}

}
