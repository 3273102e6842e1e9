package io.github.sigv4.spring.webclient;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.WireRequest;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;

class SpringTrapTests {

	private final WireServer server = new WireServer();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whenABufferIsEmptyThenItDoesNotEndTheBody(Connector connector) {
		SigningSettings unsigned = TestServices.S3.withSignedPayload(false);
		put(connector, unsigned, BodyInserters.fromDataBuffers(Flux.just("a", "", "b").map(SpringTrapTests::buffer)));
		WireRequest sent = this.server.take();
		AwsJudge.assertSigned(sent, unsigned, TestServices.TEMPORARY);
		assertThat(sent.text()).isEqualTo("ab");
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whenTheOnlyBufferIsEmptyThenSoIsTheBody(Connector connector) {
		SigningSettings unsigned = TestServices.S3.withSignedPayload(false);
		for (int i = 0; i < 2; i++) {
			put(connector, unsigned, BodyInserters.fromDataBuffers(Mono.just(buffer(""))));
			WireRequest sent = this.server.take();
			AwsJudge.assertSigned(sent, unsigned, TestServices.TEMPORARY);
			assertThat(sent.body()).isEmpty();
		}
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whenAnInserterCompletesWhatItWroteThenSignsOnce(Connector connector) {
		put(connector, TestServices.EXECUTE_API, (request, context) -> request.writeWith(Mono.just(buffer("ab")))
			.then(Mono.defer(request::setComplete)));
		WireRequest sent = this.server.take();
		AwsJudge.assertSigned(sent, TestServices.EXECUTE_API, TestServices.TEMPORARY);
		assertThat(sent.text()).isEqualTo("ab");
	}

	private void put(Connector connector, SigningSettings settings, BodyInserter<?, ? super ClientHttpRequest> body) {
		WebClient.builder()
			.clientConnector(connector.connector())
			.filter(new SigV4ExchangeFilterFunction(
					TestServices.service(this.server, settings, SigV4CredentialsProvider.of(TestServices.TEMPORARY))
						.build()))
			.build()
			.put()
			.uri(this.server.uri("/b/k"))
			.body(body)
			.retrieve()
			.toBodilessEntity()
			.block(Duration.ofSeconds(20));
	}

	private static DataBuffer buffer(String text) {
		return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	static List<Connector> connectors() {
		return Connector.values();
	}

}
