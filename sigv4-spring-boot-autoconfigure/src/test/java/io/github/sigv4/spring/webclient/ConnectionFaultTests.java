package io.github.sigv4.spring.webclient;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.util.retry.Retry;

import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.HttpHeadersSigning.Body;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.TickingClock;
import io.github.sigv4.spring.wire.WireRequest;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Connections that break, and requests that do not come to an end.
 */
class ConnectionFaultTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final WireServer server = new WireServer();

	@AfterEach
	void stop() {
		this.server.close();
	}

	static List<Connector> connectors() {
		return Connector.values();
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whenConnectionIsResetBeforeTheRequestIsReadThenARetryIsSignedAfresh(Connector connector) {
		this.server.resetConnections(2);
		retried(client(connector.connector(), Body.HASHED));
		assertSignedEachWithADateOfItsOwn();
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whenConnectionIsResetOnceTheRequestIsReadThenARetryIsSignedAfresh(Connector connector) {
		this.server.answer(WireServer.RESET, WireServer.RESET);
		retried(client(connector.connector(), Body.HASHED));
		assertThat(assertSignedEachWithADateOfItsOwn()).isEqualTo(3);
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whenTheLibraryRetriesOverAnotherConnectionThenThatIsSignedToo(Connector connector) {
		WebClient client = client(connector.connector(), Body.HASHED);
		// The second request meets a connection of the pool that the server gives up
		this.server.answer(200, WireServer.RESET);
		for (int i = 0; i < 3; i++) {
			client.get().uri(this.server.uri("/orders/" + i)).retrieve().toBodilessEntity().retry(2).block(TIMEOUT);
		}
		int sent = 0;
		String last = "";
		for (; !this.server.isIdle(); sent++) {
			WireRequest request = this.server.take();
			AwsJudge.assertSigned(request, TestServices.S3, TestServices.TEMPORARY);
			last = request.target();
		}
		assertThat(sent).isGreaterThanOrEqualTo(4);
		assertThat(last).isEqualTo("/orders/2");
	}

	static Stream<Arguments> connectorsAndPayloads() {
		return Connector.values()
			.stream()
			.flatMap((connector) -> Stream.of(Body.values()).map((body) -> Arguments.of(connector, body)));
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("connectorsAndPayloads")
	void whenBodyFailsThenNoWholeRequestIsSent(Connector connector, Body form) {
		WebClient client = client(connector.connector(), form);
		assertThatException()
			.isThrownBy(() -> put(client, Flux.just(buffer(), buffer()).concatWith(failure())).block(TIMEOUT))
			.havingRootCause()
			.withMessage("body");
		if (form == Body.HASHED) {
			assertThat(this.server.isUntouched()).isTrue();
		}
		assertNextRequestIsTheFirstWholeOne(client);
	}

	static Stream<Arguments> builders() {
		return Stream.of(Arguments.of("reactor", ClientHttpConnectorBuilder.reactor()),
				Arguments.of("jdk", ClientHttpConnectorBuilder.jdk()),
				Arguments.of("jetty", ClientHttpConnectorBuilder.jetty()),
				Arguments.of("httpcomponents", ClientHttpConnectorBuilder.httpComponents()));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("builders")
	void whenReadTimesOutWhileTheBodyIsWrittenThenItIsCancelled(String library, ClientHttpConnectorBuilder<?> builder) {
		ClientHttpConnector connector = builder
			.build(HttpClientSettings.defaults().withReadTimeout(Duration.ofMillis(150)));
		for (Body form : Body.values()) {
			assertGivenUp(client(connector, form), Duration.ofMillis(600));
		}
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("connectorsAndPayloads")
	void whenTheApplicationGivesUpThenBodyIsCancelled(Connector connector, Body form) {
		assertGivenUp(client(connector.connector(), form), Duration.ofMillis(100));
	}

	/** Reactor Netty waits for the answer only once the body is written. */
	private void assertGivenUp(WebClient client, Duration patience) {
		AtomicInteger cancelled = new AtomicInteger();
		Flux<DataBuffer> body = Flux.just(buffer())
			.concatWith(Mono.never())
			.doFinally((signal) -> cancelled.addAndGet((signal != SignalType.CANCEL) ? 0 : 1));
		assertThatException().isThrownBy(() -> put(client, body).timeout(patience).block(TIMEOUT));
		Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> assertThat(cancelled).hasValue(1));
		assertNextRequestIsTheFirstWholeOne(client);
	}

	private void assertNextRequestIsTheFirstWholeOne(WebClient client) {
		client.get().uri(this.server.uri("/b/next")).retrieve().toBodilessEntity().block(TIMEOUT);
		WireRequest next = this.server.take();
		assertThat(next.target()).isEqualTo("/b/next");
		assertThat(this.server.isIdle()).isTrue();
		AwsJudge.assertSigned(next,
				TestServices.S3.withSignedPayload(next.value("X-Amz-Content-Sha256").length() == 64),
				TestServices.TEMPORARY);
	}

	private void retried(WebClient client) {
		client.post()
			.uri(this.server.uri("/orders"))
			.bodyValue("body")
			.retrieve()
			.toBodilessEntity()
			.retryWhen(Retry.max(3).filter(WebClientRequestException.class::isInstance))
			.block(TIMEOUT);
	}

	private int assertSignedEachWithADateOfItsOwn() {
		int sent = 0;
		String lastDate = "";
		for (; !this.server.isIdle(); sent++) {
			WireRequest request = this.server.take();
			AwsJudge.assertSigned(request, TestServices.S3, TestServices.TEMPORARY);
			assertThat(request.text()).isEqualTo("body");
			assertThat(request.value("X-Amz-Date")).isGreaterThan(lastDate);
			lastDate = request.value("X-Amz-Date");
		}
		assertThat(sent).isPositive();
		return sent;
	}

	private Mono<?> put(WebClient client, Flux<DataBuffer> body) {
		return client.put()
			.uri(this.server.uri("/b/k"))
			.contentLength(50_000)
			.body(BodyInserters.fromDataBuffers(body))
			.retrieve()
			.toBodilessEntity();
	}

	private WebClient client(ClientHttpConnector connector, Body form) {
		return WebClient.builder()
			.clientConnector(connector)
			.filter(new SigV4ExchangeFilterFunction(TestServices
				.service(this.server, TestServices.S3.withSignedPayload(form != Body.AS_IS),
						SigV4CredentialsProvider.of(TestServices.TEMPORARY))
				.chunkedPayload((form == Body.CHUNKED) ? ChunkedPayload.signed(ChunkedPayload.MIN_CHUNK_SIZE) : null)
				.clock(new TickingClock())
				.build()))
			.build();
	}

	private static Mono<DataBuffer> failure() {
		return Mono.error(() -> new IllegalStateException("body"));
	}

	private static DataBuffer buffer() {
		return DefaultDataBufferFactory.sharedInstance.wrap(new byte[9000]);
	}

}
