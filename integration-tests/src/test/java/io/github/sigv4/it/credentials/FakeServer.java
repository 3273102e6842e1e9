package io.github.sigv4.it.credentials;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Answers in place of one of the services that give credentials.
 */
final class FakeServer implements AutoCloseable {

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private final Function<Request, Answer> answers;

	private final HttpServer server;

	FakeServer(Function<Request, Answer> answers) throws IOException {
		this.answers = answers;
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			Request request = new Request(exchange.getRequestMethod() + " " + exchange.getRequestURI(),
					exchange.getRequestHeaders(),
					new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			this.requests.add(request);
			Answer answer = this.answers.apply(request);
			byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(answer.status(), body.length);
			exchange.getResponseBody().write(body);
		}
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	List<Request> requests() {
		return this.requests;
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	/**
	 * What came.
	 *
	 * @param line method and target
	 * @param headers the headers
	 * @param body the body
	 */
	record Request(String line, Headers headers, String body) {

		boolean has(String header, String value) {
			return value.equals(this.headers.getFirst(header));
		}

	}

	/**
	 * What is answered.
	 *
	 * @param status the status
	 * @param body the body
	 */
	record Answer(int status, String body) {

		static Answer of(String body) {
			return new Answer(200, body);
		}

		static Answer notFound() {
			return new Answer(404, "");
		}

	}

}
