package io.github.sigv4.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Stands between clients and a server, and may change what a client sends.
 */
public final class Relay implements AutoCloseable {

	private final ServerSocket serverSocket;

	private final int target;

	private final Supplier<UnaryOperator<byte[]>> changes;

	/**
	 * Start a relay.
	 * @param target the server's port
	 * @param changes for each connection, what becomes of each piece that a client sends
	 * @throws IOException if there is no port
	 */
	public Relay(int target, Supplier<UnaryOperator<byte[]>> changes) throws IOException {
		this.serverSocket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.target = target;
		this.changes = changes;
		start(this::accept);
	}

	/**
	 * Return where clients find it.
	 * @return the URL, without a path
	 */
	public String url() {
		return "http://127.0.0.1:" + this.serverSocket.getLocalPort();
	}

	private void accept() throws IOException {
		while (true) {
			Socket client = this.serverSocket.accept();
			Socket server = new Socket(InetAddress.getLoopbackAddress(), this.target);
			UnaryOperator<byte[]> change = this.changes.get();
			start(() -> copy(client, server, change));
			start(() -> copy(server, client, UnaryOperator.identity()));
		}
	}

	private static void copy(Socket from, Socket to, UnaryOperator<byte[]> change) throws IOException {
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			byte[] buffer = new byte[64 * 1024];
			for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
				out.write(change.apply(Arrays.copyOf(buffer, read)));
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
		}, "relay");
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
