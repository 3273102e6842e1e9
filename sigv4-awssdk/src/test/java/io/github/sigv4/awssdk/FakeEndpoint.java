package io.github.sigv4.awssdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An endpoint that gives credentials. It answers each path with what it was told for it,
 * the last answer again and again, and remembers what it was asked.
 */
final class FakeEndpoint implements AutoCloseable {

	static {
		// Or each answer with a body waits for the client's acknowledgement, 40 ms
		System.setProperty("sun.net.httpserver.nodelay", "true");
	}

	private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private volatile CompletableFuture<Void> held = CompletableFuture.completedFuture(null);

	private HttpServer server;

	FakeEndpoint() {
		this.server = start(0);
	}

	private HttpServer start(int port) {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
			server.setExecutor(this.executor);
			server.createContext("/", this::answer);
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Refuse connections. */
	void goDown() {
		this.server.stop(0);
	}

	void comeBack() {
		this.server = start(this.server.getAddress().getPort());
	}

	/** Take requests, but do not answer them. */
	void hold() {
		this.held = new CompletableFuture<>();
	}

	void release() {
		this.held.complete(null);
		this.held = CompletableFuture.completedFuture(null);
	}

	void answer(String path, Answer... answers) {
		this.answers.put(path, new ConcurrentLinkedQueue<>(List.of(answers)));
	}

	List<Request> requests() {
		return this.requests;
	}

	List<Request> requests(String path) {
		return this.requests.stream().filter((request) -> request.path().equals(path)).toList();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			String path = exchange.getRequestURI().getPath();
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			this.requests.add(new Request(exchange.getRequestMethod(), path, exchange.getRequestURI().getQuery(),
					exchange.getRequestHeaders(), body));
			Answer answer = next(path);
			this.held.get();
			byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(answer.status(), (bytes.length > 0) ? bytes.length : -1);
			exchange.getResponseBody().write(bytes);
		}
		catch (InterruptedException | ExecutionException ex) {
			// Closed while somebody waits for the answer
			Thread.currentThread().interrupt();
		}
	}

	private Answer next(String path) {
		Queue<Answer> answers = this.answers.get(path);
		if (answers == null) {
			return Answer.of(404, "");
		}
		synchronized (answers) {
			return (answers.size() > 1) ? answers.remove() : answers.element();
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	record Request(String method, String path, String query, Headers headers, String body) {

		String header(String name) {
			return this.headers.getFirst(name);
		}

		/** A parameter of a form. */
		String parameter(String name) {
			for (String pair : this.body.split("&", -1)) {
				if (pair.startsWith(name + "=")) {
					return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
				}
			}
			return null;
		}

	}

}
