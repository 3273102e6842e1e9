package io.github.sigv4.test;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Listens on 127.0.0.1, with a daemon thread for each connection.
 */
final class LoopbackListener implements Closeable {

	private static final int MAX_CONNECTIONS = 500;

	private final ServerSocket socket;

	private final int port;

	private final Exchange exchange;

	private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();

	private final ThreadPoolExecutor threads;

	private LoopbackListener(ServerSocket socket, Exchange exchange) {
		this.socket = socket;
		this.port = socket.getLocalPort();
		this.exchange = exchange;
		this.threads = new ThreadPoolExecutor(0, MAX_CONNECTIONS, 5, TimeUnit.SECONDS, new SynchronousQueue<>(),
				(task) -> {
					Thread thread = new Thread(task, "sigv4-test-server-" + socket.getLocalPort());
					thread.setDaemon(true);
					return thread;
				});
	}

	static LoopbackListener start(int port, Exchange exchange) throws IOException {
		ServerSocket socket = new ServerSocket();
		try {
			InetAddress loopback = InetAddress.getByAddress("127.0.0.1", new byte[] { 127, 0, 0, 1 });
			socket.bind(new InetSocketAddress(loopback, port), 128);
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
		LoopbackListener listener = new LoopbackListener(socket, exchange);
		listener.threads.execute(listener::accept);
		return listener;
	}

	int port() {
		return this.port;
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try {
				serve(this.socket.accept());
			}
			catch (IOException ex) {
				// Closed, or a client that was gone before it was accepted
			}
		}
	}

	private void serve(Socket client) throws IOException {
		HttpConnection connection = new HttpConnection(client, this.exchange);
		this.connections.add(connection);
		try {
			this.threads.execute(() -> {
				try {
					connection.run();
				}
				finally {
					this.connections.remove(connection);
				}
			});
		}
		catch (RejectedExecutionException ex) {
			this.connections.remove(connection);
			connection.close();
		}
	}

	@Override
	public void close() {
		this.threads.shutdown();
		closeQuietly(this.socket);
		this.connections.forEach(LoopbackListener::closeQuietly);
		// A handler may be waiting for something
		this.threads.shutdownNow();
		try {
			this.threads.awaitTermination(2, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void closeQuietly(Closeable closeable) {
		try {
			closeable.close();
		}
		catch (IOException ex) {
			// Closed is all that it should be
		}
	}

}
