package io.github.sigv4.test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.sigv4.Verification.Outcome;
import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link SigV4TestServer}: requests signed by AWS's own signer, over sockets.
 */
class SigV4TestServerTests {

	private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");

	private static final SigV4Credentials CREDENTIALS = SigV4Credentials.of("AKIDEXAMPLE",
			"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@Test
	void shouldAnswerSignedRequest() throws Exception {
		try (SigV4TestServer server = server("execute-api").respond("GET", "/orders", TestResponse.json("[]"))
			.start()) {
			HttpResponse<String> response = send(server, "GET", "/orders?dry=1", Map.of(), "");
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).isEqualTo("[]");
			assertThat(response.headers().firstValue("date")).contains("Sun, 30 Aug 2015 12:36:00 GMT");
			assertThat(server.requests()).singleElement().satisfies((request) -> {
				assertThat(request.verification().outcome()).isEqualTo(Outcome.VERIFIED);
				assertThat(request.method()).isEqualTo("GET");
				assertThat(request.target()).isEqualTo("/orders?dry=1");
				assertThat(request.path()).isEqualTo("/orders");
				assertThat(request.query()).isEqualTo("dry=1");
				assertThat(request.accessKeyId()).isEqualTo("AKIDEXAMPLE");
				assertThat(request.bodyLength()).isZero();
			});
		}
	}

	@Test
	void shouldAnswerPresignedRequest() throws Exception {
		try (SigV4TestServer server = server("s3").start()) {
			AwsSdkRequest signed = AwsSdkRequest.presigned(server.uri().resolve("/bucket/a%20b%2Bc//d"), "GET",
					Map.of(), "s3", "eu-west-1", CREDENTIALS, NOW, Duration.ofMinutes(5));
			HttpResponse<String> response = send(server, signed);
			assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		}
	}

	@Test
	void shouldRefuseChangedBody() throws Exception {
		try (SigV4TestServer server = server("execute-api").start()) {
			AwsSdkRequest signed = AwsSdkRequest.signed(server.uri().resolve("/orders"), "POST",
					Map.of("Content-Type", "application/json"), "{}", "execute-api", "eu-west-1", CREDENTIALS, NOW);
			AwsSdkRequest changed = new AwsSdkRequest("POST", signed.target(), signed.headers(), "[]");
			HttpResponse<String> response = send(server, changed);
			assertThat(response.statusCode()).isEqualTo(403);
			assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains("InvalidSignatureException");
			assertThat(server.requests()).singleElement()
				.satisfies(
						(request) -> assertThat(request.verification().outcome()).isEqualTo(Outcome.PAYLOAD_MISMATCH));
		}
	}

	@Test
	void whenServiceIsMissingThenStartSaysHow() {
		assertThatIllegalStateException().isThrownBy(() -> SigV4TestServer.builder().credentials(CREDENTIALS).start())
			.withMessageContaining("service(\"s3\"");
		assertThatIllegalStateException().isThrownBy(() -> SigV4TestServer.builder().service("s3", "eu-west-1").start())
			.withMessageContaining("credentials(");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SigV4TestServer.builder().credentials(CREDENTIALS, CREDENTIALS))
			.withMessageContaining("AKIDEXAMPLE");
	}

	private static SigV4TestServer.Builder server(String service) {
		return SigV4TestServer.builder()
			.credentials(CREDENTIALS)
			.service(service, "eu-west-1")
			.clock(Clock.fixed(NOW, ZoneOffset.UTC));
	}

	private HttpResponse<String> send(SigV4TestServer server, String method, String target, Map<String, String> headers,
			String body) throws Exception {
		return send(server, AwsSdkRequest.signed(server.uri().resolve(target), method, headers, body, "execute-api",
				"eu-west-1", CREDENTIALS, NOW));
	}

	private HttpResponse<String> send(SigV4TestServer server, AwsSdkRequest request) throws Exception {
		HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(server.uri() + request.target()))
			.method(request.method(), request.body().isEmpty() ? HttpRequest.BodyPublishers.noBody()
					: HttpRequest.BodyPublishers.ofString(request.body()));
		request.headers().forEach((field) -> {
			if (!field.getKey().equalsIgnoreCase("host")) {
				builder.header(field.getKey(), field.getValue());
			}
		});
		return this.client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
	}

}
