package io.github.sigv4.spring.webclient;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import org.awaitility.Awaitility;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.reactive.JettyClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Schedulers;

import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigningAttempt;
import io.github.sigv4.spring.wire.HeldCredentials;
import io.github.sigv4.spring.wire.TestServices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What an application finds of the body of a refusal, whose start was read to see whether
 * there is a cure.
 */
class RefusalBodyTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final int MANY = 1024 * 1024;

	private static final UnpooledByteBufAllocator ALLOCATOR = new UnpooledByteBufAllocator(false);

	private static final ArrayByteBufferPool.Tracking JETTY_BUFFERS = new ArrayByteBufferPool.Tracking();

	private static final HttpClient JETTY = jetty();

	private RefusingServer server;

	@AfterEach
	void nothingLeaks() {
		this.server.close();
		Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> {
			assertThat(ALLOCATOR.metric().usedHeapMemory() + ALLOCATOR.metric().usedDirectMemory()).isZero();
			assertThat(JETTY_BUFFERS.getLeaks()).isEmpty();
		});
	}

	@AfterAll
	static void stop() throws Exception {
		JETTY.stop();
	}

	/** Those whose buffers can leak with buffers that are counted. */
	static Stream<Connector> connectors() {
		return Stream.of(
				new Connector("reactor",
						new ReactorClientHttpConnector(reactor.netty.http.client.HttpClient.create()
							.option(ChannelOption.ALLOCATOR, ALLOCATOR))),
				new Connector("jetty", new JettyClientHttpConnector(JETTY)), Connector.JDK, Connector.HTTP_COMPONENTS);
	}

	/** Of which a body can be read in parts: HttpComponents may stop for good. */
	static Stream<Connector> streamingConnectors() {
		return connectors().filter((connector) -> !connector.equals(Connector.HTTP_COMPONENTS));
	}

	/**
	 * The one that closes a connection at once if its body is cancelled, signed or not.
	 */
	static Stream<Connector> closingConnectors() {
		return connectors().filter((connector) -> connector.name().equals("reactor"));
	}

	static Stream<Arguments> connectorsAndSizes() {
		return connectors()
			.flatMap((connector) -> IntStream.of(0, 10, SigningAttempt.MAX_BODY, SigningAttempt.MAX_BODY + 1, MANY)
				.mapToObj((size) -> Arguments.of(connector, size)));
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("connectorsAndSizes")
	void whateverItsSizeThenTheApplicationReadsItWhole(Connector connector, int size) {
		byte[] body = body(size);
		byte[] read = exchange(connector, body, (response) -> response.bodyToMono(byte[].class));
		assertThat((read != null) ? read : new byte[0]).isEqualTo(body);
		byte[] streamed = exchange(connector, body, (response) -> response.bodyToFlux(DataBuffer.class)
			.collect(ByteArrayOutputStream::new, (out, buffer) -> {
				byte[] bytes = new byte[buffer.readableByteCount()];
				buffer.read(bytes);
				DataBufferUtils.release(buffer);
				out.writeBytes(bytes);
			})
			.map(ByteArrayOutputStream::toByteArray));
		assertThat(streamed).isEqualTo(body);
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("connectorsAndSizes")
	void whateverItsSizeThenTheApplicationNeedNotReadIt(Connector connector, int size) {
		byte[] body = body(size);
		assertThat(exchange(connector, body, ClientResponse::toBodilessEntity).getStatusCode())
			.isEqualTo(HttpStatus.FORBIDDEN);
		exchange(connector, body, ClientResponse::releaseBody);
		int status = exchange(connector, body, (response) -> Mono.just(response.statusCode().value()));
		assertThat(status).isEqualTo(403);
	}

	@ParameterizedTest
	@MethodSource("streamingConnectors")
	void whenTheApplicationReadsSlowlyThenNoMoreIsReadThanItAsksFor(Connector connector) throws Exception {
		// Beside what the sockets of both sides hold, some 10 MiB
		int size = 48 * MANY;
		this.server = new RefusingServer(body(size), RefusingServer.End.WHOLE);
		SlowReader reader = new SlowReader();
		Future<?> call = exchange(connector, service(SigV4CredentialsProvider.of(TestServices.TEMPORARY)),
				(response) -> {
					response.bodyToFlux(DataBuffer.class).subscribe(reader);
					return Mono.fromFuture(reader.done);
				})
			.toFuture();
		Awaitility.await().atMost(TIMEOUT).until(() -> reader.size.get() > 0);
		awaitStandstill();
		assertThat(this.server.written()).isLessThan(size / 2);
		reader.request(Long.MAX_VALUE);
		call.get(20, TimeUnit.SECONDS);
		assertThat(reader.size).hasValue(size);
	}

	@ParameterizedTest
	@MethodSource("closingConnectors")
	void whenTheApplicationCancelsInTheMiddleThenTheConnectionIsClosed(Connector connector) throws Exception {
		exchange(connector, body(MANY), RefusingServer.End.NEVER,
				(response) -> response.bodyToFlux(DataBuffer.class).doOnNext(DataBufferUtils::release).take(3).then());
		assertClosed();
	}

	@ParameterizedTest
	@MethodSource("closingConnectors")
	void whenTheApplicationGivesUpWhileTheStartIsReadThenTheConnectionIsClosed(Connector connector) throws Exception {
		this.server = new RefusingServer(body(1000), RefusingServer.End.NEVER);
		Mono<?> call = exchange(connector, service(SigV4CredentialsProvider.of(TestServices.TEMPORARY)),
				ClientResponse::releaseBody);
		assertThatException().isThrownBy(() -> call.timeout(when(() -> this.server.written() == 1000)).block(TIMEOUT))
			.withCauseInstanceOf(TimeoutException.class);
		assertClosed();
	}

	@ParameterizedTest
	@MethodSource("closingConnectors")
	void whenTheApplicationGivesUpWhileCredentialsAreReplacedThenTheConnectionIsClosed(Connector connector)
			throws Exception {
		HeldCredentials held = new HeldCredentials(() -> TestServices.TEMPORARY, () -> TestServices.PERMANENT);
		held.give();
		this.server = new RefusingServer(body(MANY), RefusingServer.End.NEVER,
				"x-amzn-ErrorType: ExpiredTokenException\r\n");
		Mono<?> call = exchange(connector, service(() -> {
			SigV4CredentialsProvider provider = held;
			try {
				return provider.resolveCredentials();
			}
			finally {
				held.hold();
			}
		}), ClientResponse::releaseBody);
		assertThatException().isThrownBy(() -> call.timeout(when(() -> held.calls() == 2)).block(TIMEOUT))
			.withCauseInstanceOf(TimeoutException.class);
		assertClosed();
		held.give();
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whenTheConnectionBreaksThenTheBodyFailsForTheApplication(Connector connector) {
		for (int size : new int[] { 1000, MANY }) {
			int[] read = new int[1];
			assertThatException().isThrownBy(() -> exchange(connector, body(size), RefusingServer.End.CUT,
					(response) -> response.bodyToFlux(DataBuffer.class).doOnNext((buffer) -> {
						read[0] += buffer.readableByteCount();
						DataBufferUtils.release(buffer);
					}).then()));
			// HttpComponents forgets what it has read
			assertThat(read[0]).isGreaterThanOrEqualTo(
					connector.equals(Connector.HTTP_COMPONENTS) ? 0 : Math.min(size, SigningAttempt.MAX_BODY));
		}
	}

	private static Mono<Void> when(Callable<Boolean> condition) {
		return Mono.<Void>fromRunnable(() -> Awaitility.await().atMost(TIMEOUT).until(condition))
			.subscribeOn(Schedulers.boundedElastic())
			.then(Mono.delay(Duration.ofMillis(50)))
			.then();
	}

	private void assertClosed() throws Exception {
		assertThat(this.server.closedByClient().get(20, TimeUnit.SECONDS)).isTrue();
	}

	private void awaitStandstill() {
		Awaitility.await()
			.atMost(TIMEOUT)
			.during(Duration.ofMillis(300))
			.pollInterval(Duration.ofMillis(50))
			.until(new Callable<>() {

				private long last = -1;

				@Override
				public Boolean call() {
					long written = RefusalBodyTests.this.server.written();
					boolean still = written == this.last;
					this.last = written;
					return still;
				}

			});
	}

	private <T> T exchange(Connector connector, byte[] body, Function<ClientResponse, Mono<T>> reading) {
		return exchange(connector, body, RefusingServer.End.WHOLE, reading);
	}

	private <T> T exchange(Connector connector, byte[] body, RefusingServer.End end,
			Function<ClientResponse, Mono<T>> reading) {
		if (this.server != null) {
			this.server.close();
		}
		this.server = new RefusingServer(body, end);
		return exchange(connector, service(SigV4CredentialsProvider.of(TestServices.TEMPORARY)), reading)
			.block(TIMEOUT);
	}

	private <T> Mono<T> exchange(Connector connector, SigV4Service service, Function<ClientResponse, Mono<T>> reading) {
		return WebClient.builder()
			.clientConnector(connector.connector())
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(2 * MANY))
			.filter(new SigV4ExchangeFilterFunction(service))
			.build()
			.get()
			.uri(this.server.uri())
			.exchangeToMono(reading);
	}

	private SigV4Service service(SigV4CredentialsProvider credentials) {
		return SigV4Service.builder("orders", TestServices.EXECUTE_API, credentials).baseUrl(this.server.uri()).build();
	}

	private static byte[] body(int size) {
		byte[] body = new byte[size];
		new Random(size).nextBytes(body);
		return body;
	}

	private static HttpClient jetty() {
		HttpClient client = new HttpClient();
		client.setByteBufferPool(JETTY_BUFFERS);
		return client;
	}

	/**
	 * Asks for one buffer, and then for none until it is told to.
	 */
	private static final class SlowReader extends BaseSubscriber<DataBuffer> {

		private final CompletableFuture<Void> done = new CompletableFuture<>();

		private final AtomicInteger size = new AtomicInteger();

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			subscription.request(1);
		}

		@Override
		protected void hookOnNext(DataBuffer buffer) {
			this.size.addAndGet(buffer.readableByteCount());
			DataBufferUtils.release(buffer);
		}

		@Override
		protected void hookFinally(SignalType type) {
			this.done.complete(null);
		}

	}

}
