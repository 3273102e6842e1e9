package io.github.sigv4.spring.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Takes requests on the loopback interface and remembers them.
 */
final class LoopbackServer implements AutoCloseable {

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final List<Received> received = new CopyOnWriteArrayList<>();

	private final HttpServer server;

	LoopbackServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.executor);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			String target = exchange.getRequestURI().toString();
			exchange.getRequestBody().readAllBytes();
			this.received.add(new Received(exchange.getRequestMethod(), target, exchange.getRequestHeaders()));
			if (target.endsWith("/slow")) {
				sleep();
			}
			if (target.endsWith("/moved")) {
				exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
				exchange.sendResponseHeaders(302, -1);
				return;
			}
			exchange.sendResponseHeaders(200, 2);
			exchange.getResponseBody().write(new byte[] { 'o', 'k' });
		}
	}

	private static void sleep() {
		try {
			Thread.sleep(3000);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	List<Received> received() {
		return this.received;
	}

	Received only() {
		if (this.received.size() != 1) {
			throw new AssertionError("Not one request: " + this.received);
		}
		return this.received.get(0);
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	/** A request that came in. */
	record Received(String method, String target, Headers headers) {

		String header(String name) {
			return this.headers.getFirst(name);
		}

	}

}
