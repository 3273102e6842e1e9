package io.github.sigv4.spring.httpclient;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.nio.AsyncEntityConsumer;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.entity.AbstractBinAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.entity.AsyncEntityProducerWrapper;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.http.nio.support.BasicResponseConsumer;
import org.apache.hc.core5.reactive.ReactiveEntityProducer;
import org.apache.hc.core5.util.TimeValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import io.github.sigv4.Refusal;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Listener;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.HeldCredentials;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.TickingClock;
import io.github.sigv4.spring.wire.WireRequest;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The async client waits for nothing on its threads.
 */
@Timeout(30)
class AsyncHttpClientTests {

	private static final SigningSettings API = TestServices.EXECUTE_API;

	private final WireServer server = new WireServer();

	private CloseableHttpAsyncClient client;

	@AfterEach
	void stop() throws IOException {
		if (this.client != null) {
			this.client.close();
		}
		this.server.close();
	}

	@Test
	void headersOfTheClientAndOfInterceptorsAreSigned() throws Exception {
		start(TestServices.service(this.server).build(),
				(builder) -> builder.setDefaultHeaders(List.of(new BasicHeader("X-Amz-Default", "1")))
					.addRequestInterceptorLast((request, entity, context) -> request.addHeader("X-Amz-Last", "3")));
		send(get("/a")).get();
		WireRequest request = assertSigned(this.server.take());
		assertThat(request.value("Authorization")).contains(";x-amz-default;x-amz-last;");
	}

