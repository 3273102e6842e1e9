package io.github.sigv4.spring.webclient;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpRequestDecorator;
import org.springframework.http.codec.ResourceHttpMessageWriter;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.WireRequest;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Resources are read twice in place of being held in memory.
 */
class ResourceBodyTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	/** What may be held in memory: less than the resources have. */
	private static final int MAX_BUFFER_SIZE = 1000;

	private static final byte[] BYTES = bytes(300_001);

	private final WireServer server = new WireServer();

	@TempDir
	private Path directory;

	@AfterEach
	void stop() {
		this.server.close();
	}

	static Stream<Arguments> connectors() {
		return Connector.values().stream().map(Arguments::of);
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whenBodyIsAFileThenItIsSignedThoughItIsLargerThanTheLimit(Connector connector) throws Exception {
		Resource file = file();
		put(client(connector), file);
		assertSent(BYTES);
		client(connector).put()
			.uri("/orders/1")
			.body(BodyInserters.fromResource(file))
			.retrieve()
			.toBodilessEntity()
			.block(TIMEOUT);
		assertSent(BYTES);
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whenResourceHasNoFileAndNoLengthThenItIsSignedAndItsLengthIsSent(Connector connector) {
		put(client(connector), resource(() -> new ByteArrayInputStream(BYTES)));
		assertThat(assertSent(BYTES).values("Content-Length")).containsExactly("300001");
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whenResourceIsEmptyThenItIsSigned(Connector connector) {
		put(client(connector), new ByteArrayResource(new byte[0]));
		assertSent(new byte[0]);
	}

	@Test
	void whenResourceIsHashedThenThatIsOnAThreadThatMayBeBlocked() {
		AtomicReference<String> thread = new AtomicReference<>("not read");
		AtomicInteger reads = new AtomicInteger();
		Resource resource = resource(() -> {
			if (reads.incrementAndGet() == 1) {
				thread.set(Schedulers.isInNonBlockingThread() + " " + Thread.currentThread().getName());
			}
			return new ByteArrayInputStream(BYTES);
		});
		// With a length of the caller's, Spring's writer does not leave the event loop
		client(Connector.REACTOR).put()
			.uri("/orders/1")
			.contentLength(BYTES.length)
			.bodyValue(resource)
			.retrieve()
			.toBodilessEntity()
			.subscribeOn(Schedulers.parallel())
			.block(TIMEOUT);
		assertSent(BYTES);
		assertThat(thread.get()).startsWith("false boundedElastic");
		assertThat(reads).hasValue(2);
	}

	@Test
	void whenResourceCanBeReadOnceOnlyThenItIsHeldInMemoryUpToTheLimit() {
		WebClient client = client(Connector.REACTOR);
		put(client, new InputStreamResource(new ByteArrayInputStream(BYTES, 0, 500)));
		assertThat(this.server.take().body()).hasSize(500);
		Resource large = new InputStreamResource(new ByteArrayInputStream(BYTES));
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> put(client, large))
			.withMessageContaining("aws.sigv4.services.orders.max-buffer-size");
	}

	@Test
	void whenResourceIsRetriedThenItIsReadAndSignedAnew() throws Exception {
		this.server.answer(503);
		Resource file = file();
		client(Connector.REACTOR).put()
			.uri("/orders/1")
			.bodyValue(file)
			.retrieve()
			.toBodilessEntity()
			.retry(1)
			.block(TIMEOUT);
		assertSent(BYTES);
		assertSent(BYTES);
	}

	@Test
	void whenResourceCannotBeReadThenNothingIsSent() {
		Resource missing = new FileSystemResource(this.directory.resolve("missing"));
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> put(client(Connector.REACTOR), missing))
			.withStackTraceContaining("missing");
		assertThat(this.server.isUntouched()).isTrue();
	}

	/** Whoever reads what is too much would take it for the next request. */
	@ParameterizedTest
	@MethodSource("connectors")
	void whenResourceGrowsAfterItWasHashedThenNotAByteMoreIsSent(Connector connector) {
		AtomicInteger reads = new AtomicInteger();
		Resource growing = resource(
				() -> new ByteArrayInputStream(BYTES, 0, (reads.incrementAndGet() == 1) ? 500 : 900));
		put(client(connector), growing);
		assertThat(this.server.take().body()).hasSize(500);
		put(client(connector), new ByteArrayResource(new byte[3]));
		assertSent(new byte[3]);
	}

	/**
	 * Else the exchange would never end. The last two are what an interrupted one has.
	 */
	@ParameterizedTest
	@MethodSource("timeouts")
	void whenReadingAResourceTimesOutThenTheExchangeFails(IOException timeout) {
		assertThatExceptionOfType(WebClientRequestException.class)
			.isThrownBy(() -> put(client(Connector.REACTOR), failing(timeout)))
			.withCause(timeout);
		assertThat(this.server.isUntouched()).isTrue();
	}

	static Stream<IOException> timeouts() {
		return Stream.of(new SocketTimeoutException("Read timed out"),
				new ConnectionRequestTimeoutException("No connection of the pool is free"),
				new InterruptedIOException("interrupted"), new ClosedByInterruptException());
	}

	@Test
	void whenWriterWritesSomethingElseThanTheResourceThenWhatIsSentIsSigned() {
		WebClient client = builder(Connector.REACTOR).filter(filter())
			.codecs((codecs) -> codecs.customCodecs().register(new ShorteningWriter()))
			.build();
		put(client, new ByteArrayResource(BYTES));
		assertThat(this.server.take()).satisfies((sent) -> {
			assertThat(sent.body()).hasSize(10);
			AwsJudge.assertSigned(sent, TestServices.EXECUTE_API, TestServices.TEMPORARY);
		});
	}

	@Test
	void whenFilterBeforeChangesTheBodyThenWhatIsSentIsSigned() {
		ExchangeFilterFunction shortening = (request,
				next) -> next.exchange(ClientRequest.from(request)
					.body((output, context) -> request.body().insert(new Shortening(output), context))
					.build());
		WebClient client = builder(Connector.REACTOR).filter(shortening).filter(filter()).build();
		put(client, new ByteArrayResource(BYTES));
		assertThat(this.server.take()).satisfies((sent) -> {
			assertThat(sent.body()).hasSize(10);
			AwsJudge.assertSigned(sent, TestServices.EXECUTE_API, TestServices.TEMPORARY);
		});
	}

	@Test
	void whenCancelledWhileHashingThenReadingStops() throws Exception {
		CountDownLatch reading = new CountDownLatch(1);
		AtomicInteger closed = new AtomicInteger();
		Resource endless = resource(() -> new InputStream() {

			@Override
			public int read() {
				reading.countDown();
				return 0;
			}

			@Override
			public int read(byte[] bytes, int offset, int length) {
				reading.countDown();
				return length;
			}

			@Override
			public void close() {
				closed.incrementAndGet();
			}

		});
		Mono<?> call = client(Connector.REACTOR).put()
			.uri("/orders/1")
			.bodyValue(endless)
			.retrieve()
			.toBodilessEntity();
		Disposable subscription = call.subscribe();
		assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
		subscription.dispose();
		Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> assertThat(closed).hasValue(1));
		assertThat(this.server.isUntouched()).isTrue();
	}

	/** To fail would be to tell nobody, which Reactor logs as an error. */
	@ParameterizedTest
	@MethodSource("cancellingConnectors")
	void whenCancelledWhileAReadIsBlockedThenItIsInterruptedAndNothingFails(Connector connector) throws Exception {
		CountDownLatch reading = new CountDownLatch(1);
		CountDownLatch closed = new CountDownLatch(1);
		Resource blocked = resource(() -> new InputStream() {

			@Override
			public int read() throws IOException {
				reading.countDown();
				try {
					Thread.sleep(TIMEOUT.toMillis());
				}
				catch (InterruptedException ex) {
					throw new InterruptedIOException("interrupted");
				}
				return -1;
			}

			@Override
			public int read(byte[] bytes, int offset, int length) throws IOException {
				return read();
			}

			@Override
			public void close() {
				closed.countDown();
			}

		});
		Queue<Throwable> dropped = new ConcurrentLinkedQueue<>();
		Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
		Hooks.onErrorDropped(dropped::add);
		try {
			Disposable subscription = client(connector).put()
				.uri("/orders/1")
				.bodyValue(blocked)
				.retrieve()
				.toBodilessEntity()
				.subscribe(null, failures::add);
			assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
			subscription.dispose();
			assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
			// What is to fail does so at once
			Thread.sleep(100);
		}
		finally {
			Hooks.resetOnErrorDropped();
		}
		assertThat(dropped).isEmpty();
		assertThat(failures).isEmpty();
		assertThat(this.server.isUntouched()).isTrue();
	}

	/** Reactor Netty does not cancel a body of which nothing was written. */
	static Stream<Arguments> cancellingConnectors() {
		return Stream.of(Connector.JDK, Connector.JETTY, Connector.HTTP_COMPONENTS).map(Arguments::of);
	}

	private static void put(WebClient client, Resource body) {
		client.put().uri("/orders/1").bodyValue(body).retrieve().toBodilessEntity().block(TIMEOUT);
	}

	private WireRequest assertSent(byte[] body) {
		WireRequest sent = this.server.take();
		assertThat(sent.body()).isEqualTo(body);
		AwsJudge.assertSigned(sent, TestServices.EXECUTE_API, TestServices.TEMPORARY);
		return sent;
	}

	private Resource file() throws Exception {
		return new FileSystemResource(Files.write(this.directory.resolve("body"), BYTES));
	}

	private static Resource failing(IOException failure) {
		return new AbstractResource() {

			@Override
			public String getDescription() {
				return "failing";
			}

			@Override
			public InputStream getInputStream() throws IOException {
				throw failure;
			}

			@Override
			public long contentLength() {
				return -1;
			}

		};
	}

	private static Resource resource(Supplier<InputStream> content) {
		return new AbstractResource() {

			@Override
			public String getDescription() {
				return "test";
			}

			@Override
			public InputStream getInputStream() {
				return content.get();
			}

			@Override
			public long contentLength() {
				return -1;
			}

		};
	}

	private WebClient client(Connector connector) {
		return builder(connector).filter(filter()).build();
	}

	private WebClient.Builder builder(Connector connector) {
		return WebClient.builder().clientConnector(connector.connector()).baseUrl(this.server.uri("").toString());
	}

	private ExchangeFilterFunction filter() {
		return new SigV4ExchangeFilterFunction(
				TestServices.service(this.server).maxBufferSize(MAX_BUFFER_SIZE).build());
	}

	private static byte[] bytes(int count) {
		byte[] bytes = new byte[count];
		new Random(count).nextBytes(bytes);
		return bytes;
	}

	/** Writes ten bytes in place of a resource. */
	private static final class ShorteningWriter extends ResourceHttpMessageWriter {

		@Override
		public Mono<Void> write(Publisher<? extends Resource> resources, ResolvableType type,
				@Nullable MediaType mediaType, ReactiveHttpOutputMessage message, Map<String, Object> hints) {
			return message.writeWith(Mono.just(DefaultDataBufferFactory.sharedInstance.wrap(new byte[10])));
		}

	}

	/** Writes ten bytes in place of a body. */
	private static final class Shortening extends ClientHttpRequestDecorator {

		Shortening(ClientHttpRequest delegate) {
			super(delegate);
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
			return super.writeWith(Flux.from(body)
				.doOnNext(DataBufferUtils::release)
				.thenMany(Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(new byte[10]))));
		}

	}

}
