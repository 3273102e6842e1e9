package io.github.sigv4.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Stands between a client and a server, and changes one byte of each PUT of an object.
 */
final class DamagingRelay implements AutoCloseable {

	private final ServerSocket serverSocket;

	private final int target;

	private final long damagedAt;

	/**
	 * Start a relay.
	 * @param target the server's port
	 * @param damagedAt which byte is changed of what a client sends in an upload, head
	 * and all
	 */
	DamagingRelay(int target, long damagedAt) throws IOException {
		this.serverSocket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.target = target;
		this.damagedAt = damagedAt;
		start(this::accept);
	}

	String url() {
		return "http://127.0.0.1:" + this.serverSocket.getLocalPort();
	}

	private void accept() throws IOException {
		while (true) {
			Socket client = this.serverSocket.accept();
			Socket server = new Socket(InetAddress.getLoopbackAddress(), this.target);
			start(() -> copy(client, server, true));
			start(() -> copy(server, client, false));
		}
	}

	/**
	 * A client sends nothing more before it has an answer, so that a read is of one
	 * request.
	 */
	private void copy(Socket from, Socket to, boolean damaging) throws IOException {
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			byte[] buffer = new byte[64 * 1024];
			long at = -1;
			for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
				if (damaging && new String(buffer, 0, Math.min(read, 20), StandardCharsets.ISO_8859_1)
					.matches("(?s)[A-Z]+ /.*")) {
					boolean upload = new String(buffer, 0, 20, StandardCharsets.ISO_8859_1)
						.startsWith("PUT /consumer/");
					at = upload ? 0 : -1;
				}
				if (at >= 0) {
					if (at <= this.damagedAt && this.damagedAt < at + read) {
						buffer[(int) (this.damagedAt - at)] ^= 1;
					}
					at += read;
				}
				out.write(buffer, 0, read);
			}
		}
	}

	private static void start(Loop loop) {
		Thread thread = new Thread(() -> {
			try {
				loop.run();
			}
			catch (IOException ex) {
				// One side has closed
			}
		}, "damaging-relay");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.serverSocket.close();
	}

	private interface Loop {

		void run() throws IOException;

	}

}