	@Test
	void eachRetryIsSignedAnew() throws Exception {
		start(TestServices.service(this.server).clock(new TickingClock()).build(), (builder) -> builder
			.setRetryStrategy(new DefaultHttpRequestRetryStrategy(3, TimeValue.ZERO_MILLISECONDS)));
		this.server.answer(503, WireServer.RESET);
		send(put("text")).get();
		List<String> dates = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			WireRequest request = assertSigned(this.server.take());
			assertThat(request.text()).isEqualTo("text");
			dates.add(request.value("X-Amz-Date"));
		}
		assertThat(dates).doesNotHaveDuplicates().isSorted();
	}

	@Test
	void redirectedRequestIsSignedAnewAndNeverSentToAnotherHost() throws Exception {
		start(TestServices.service(this.server).build(), (builder) -> {
		});
		this.server.redirect(307, this.server.uri("/b"));
		send(put("text")).get();
		assertSigned(this.server.take());
		assertThat(assertSigned(this.server.take()).target()).isEqualTo("/b");
		this.server.redirect(302, this.server.foreignUri("/b"));
		Future<SimpleHttpResponse> refused = send(get("/a"));
		assertThat(failure(refused)).isInstanceOf(SigV4Exception.class)
			.hasMessageContaining("which is not a host of this service");
		this.server.take();
		assertThat(this.server.isIdle()).isTrue();
	}

	@Test
	void manyRequestsAtOnceAreAllSignedRight() throws Exception {
		start(TestServices.service(this.server).build(), (builder) -> {
		});
		List<Future<SimpleHttpResponse>> answers = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			answers.add(send(put("text " + i)));
		}
		for (Future<SimpleHttpResponse> answer : answers) {
			assertThat(answer.get().getCode()).isEqualTo(200);
			assertSigned(this.server.take());
		}
	}

	@Test
	void nobodyWaitsForCredentials() throws Exception {
		HeldCredentials held = new HeldCredentials(() -> TestServices.TEMPORARY);
		start(TestServices.service(this.server, API, held).build(), (builder) -> {
		});
		List<Future<SimpleHttpResponse>> answers = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			answers.add(send(put("text")));
		}
		assertThat(this.server.connections()).isZero();
		held.give();
		for (Future<SimpleHttpResponse> answer : answers) {
			assertThat(answer.get().getCode()).isEqualTo(200);
			assertSigned(this.server.take());
		}
	}

	@Test
	void requestThatIsCancelledMeanwhileIsNotSent() throws Exception {
		HeldCredentials held = new HeldCredentials(() -> TestServices.TEMPORARY);
		start(TestServices.service(this.server, API, held).build(), (builder) -> {
		});
		CountDownLatch cancelled = new CountDownLatch(1);
		Future<SimpleHttpResponse> answer = this.client.execute(get("/a"), SimpleResponseConsumer.create(),
				new FutureCallback<>() {

					@Override
					public void completed(SimpleHttpResponse result) {
					}

					@Override
					public void failed(Exception ex) {
					}

					@Override
					public void cancelled() {
						cancelled.countDown();
					}

				});
		answer.cancel(true);
		assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
		held.give();
		send(get("/b")).get();
		assertThat(this.server.take().target()).isEqualTo("/b");
		assertThat(this.server.isIdle()).isTrue();
	}

	@Test
	void entityIsReadToHashItWhereThatMayTakeItsTime() throws Exception {
		start(TestServices.service(this.server).build(), (builder) -> {
		});
		AtomicReference<String> thread = new AtomicReference<>();
		CountDownLatch passes = new CountDownLatch(2);
		byte[] bytes = new byte[200_000];
		send(request(new BasicAsyncEntityProducer(bytes, ContentType.TEXT_PLAIN, false) {

			@Override
			public void releaseResources() {
				passes.countDown();
				super.releaseResources();
			}

		}, thread)).get();
		WireRequest request = assertSigned(this.server.take());
		assertThat(request.body()).hasSize(bytes.length);
		assertThat(thread.get()).isEqualTo("sigv4-blocking");
		// Of the second it is told beside the answer
		assertThat(passes.await(10, TimeUnit.SECONDS)).isTrue();
	}

	/** A file is closed after its end was told. */
	@Test
	void entityIsLeftAloneUntilItHasEnded() throws Exception {
		start(TestServices.service(this.server).build(), (builder) -> {
		});
		AtomicInteger producing = new AtomicInteger();
		AtomicInteger disturbed = new AtomicInteger();
		AsyncEntityProducer entity = new AsyncEntityProducerWrapper(
				new BasicAsyncEntityProducer(new byte[10], ContentType.TEXT_PLAIN, false)) {

			@Override
			public void produce(DataStreamChannel channel) throws IOException {
				producing.incrementAndGet();
				super.produce(channel);
				producing.decrementAndGet();
			}

			@Override
			public void releaseResources() {
				disturbed.addAndGet(producing.get());
				super.releaseResources();
			}

		};
		send(AsyncRequestBuilder.put(this.server.uri("/a")).setEntity(entity).build()).get();
		assertSigned(this.server.take());
		assertThat(disturbed).hasValue(0);
	}

	private AsyncRequestProducer request(BasicAsyncEntityProducer entity, AtomicReference<String> firstThread) {
		return AsyncRequestBuilder.put(this.server.uri("/a")).setEntity(new AsyncEntityProducerWrapper(entity) {

			@Override
			public void produce(DataStreamChannel channel) throws IOException {
				firstThread.compareAndSet(null, Thread.currentThread().getName());
				super.produce(channel);
			}

		}).build();
	}

	/** As Spring's connector gives it: it comes when it comes. */
	@Test
	void bodyOfAPublisherIsHeldAndSigned() throws Exception {
		start(TestServices.service(this.server).build(), (builder) -> {
		});
		Flux<ByteBuffer> body = Flux.range(0, 50)
			.publishOn(Schedulers.parallel())
			.map((i) -> ByteBuffer.wrap(new byte[1000]));
		send(AsyncRequestBuilder.put(this.server.uri("/a"))
			.setEntity(new ReactiveEntityProducer(body, -1, ContentType.TEXT_PLAIN, null))
			.build()).get();
		assertThat(assertSigned(this.server.take()).body()).hasSize(50_000);
	}

	@Test
	void bodyThatFailsIsNotSent() throws Exception {
		start(TestServices.service(this.server).build(), (builder) -> {
		});
		Flux<ByteBuffer> body = Flux.just(ByteBuffer.wrap(new byte[1000]))
			.concatWith(Flux.error(new IllegalStateException("broken")));
		assertThat(failure(send(AsyncRequestBuilder.put(this.server.uri("/a"))
			.setEntity(new ReactiveEntityProducer(body, -1, ContentType.TEXT_PLAIN, null))
			.build()))).hasStackTraceContaining("broken");
		assertThat(this.server.connections()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	void whenConsumerThrowsAnErrorThenTheCallFails(int piece) throws Exception {
		start(TestServices.service(this.server).build(), (builder) -> {
		});
		this.server.answer(403, "", "x".repeat(200_000));
		AtomicInteger pieces = new AtomicInteger();
		AsyncEntityConsumer<String> entity = new AbstractBinAsyncEntityConsumer<>() {

			@Override
			protected void streamStart(ContentType contentType) {
			}

			@Override
			protected int capacityIncrement() {
				return Integer.MAX_VALUE;
			}

			@Override
			protected void data(ByteBuffer source, boolean endOfStream) {
				if (pieces.incrementAndGet() == piece) {
					throw new AssertionError("wrong");
				}
			}

			@Override
			protected String generateContent() {
				return "nothing";
			}

			@Override
			public void releaseResources() {
			}

		};
		Future<?> sent = this.client.execute(get("/a"), new BasicResponseConsumer<>(entity), null);
		assertThat(failure(sent)).hasStackTraceContaining("AssertionError: wrong");
		assertThat(pieces).hasValue(piece);
		// Of the pool, in which the broken connection is not
		assertThat(send(get("/b")).get().getCode()).isEqualTo(200);
	}

	@Test
	void whenListenerThrowsAnErrorThenTheCallFails() throws Exception {
		start(TestServices.service(this.server).listener(new SigV4Listener() {

			@Override
			public void refused(String service, Refusal refusal) {
				throw new AssertionError("wrong");
			}

		}).build(), (builder) -> {
		});
		this.server.answer(403);
		assertThat(failure(send(get("/a")))).hasStackTraceContaining("AssertionError: wrong");
		assertThat(send(get("/b")).get().getCode()).isEqualTo(200);
	}

	@Test
	void whenCallbackThrowsThenNobodyIsToldOfAnotherEnd() throws Exception {
		start(TestServices.service(this.server).build(), (builder) -> {
		});
		this.server.answer(403);
		List<String> told = new CopyOnWriteArrayList<>();
		Future<SimpleHttpResponse> sent = this.client.execute(get("/a"), SimpleResponseConsumer.create(),
				new FutureCallback<>() {

					@Override
					public void completed(SimpleHttpResponse result) {
						told.add("completed");
						throw new AssertionError("wrong");
					}

					@Override
					public void failed(Exception ex) {
						told.add("failed");
					}

					@Override
					public void cancelled() {
						told.add("cancelled");
					}

				});
		assertThat(sent.get().getCode()).isEqualTo(403);
		assertThat(send(get("/b")).get().getCode()).isEqualTo(200);
		assertThat(told).containsExactly("completed");
	}

	@Test
	void whenAddedForTwoServicesThenIsRefused() throws Exception {
		SigV4Service other = SigV4Service.builder("other", API, SigV4CredentialsProvider.of(TestServices.PERMANENT))
			.baseUrl(this.server.uri(""))
			.build();
		start(TestServices.service(this.server).build(),
				HttpClientSigV4.of(new SigV4Services(List.of(other))).forAsyncService("other"));
		assertThat(failure(send(get("/a")))).isInstanceOf(SigV4Exception.class)
			.hasMessageContaining("is being signed for another service already");
		assertThat(this.server.isUntouched()).isTrue();
	}

	private void start(SigV4Service service, Consumer<HttpAsyncClientBuilder> customizer) {
		HttpAsyncClientBuilder builder = HttpAsyncClientBuilder.create();
		customizer.accept(builder);
		HttpClientSigV4.of(new SigV4Services(List.of(service))).forAsyncService("orders").accept(builder);
		this.client = builder.build();
		this.client.start();
	}

	private Future<SimpleHttpResponse> send(AsyncRequestProducer request) {
		return this.client.execute(request, SimpleResponseConsumer.create(), null);
	}

	private static Throwable failure(Future<?> future) {
		return assertThatExceptionOfType(ExecutionException.class).isThrownBy(future::get).actual().getCause();
	}

	private AsyncRequestProducer get(String target) {
		return AsyncRequestBuilder.get(this.server.uri(target)).build();
	}

	private AsyncRequestProducer put(String text) {
		return AsyncRequestBuilder.put(this.server.uri("/a")).setEntity(text).build();
	}

	private static WireRequest assertSigned(WireRequest request) {
		AwsJudge.assertSigned(request, API, TestServices.TEMPORARY);
		return request;
	}

}
