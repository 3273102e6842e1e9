package io.github.sigv4.spring.webclient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.buffer.UnpooledByteBufAllocator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

class PeekedBodyTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final Duration SHORT = Duration.ofMillis(20);

	private static final int SIZE = 100;

	private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);

	private final NettyDataBufferFactory bufferFactory = new NettyDataBufferFactory(this.allocator);

	private final List<Long> requests = new ArrayList<>();

	private boolean cancelled;

	@Test
	void startIsReadOneBufferAfterTheOtherAndTheRestAsItIsAskedFor() {
		PeekedBody body = PeekedBody.of(response(buffers(20)), 3 * SIZE, TIMEOUT).block(TIMEOUT);
		assertThat(body.start()).hasSize(3 * SIZE);
		assertThat(this.requests).containsExactly(1L, 1L, 1L);
		StepVerifier.create(body.response().bodyToFlux(DataBuffer.class).doOnNext(DataBufferUtils::release), 0)
			.thenRequest(1)
			.expectNextMatches((buffer) -> true)
			.then(() -> assertThat(this.requests).hasSize(3))
			.thenRequest(2)
			.expectNextCount(2)
			.then(() -> assertThat(this.requests).containsExactly(1L, 1L, 1L, 2L))
			.thenRequest(Long.MAX_VALUE)
			.expectNextCount(15)
			.verifyComplete();
		assertNothingLeaks();
	}

	@Test
	void whenTheApplicationCancelsThenWhatItAskedForIsReleased() {
		PeekedBody body = PeekedBody.of(response(buffers(20)), 3 * SIZE, TIMEOUT).block(TIMEOUT);
		StepVerifier.create(body.response().bodyToFlux(DataBuffer.class).doOnNext(DataBufferUtils::release), 10)
			.expectNextCount(3)
			.thenCancel()
			.verify(TIMEOUT);
		assertThat(this.cancelled).isTrue();
		assertNothingLeaks();
	}

	@Test
	void whenNobodyWaitsForTheStartAnyMoreThenTheBodyIsCancelled() {
		TestPublisher<DataBuffer> publisher = TestPublisher.create();
		Disposable peeking = PeekedBody.of(response(publisher.flux()), 3 * SIZE, TIMEOUT).subscribe();
		publisher.next(buffer());
		assertThat(this.cancelled).isFalse();
		peeking.dispose();
		assertThat(this.cancelled).isTrue();
		assertNothingLeaks();
	}

	@Test
	void whenTheBodyFailsThenItDoesForTheApplicationAfterWhatCame() {
		for (int count : new int[] { 0, 2, 5 }) {
			PeekedBody body = PeekedBody
				.of(response(buffers(count).concatWith(Flux.error(new IllegalStateException("body")))), 3 * SIZE,
						TIMEOUT)
				.block(TIMEOUT);
			assertThat(body.start()).hasSize(Math.min(count, 3) * SIZE);
			StepVerifier
				.create(body.response()
					.bodyToFlux(DataBuffer.class)
					.doOnNext(DataBufferUtils::release)
					.map((buffer) -> "bytes")
					.distinct())
				.expectNextCount((count > 0) ? 1 : 0)
				.verifyErrorMessage("body");
		}
		assertNothingLeaks();
	}

	@Test
	void whenTheStartTakesTooLongThenItIsWhatCameUntilThen() {
		TestPublisher<DataBuffer> publisher = TestPublisher.create();
		AtomicReference<PeekedBody> peeked = new AtomicReference<>();
		PeekedBody.of(response(publisher.flux()), 3 * SIZE, SHORT).subscribe(peeked::set);
		publisher.next(buffer());
		Awaitility.await().atMost(TIMEOUT).until(() -> peeked.get() != null);
		assertThat(peeked.get().start()).hasSize(SIZE);
		assertThat(this.cancelled).isFalse();
		// What was asked for to be looked at
		publisher.next(buffer());
		assertNothingLeaks();
		assertThat(peeked.get().start()).hasSize(SIZE);
		assertThat(this.requests).containsExactly(1L, 1L);
		StepVerifier.create(peeked.get().response().bodyToFlux(DataBuffer.class).doOnNext(DataBufferUtils::release))
			.expectNextCount(2)
			.then(() -> publisher.next(buffer()))
			.expectNextCount(1)
			.then(publisher::complete)
			.expectComplete()
			.verify(TIMEOUT);
		assertNothingLeaks();
	}

	@Test
	void whenTheStartTakesTooLongAndNobodyReadsThenNothingLeaks() {
		TestPublisher<DataBuffer> publisher = TestPublisher.create();
		PeekedBody body = PeekedBody.of(response(publisher.flux()), 3 * SIZE, SHORT).block(TIMEOUT);
		assertThat(body.start()).isEmpty();
		publisher.next(buffer());
		body.abandon();
		assertThat(this.cancelled).isTrue();
		assertNothingLeaks();
	}

	@Test
	void whenNothingIsToBeLookedAtThenNothingIsAskedFor() {
		PeekedBody body = PeekedBody.of(response(buffers(3)), 0, TIMEOUT).block(TIMEOUT);
		assertThat(body.start()).isEmpty();
		assertThat(this.requests).isEmpty();
		StepVerifier.create(body.response().bodyToFlux(DataBuffer.class).doOnNext(DataBufferUtils::release), 1)
			.expectNextCount(1)
			.then(() -> assertThat(this.requests).containsExactly(1L))
			.thenRequest(Long.MAX_VALUE)
			.expectNextCount(2)
			.verifyComplete();
		assertNothingLeaks();
	}

	private void assertNothingLeaks() {
		assertThat(this.allocator.metric().usedHeapMemory()).isZero();
	}

	private ClientResponse response(Flux<DataBuffer> body) {
		return ClientResponse.create(HttpStatus.FORBIDDEN)
			.body(body.doOnRequest(this.requests::add).doOnCancel(() -> this.cancelled = true))
			.build();
	}

	private Flux<DataBuffer> buffers(int count) {
		return Flux.range(0, count).map((i) -> buffer());
	}

	private DataBuffer buffer() {
		return this.bufferFactory.allocateBuffer(SIZE).write(new byte[SIZE]);
	}

}
