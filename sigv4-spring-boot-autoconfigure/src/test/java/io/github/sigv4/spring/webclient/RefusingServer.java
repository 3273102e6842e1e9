package io.github.sigv4.spring.webclient;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Refuses one request, at length, in chunks of odd sizes.
 */
final class RefusingServer implements AutoCloseable {

	private static final int[] CHUNK_SIZES = { 1, 4093, 7, 16_411, 509 };

	private final ServerSocket serverSocket;

	private final byte[] body;

	private final String headers;

	private final End end;

	private final AtomicLong written = new AtomicLong();

	private final CompletableFuture<Boolean> closedByClient = new CompletableFuture<>();

	RefusingServer(byte[] body, End end, String... headers) {
		this.body = body;
		this.end = end;
		this.headers = String.join("", headers);
		try {
			this.serverSocket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread thread = new Thread(this::serve, "refusing-server");
		thread.setDaemon(true);
		thread.start();
	}

	URI uri() {
		return URI.create("http://127.0.0.1:" + this.serverSocket.getLocalPort() + "/orders");
	}

	/** How much of the body was written, of which some may be on its way. */
	long written() {
		return this.written.get();
	}

	/** Completes when the client has closed the connection. */
	CompletableFuture<Boolean> closedByClient() {
		return this.closedByClient;
	}

	private void serve() {
		try (Socket socket = this.serverSocket.accept()) {
			// Little is on its way then
			socket.setSendBufferSize(16 * 1024);
			BufferedReader in = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
			String line = in.readLine();
			while (line != null && !line.isEmpty()) {
				line = in.readLine();
			}
			try {
				refuse(socket.getOutputStream());
				if (this.end == End.CUT) {
					return;
				}
				this.closedByClient.complete(in.read() < 0);
			}
			catch (IOException ex) {
				this.closedByClient.complete(true);
			}
		}
		catch (IOException ex) {
			this.closedByClient.completeExceptionally(ex);
		}
	}

	private void refuse(OutputStream out) throws IOException {
		out.write(("HTTP/1.1 403 Forbidden\r\nContent-Type: application/xml\r\n" + this.headers
				+ "Transfer-Encoding: chunked\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII));
		int offset = 0;
		for (int i = 0; offset < this.body.length; i++) {
			int size = Math.min(CHUNK_SIZES[i % CHUNK_SIZES.length], this.body.length - offset);
			out.write((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
			out.write(this.body, offset, size);
			out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
			out.flush();
			offset += size;
			this.written.set(offset);
		}
		if (this.end == End.WHOLE) {
			out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		}
		out.flush();
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

	/**
	 * What comes after the body.
	 */
	enum End {

		/** Its end. */
		WHOLE,

		/** Nothing, though there should be more. */
		NEVER,

		/** The end of the connection, though there should be more. */
		CUT

	}

}
