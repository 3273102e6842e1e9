package io.github.sigv4.spring.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Refuses one request, and ends the body of its answer when it is told to. Meanwhile it
 * answers others with 200.
 */
public final class SlowServer implements AutoCloseable {

	public static final String FIRST = "<Error><Code>AccessDenied</Code>";

	public static final String LAST = "</Error>";

	private static final int PAUSE = 50;

	private static final int MAX_TIME = 10_000;

	private final ServerSocket serverSocket;

	private final String contentType;

	private final boolean trickle;

	private final String code;

	private final AtomicInteger requests = new AtomicInteger();

	private final CountDownLatch released = new CountDownLatch(1);

	/**
	 * Create a server.
	 * @param contentType the type of its answer
	 * @param trickle whether it sends a blank now and then until it is told to end, or
	 * nothing
	 */
	public SlowServer(String contentType, boolean trickle) {
		this(contentType, trickle, "AccessDeniedException");
	}

	public SlowServer(String contentType, boolean trickle, String code) {
		this.code = code;
		this.contentType = contentType;
		this.trickle = trickle;
		try {
			this.serverSocket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(this::accept);
	}

	public URI uri() {
		return URI.create("http://127.0.0.1:" + this.serverSocket.getLocalPort());
	}

	/** End the body. */
	public void release() {
		this.released.countDown();
	}

	private void accept() {
		try {
			while (true) {
				Socket socket = this.serverSocket.accept();
				start(() -> serve(socket));
			}
		}
		catch (IOException ex) {
			// Closed
		}
	}

	private static void start(Runnable loop) {
		Thread thread = new Thread(loop, "slow-server");
		thread.setDaemon(true);
		thread.start();
	}

	private void serve(Socket accepted) {
		try (Socket socket = accepted) {
			socket.setTcpNoDelay(true);
			BufferedReader in = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
			String line = in.readLine();
			while (line != null && !line.isEmpty()) {
				line = in.readLine();
			}
			OutputStream out = socket.getOutputStream();
			if (this.requests.getAndIncrement() > 0) {
				write(out, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
				return;
			}
			write(out, "HTTP/1.1 403 Forbidden\r\nContent-Type: " + this.contentType + "\r\nx-amzn-ErrorType: "
					+ this.code + "\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(FIRST));
			for (int i = 0; !this.released.await(PAUSE, TimeUnit.MILLISECONDS); i++) {
				if (i * PAUSE > MAX_TIME) {
					// Nobody who waits for the end is to wait for ever
					return;
				}
				if (this.trickle) {
					write(out, chunk(" "));
				}
			}
			write(out, chunk(LAST) + "0\r\n\r\n");
			in.read();
		}
		catch (IOException | InterruptedException ex) {
			// The client has closed
		}
	}

	private static String chunk(String text) {
		return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
	}

	private static void write(OutputStream out, String text) throws IOException {
		out.write(text.getBytes(StandardCharsets.US_ASCII));
		out.flush();
	}

	@Override
	public void close() {
		release();
		try {
			this.serverSocket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
