package io.github.sigv4.spring.webclient;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.util.AsciiString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpRequestDecorator;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.WireRequest;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;

class NettyHeadersTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final WireServer server = new WireServer();

	/** As the connection was given them. */
	private final Map<String, CharSequence> sent = new ConcurrentHashMap<>();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whenRequestHasBodyThenLongHeadersOfSignatureAreCopiedToTheWire(boolean sessionToken) {
		SigV4Credentials credentials = sessionToken ? TestServices.TEMPORARY : TestServices.PERMANENT;
		send(credentials);
		assertThat(this.sent.get("Authorization")).isInstanceOf(AsciiString.class);
		assertThat(this.server.take().value("Authorization")).isEqualTo(this.sent.get("Authorization").toString());
		if (sessionToken) {
			assertThat(this.sent.get("X-Amz-Security-Token")).isInstanceOf(AsciiString.class)
				.hasToString(credentials.sessionToken());
		}
		else {
			assertThat(this.sent).doesNotContainKey("X-Amz-Security-Token");
		}
	}

	@Test
	void whenCallerGivesAHeaderThatSigningSetsThenItIsReplaced() {
		client(TestServices.TEMPORARY).post()
			.uri(this.server.uri("/orders"))
			.header("x-amz-date", "20150830T123600Z")
			.header("x-amz-security-token", "another")
			.bodyValue("{}")
			.retrieve()
			.toBodilessEntity()
			.block(TIMEOUT);
		AwsJudge.assertSigned(this.server.take(), TestServices.EXECUTE_API, TestServices.TEMPORARY);
	}

	@Test
	void whenFilterBehindWrapsTheRequestThenItSeesTheSignature() {
		HttpHeaders seen = new HttpHeaders();
		client(TestServices.TEMPORARY).mutate()
			.filter((request, next) -> next.exchange(ClientRequest.from(request)
				.body((out, context) -> request.body().insert(new ClientHttpRequestDecorator(out) {

					@Override
					public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
						seen.putAll(getHeaders());
						return super.writeWith(body);
					}

				}, context))
				.build()))
			.build()
			.post()
			.uri(this.server.uri("/orders"))
			.bodyValue("{}")
			.retrieve()
			.toBodilessEntity()
			.block(TIMEOUT);
		WireRequest sent = this.server.take();
		AwsJudge.assertSigned(sent, TestServices.EXECUTE_API, TestServices.TEMPORARY);
		assertThat(seen.getFirst("Authorization")).isNotNull().isEqualTo(sent.value("Authorization"));
	}

	private void send(SigV4Credentials credentials) {
		client(credentials).post()
			.uri(this.server.uri("/orders"))
			.bodyValue("{}")
			.retrieve()
			.toBodilessEntity()
			.block(TIMEOUT);
	}

	private WebClient client(SigV4Credentials credentials) {
		HttpClient client = HttpClient.create()
			.doOnResponse((response, connection) -> response.requestHeaders()
				.iteratorCharSequence()
				.forEachRemaining((header) -> this.sent.put(header.getKey().toString(), header.getValue())));
		return WebClient.builder()
			.clientConnector(new ReactorClientHttpConnector(client))
			.filter(new SigV4ExchangeFilterFunction(TestServices
				.service(this.server, TestServices.EXECUTE_API, SigV4CredentialsProvider.of(credentials))
				.build()))
			.build();
	}

}
