package io.github.sigv4.it.search;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Stands between a client and a server. When it is told to, it puts one word in the place
 * of another that is as long, in all that the client sends.
 */
final class TamperingRelay implements AutoCloseable {

	private final ServerSocket serverSocket;

	private final int target;

	private volatile String word = "";

	private volatile String instead = "";

	TamperingRelay(int target) throws IOException {
		this.serverSocket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.target = target;
		start(this::accept);
	}

	String url() {
		return "http://127.0.0.1:" + this.serverSocket.getLocalPort();
	}

	/** From now on put one word in the place of another. */
	void replace(String word, String instead) {
		if (word.length() != instead.length()) {
			throw new IllegalArgumentException("The length would be another");
		}
		this.instead = instead;
		this.word = word;
	}

	private void accept() throws IOException {
		while (true) {
			Socket client = this.serverSocket.accept();
			Socket server = new Socket(InetAddress.getLoopbackAddress(), this.target);
			start(() -> copy(client, server, true));
			start(() -> copy(server, client, false));
		}
	}

	private void copy(Socket from, Socket to, boolean tampering) throws IOException {
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			byte[] buffer = new byte[64 * 1024];
			for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
				String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
				boolean replacing = tampering && !this.word.isEmpty();
				out.write((replacing ? text.replace(this.word, this.instead) : text)
					.getBytes(StandardCharsets.ISO_8859_1));
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
		}, "tampering-relay");
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
