package io.github.sigv4.spring.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Stands for AWS STS: it gives credentials that are named after the role to whoever asks,
 * and remembers what it was asked.
 */
final class FakeSts implements AutoCloseable {

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private final HttpServer server;

	FakeSts() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			Map<String, String> parameters = new HashMap<>();
			String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			for (String pair : form.split("&", -1)) {
				String[] parts = pair.split("=", 2);
				parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
			}
			Request request = new Request(exchange.getRequestHeaders().getFirst("Authorization"), parameters);
			this.requests.add(request);
			byte[] body = """
					<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
					<AccessKeyId>ASIA%s</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
					<SessionToken>token-of-%s</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
					</Credentials></AssumeRoleResult></AssumeRoleResponse>"""
				.formatted(request.role().toUpperCase(Locale.ROOT), request.role())
				.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
		}
	}

	List<Request> requests() {
		return this.requests;
	}

	Request only() {
		if (this.requests.size() != 1) {
			throw new AssertionError("Not one request: " + this.requests);
		}
		return this.requests.get(0);
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	/** A request that came in. */
	record Request(String authorization, Map<String, String> parameters) {

		/** The name of the role. */
		String role() {
			return this.parameters.get("RoleArn").replaceFirst(".*/", "");
		}

		/** Who asks. */
		String accessKeyId() {
			return scope(0);
		}

		/** Where he asks. */
		String region() {
			return scope(2);
		}

		private String scope(int part) {
			return this.authorization.replaceFirst(".* Credential=([^,]+),.*", "$1").split("/", -1)[part];
		}

	}

}
