package io.github.sigv4.spring.webclient;

import java.time.Duration;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.HttpHeadersSigning.Body;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Netty's leak detector says when it looks at each pooled buffer.
 */
class LeakReportTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final int BUFFERS = 8;

	private static final int BUFFER_SIZE = 8192;

	private final Logger logger = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);

	private final Level level = ResourceLeakDetector.getLevel();

	private final Queue<String> leaks = new ConcurrentLinkedQueue<>();

	private final NettyDataBufferFactory bufferFactory = new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT);

	private final WireServer server = new WireServer();

	@BeforeEach
	void watch() {
		ResourceLeakDetector.setLevel(Level.PARANOID);
		// It looks only if it may log
		this.logger.setAdditive(false);
		ByteBufUtil.setLeakListener((type, records) -> this.leaks.add(records));
	}

	@AfterEach
	void stop() {
		ByteBufUtil.setLeakListener(null);
		this.logger.setAdditive(true);
		ResourceLeakDetector.setLevel(this.level);
		this.server.close();
	}

	static Stream<Arguments> connectorsAndPayloads() {
		return Connector.values()
			.stream()
			.flatMap((connector) -> Stream.of(Body.HASHED, Body.CHUNKED).map((body) -> Arguments.of(connector, body)));
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("connectorsAndPayloads")
	void howeverTheExchangeEndsThenNoBufferLeaks(Connector connector, Body form) {
		WebClient client = WebClient.builder()
			.clientConnector(connector.connector())
			.filter(new SigV4ExchangeFilterFunction(TestServices
				.service(this.server, TestServices.S3, SigV4CredentialsProvider.of(TestServices.TEMPORARY))
				.chunkedPayload((form == Body.CHUNKED) ? ChunkedPayload.signed(ChunkedPayload.MIN_CHUNK_SIZE) : null)
				.build()))
			.build();
		for (int i = 0; i < 3; i++) {
			// Succeeds
			put(client, buffers()).block(TIMEOUT);
			assertThat(this.server.take().body()).hasSizeGreaterThanOrEqualTo(BUFFERS * BUFFER_SIZE);
			// Fails
			put(client, buffers().take(3).concatWith(Mono.error(new IllegalStateException("body")))).onErrorComplete()
				.block(TIMEOUT);
			// Takes too long
			put(client, buffers().take(3).concatWith(Mono.never())).timeout(Duration.ofMillis(50))
				.onErrorComplete()
				.block(TIMEOUT);
			// Is cancelled
			Sinks.Empty<Void> underWay = Sinks.empty();
			put(client,
					buffers().take(3)
						.concatWith(Mono.<DataBuffer>never().doOnSubscribe((subscription) -> underWay.tryEmitEmpty())))
				.takeUntilOther(underWay.asMono().then(Mono.delay(Duration.ofMillis(10))))
				.onErrorComplete()
				.block(TIMEOUT);
		}
		assertOnlyReportedLeakIsOurs();
	}

	/** Leaks a buffer to know when the detector has looked, and that it does. */
	private void assertOnlyReportedLeakIsOurs() {
		String mark = UUID.randomUUID().toString();
		leak(mark);
		Awaitility.await().atMost(TIMEOUT).until(() -> {
			System.gc();
			// The detector reports when a buffer is allocated
			PooledByteBufAllocator.DEFAULT.buffer().release();
			return this.leaks.stream().anyMatch((records) -> records.contains(mark));
		});
		assertThat(this.leaks).singleElement().asString().contains(mark);
	}

	private static void leak(String mark) {
		PooledByteBufAllocator.DEFAULT.buffer().touch(mark);
	}

	private Mono<?> put(WebClient client, Flux<DataBuffer> body) {
		return client.put()
			.uri(this.server.uri("/b/k"))
			.contentLength(BUFFERS * BUFFER_SIZE)
			.body(BodyInserters.fromDataBuffers(body))
			.retrieve()
			.toBodilessEntity();
	}

	private Flux<DataBuffer> buffers() {
		return Flux.range(0, BUFFERS)
			.map((i) -> this.bufferFactory.allocateBuffer(BUFFER_SIZE).write(new byte[BUFFER_SIZE]));
	}

}
