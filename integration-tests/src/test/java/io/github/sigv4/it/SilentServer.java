package io.github.sigv4.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes connections, and breaks off one that brings a byte.
 */
final class SilentServer implements AutoCloseable {

	private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final AtomicBoolean reached = new AtomicBoolean();

	SilentServer() throws IOException {
		this.threads.execute(() -> {
			try {
				while (true) {
					Socket socket = this.server.accept();
					this.threads.execute(() -> listen(socket));
				}
			}
			catch (IOException ex) {
				// Closed
			}
		});
	}

	private void listen(Socket socket) {
		try (socket) {
			if (socket.getInputStream().read() >= 0) {
				this.reached.set(true);
			}
		}
		catch (IOException ex) {
			// The client went away
		}
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getLocalPort();
	}

	/** Whether a byte has come. */
	boolean isReached() {
		return this.reached.get();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		this.threads.shutdownNow();
	}

}
