package com.example.orders;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.support.HttpRequestWrapper;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;

import io.github.sigv4.SignatureDifference.Step;
import io.github.sigv4.spring.SigV4Client;
import io.github.sigv4.test.VerifyingServer;
import io.github.sigv4.test.junit.SigV4TestServer;

import static io.github.sigv4.test.assertj.SigV4Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Requests that something changes after they were signed, each refused with the first step
 * that differs.
 */
@SpringBootTest
@SigV4TestServer("orders")
class DamagedRequestTests {

	@Autowired
	@SigV4Client("orders")
	private ClientHttpRequestInterceptor signing;

	@Test
	void undamagedItIsAccepted(VerifyingServer server) {
		send(server, (request, body, execution) -> execution.execute(request, body));
		assertThat(server).received("POST", "/prod/orders?a=1")
			.isSignedFor("execute-api", "eu-west-1")
			.hasSignedHeader("x-tenant-id", "acme")
			.hasBody("{}");
	}

	@ParameterizedTest
	@EnumSource
	void damagedItIsRefusedWithTheStep(Damage damage, VerifyingServer server) {
		assertThatExceptionOfType(RestClientResponseException.class).isThrownBy(() -> send(server, damage));
		assertThat(server.requests().get(0)).isRefusedAt(damage.step);
	}

	/** The damage is done behind the signature. */
	private void send(VerifyingServer server, ClientHttpRequestInterceptor damage) {
		RestClient.builder()
			.baseUrl(server.uri() + "/prod")
			.requestInterceptor(this.signing)
			.requestInterceptor(damage)
			.build()
			.post()
			.uri("/orders?a=1")
			.contentType(MediaType.APPLICATION_JSON)
			.header("X-Tenant-Id", "acme")
			.body("{}")
			.retrieve()
			.toBodilessEntity();
	}

	/** What may happen to a request on its way. */
	enum Damage implements ClientHttpRequestInterceptor {

		METHOD(Step.METHOD, (request) -> changed(request, HttpMethod.PUT, "/prod/orders?a=1")),

		PATH(Step.CANONICAL_URI, (request) -> changed(request, HttpMethod.POST, "/orders?a=1")),

		QUERY(Step.CANONICAL_QUERY_STRING, (request) -> changed(request, HttpMethod.POST, "/prod/orders?a=2")),

		CONTENT_TYPE(Step.CANONICAL_HEADER, (request) -> header(request, "Content-Type", "text/plain")),

		HEADER(Step.CANONICAL_HEADER, (request) -> header(request, "X-Tenant-Id", "evil")),

		DATE(Step.CANONICAL_HEADER, (request) -> header(request, "X-Amz-Date", "20150830T123601Z")),

		TOKEN(Step.CANONICAL_HEADER, (request) -> header(request, "X-Amz-Security-Token", "another")),

		ONE_MORE_HEADER(Step.SIGNED_HEADERS, (request) -> header(request, "X-Amz-Acl", "public-read")),

		REGION(Step.CREDENTIAL_SCOPE, (request) -> authorization(request, "/eu-west-1/", "/us-east-1/")),

		SERVICE(Step.CREDENTIAL_SCOPE, (request) -> authorization(request, "/execute-api/", "/lambda/")),

		BODY(Step.PAYLOAD_HASH, UnaryOperator.identity()) {

			@Override
			byte[] body() {
				return "[]".getBytes(StandardCharsets.UTF_8);
			}

		};

		private final Step step;

		private final UnaryOperator<HttpRequest> change;

		Damage(Step step, UnaryOperator<HttpRequest> change) {
			this.step = step;
			this.change = change;
		}

		byte[] body() {
			return "{}".getBytes(StandardCharsets.UTF_8);
		}

		@Override
		public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
				throws IOException {
			return execution.execute(this.change.apply(request), body());
		}

		private static HttpRequest header(HttpRequest request, String name, String value) {
			request.getHeaders().set(name, value);
			return request;
		}

		private static HttpRequest authorization(HttpRequest request, String part, String other) {
			String authorization = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
			return header(request, HttpHeaders.AUTHORIZATION, authorization.replace(part, other));
		}

		private static HttpRequest changed(HttpRequest request, HttpMethod method, String target) {
			return new HttpRequestWrapper(request) {

				@Override
				public HttpMethod getMethod() {
					return method;
				}

				@Override
				public URI getURI() {
					return request.getURI().resolve(target);
				}

			};
		}

	}

}
