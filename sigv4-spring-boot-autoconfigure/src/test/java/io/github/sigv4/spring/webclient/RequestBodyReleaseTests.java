package io.github.sigv4.spring.webclient;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.netty.buffer.UnpooledByteBufAllocator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.HttpHeadersSigning.Body;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a body's buffers and its publisher, however the exchange ends.
 */
class RequestBodyReleaseTests {

	private static final int CALLS = 10;

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final WireServer server = new WireServer();

	private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);

	private final NettyDataBufferFactory bufferFactory = new NettyDataBufferFactory(this.allocator);

	@AfterEach
	void stop() {
		this.server.close();
	}

	static Stream<Arguments> connectors() {
		return Connector.values().stream().map(Arguments::of);
	}

	static Stream<Arguments> connectorsAndPayloads() {
		return Connector.values()
			.stream()
			.flatMap((connector) -> Stream.of(Body.values()).map((body) -> Arguments.of(connector, body)));
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("connectorsAndPayloads")
	void whenExchangeIsCancelledThenBodyIsCancelled(Connector connector, Body form) {
		AtomicInteger subscribed = new AtomicInteger();
		AtomicInteger cancelled = new AtomicInteger();
		WebClient client = client(connector, service(form));
		for (int i = 0; i < CALLS; i++) {
			Sinks.Empty<Void> underWay = Sinks.empty();
			Flux<DataBuffer> body = Mono.fromSupplier(() -> buffer(10))
				.concatWith(Mono.never())
				.doOnSubscribe((subscription) -> {
					subscribed.incrementAndGet();
					underWay.tryEmitEmpty();
				})
				// Once for each subscription, however often that is cancelled
				.doFinally((signal) -> cancelled.addAndGet((signal != SignalType.CANCEL) ? 0 : 1));
			put(client, body, 100_000).takeUntilOther(underWay.asMono().then(Mono.delay(Duration.ofMillis(20))))
				.onErrorComplete()
				.block(TIMEOUT);
		}
		Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> assertThat(cancelled).hasValue(CALLS));
		assertThat(subscribed).hasValue(CALLS);
		if (form != Body.AS_IS) {
			assertNothingLeaks();
		}
		if (form == Body.HASHED) {
			assertThat(this.server.isUntouched()).isTrue();
		}
		// No connection of the pool is kept
		client.get().uri(this.server.uri("/orders")).retrieve().toBodilessEntity().block(TIMEOUT);
		assertThat(this.server.take().method()).as("the first request that was whole").isEqualTo("GET");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("connectors")
	void whenUnsignedBodyIsASingleBufferThenItIsReleasedOrCancelled(Connector connector) {
		WebClient client = client(connector, service(Body.AS_IS));
		AtomicInteger cancelled = new AtomicInteger();
		for (int i = 0; i < CALLS; i++) {
			put(client, Mono.fromSupplier(() -> buffer(8192)), 8192).block(TIMEOUT);
			assertThat(this.server.take().body()).hasSize(8192);
			Sinks.Empty<Void> underWay = Sinks.empty();
			Mono<DataBuffer> hanging = Mono.<DataBuffer>never()
				.doOnSubscribe((subscription) -> underWay.tryEmitEmpty())
				.doFinally((signal) -> cancelled.addAndGet((signal != SignalType.CANCEL) ? 0 : 1));
			put(client, hanging, 10).takeUntilOther(underWay.asMono().then(Mono.delay(Duration.ofMillis(20))))
				.onErrorComplete()
				.block(TIMEOUT);
		}
		Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> assertThat(cancelled).hasValue(CALLS));
		// The others of Spring release none, with a signature or without
		if (List.of(Connector.REACTOR, Connector.JETTY).contains(connector)) {
			assertNothingLeaks();
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("connectors")
	void whenBodyIsSentThenBuffersAreReleased(Connector connector) {
		WebClient client = client(connector, TestServices.service(this.server));
		for (int i = 0; i < CALLS; i++) {
			client.post()
				.uri(this.server.uri("/orders"))
				.body(BodyInserters.fromDataBuffers(buffers()))
				.retrieve()
				.toBodilessEntity()
				.block();
			assertThat(this.server.take().body()).hasSize(20 * 8192);
		}
		assertNothingLeaks();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("connectors")
	void whenBodyFailsThenBuffersAreReleasedAndNothingIsSent(Connector connector) {
		WebClient client = client(connector, TestServices.service(this.server));
		for (int i = 0; i < CALLS; i++) {
			sendAndIgnore(client, this.server.uri("/orders"),
					buffers().concatWith(Mono.error(new IllegalStateException("body"))));
		}
		assertThat(this.server.isUntouched()).isTrue();
		assertNothingLeaks();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("connectors")
	void whenSentInChunksThenBuffersAreReleased(Connector connector) {
		WebClient client = client(connector, service(Body.CHUNKED));
		for (int i = 0; i < CALLS; i++) {
			put(client, buffers(), 20 * 8192).block(TIMEOUT);
			assertThat(this.server.take().body()).hasSizeGreaterThan(20 * 8192);
			put(client, buffers(), 50_000).onErrorComplete().block(TIMEOUT);
			put(client, buffers().concatWith(Mono.error(new IllegalStateException("body"))), 200_000).onErrorComplete()
				.block(TIMEOUT);
		}
		assertNothingLeaks();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("connectors")
	void whenBodyIsTooLargeThenBuffersAreReleased(Connector connector) {
		WebClient client = client(connector, TestServices.service(this.server).maxBufferSize(50_000));
		for (int i = 0; i < CALLS; i++) {
			sendAndIgnore(client, this.server.uri("/orders"), buffers().publishOn(Schedulers.parallel(), 8));
		}
		assertThat(this.server.isUntouched()).isTrue();
		assertNothingLeaks();
	}

	/** An application may keep a buffer, to do something else with it. */
	@ParameterizedTest(name = "{0}")
	@ValueSource(booleans = { true, false })
	void whenBodyIsTooLargeThenABufferThatIsKeptStays(boolean single) {
		WebClient client = client(Connector.REACTOR, TestServices.service(this.server).maxBufferSize(9));
		DataBuffer kept = DataBufferUtils.retain(buffer(10));
		Publisher<DataBuffer> body = single ? Mono.just(kept) : Flux.just(kept);
		client.post()
			.uri(this.server.uri("/orders"))
			.body(BodyInserters.fromDataBuffers(body))
			.retrieve()
			.toBodilessEntity()
			.onErrorComplete()
			.block(TIMEOUT);
		assertThat(((NettyDataBuffer) kept).getNativeBuffer().refCnt()).isOne();
		DataBufferUtils.release(kept);
		assertNothingLeaks();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("connectors")
	void whenConnectionIsRefusedThenBuffersAreReleased(Connector connector) {
		URI uri = this.server.uri("/orders");
		this.server.close();
		WebClient client = client(connector, TestServices.service(this.server));
		for (int i = 0; i < CALLS; i++) {
			sendAndIgnore(client, uri, buffers());
		}
		assertNothingLeaks();
	}

	private void assertNothingLeaks() {
		Awaitility.await()
			.atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(this.allocator.metric().usedHeapMemory()).isZero());
	}

	private static void sendAndIgnore(WebClient client, URI uri, Flux<DataBuffer> body) {
		send(client, uri, body).onErrorComplete().block(TIMEOUT);
	}

	private static Mono<ResponseEntity<Void>> send(WebClient client, URI uri, Flux<DataBuffer> body) {
		return client.post().uri(uri).body(BodyInserters.fromDataBuffers(body)).retrieve().toBodilessEntity();
	}

	private Mono<ResponseEntity<Void>> put(WebClient client, Publisher<DataBuffer> body, long length) {
		return client.put()
			.uri(this.server.uri("/orders"))
			.contentLength(length)
			.body(BodyInserters.fromDataBuffers(body))
			.retrieve()
			.toBodilessEntity();
	}

	private SigV4Service.Builder service(Body form) {
		return TestServices
			.service(this.server, TestServices.S3.withSignedPayload(form != Body.AS_IS),
					SigV4CredentialsProvider.of(TestServices.TEMPORARY))
			.chunkedPayload((form == Body.CHUNKED) ? ChunkedPayload.signed(ChunkedPayload.MIN_CHUNK_SIZE) : null);
	}

	private static WebClient client(Connector connector, SigV4Service.Builder service) {
		return WebClient.builder()
			.clientConnector(connector.connector())
			.filter(new SigV4ExchangeFilterFunction(service.build()))
			.build();
	}

	private Flux<DataBuffer> buffers() {
		return Flux.range(0, 20).map((i) -> buffer(8192));
	}

	private DataBuffer buffer(int size) {
		return this.bufferFactory.allocateBuffer(size).write(new byte[size]);
	}

}
