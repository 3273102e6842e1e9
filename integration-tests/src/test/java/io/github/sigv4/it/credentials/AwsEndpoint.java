package io.github.sigv4.it.credentials;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Stands for AWS STS, which gives the credentials of any role, and for the metadata
 * service of an instance in eu-north-1. It remembers who asked.
 */
final class AwsEndpoint implements AutoCloseable {

	private final List<Headers> requests = new CopyOnWriteArrayList<>();

	private final HttpServer server;

	AwsEndpoint() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::assumeRole);
		this.server.createContext("/latest/api/token", (exchange) -> answer(exchange, "token"));
		this.server.createContext("/latest/dynamic/instance-identity/document",
				(exchange) -> answer(exchange, "{\"region\": \"eu-north-1\"}"));
		this.server.start();
	}

	private void assumeRole(HttpExchange exchange) throws IOException {
		answer(exchange, """
				<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
				<AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>role-secret-TellNobody</SecretAccessKey>
				<SessionToken>role-token-TellNobody</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
				</Credentials></AssumeRoleResult></AssumeRoleResponse>""");
	}

	private void answer(HttpExchange exchange, String text) throws IOException {
		try (exchange) {
			exchange.getRequestBody().readAllBytes();
			this.requests.add(exchange.getRequestHeaders());
			// What the SDK demands of an answer with a token
			exchange.getResponseHeaders().set("X-Aws-Ec2-Metadata-Token-Ttl-Seconds", "21600");
			byte[] body = text.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
		}
	}

	/** Returns the headers of each request. */
	List<Headers> requests() {
		return this.requests;
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
