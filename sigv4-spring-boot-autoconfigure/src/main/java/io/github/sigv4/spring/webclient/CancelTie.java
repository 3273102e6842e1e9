package io.github.sigv4.spring.webclient;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.github.sigv4.spring.SigV4Service;

/**
 * Cancels the body of a request when its exchange is cancelled, for connectors that do
 * not: Reactor Netty while the body is being collected, HttpComponents while it is being
 * written.
 */
final class CancelTie {

	/** For a body that is being written; most are collected. */
	private volatile Sinks.@Nullable Empty<Void> done;

	private final AtomicBoolean cancelled = new AtomicBoolean();

	private volatile @Nullable Subscription collected;

	void cancel() {
		this.cancelled.set(true);
		Sinks.Empty<Void> done = this.done;
		if (done != null) {
			done.tryEmitEmpty();
		}
		Subscription collected = this.collected;
		if (collected != null) {
			collected.cancel();
		}
	}

	boolean isCancelled() {
		return this.cancelled.get();
	}

	/**
	 * Collect a body, tied. Once cancelled nothing more comes of it; should it end all
	 * the same, half a body must not be signed. Each request has one, and most are a
	 * single buffer from a codec, so it costs less than {@link #tieWritten}.
	 */
	Mono<byte[]> collect(Publisher<? extends DataBuffer> body, SigV4Service service) {
		if (body instanceof Mono<? extends DataBuffer> single) {
			return single.doOnSubscribe(this::tieCollected)
				.map((buffer) -> BodyBytes.of(buffer, service))
				.defaultIfEmpty(BodyBytes.NONE);
		}
		return Flux.<DataBuffer>from(body)
			.doOnSubscribe(this::tieCollected)
			.collect(() -> new BodyBytes(service), BodyBytes::add)
			.doOnDiscard(DataBuffer.class, DataBufferUtils::release)
			.map(BodyBytes::toByteArray);
	}

	private void tieCollected(Subscription subscription) {
		this.collected = subscription;
		if (this.cancelled.get()) {
			subscription.cancel();
		}
	}

	/**
	 * Tie a body that the connector writes. Once cancelled it fails: to complete would
	 * send half a body as a whole one, and not to end would keep the connection. The
	 * other only completes: {@code takeUntilOther} does not cancel the body if the other
	 * signals an error.
	 */
	<T> Flux<T> tieWritten(Publisher<? extends T> body) {
		return Flux.<T>from(body).takeUntilOther(done()).concatWith(failure());
	}

	/** Tie a single buffer that the connector writes. */
	<T> Mono<T> tieWritten(Mono<? extends T> body) {
		return Mono.<T>from(body).takeUntilOther(done()).switchIfEmpty(failure());
	}

	private Mono<Void> done() {
		Sinks.Empty<Void> done = Sinks.empty();
		this.done = done;
		if (this.cancelled.get()) {
			done.tryEmitEmpty();
		}
		return done.asMono();
	}

	private <T> Mono<T> failure() {
		Mono<T> failure = Mono.error(() -> new CancellationException("The exchange was cancelled"));
		return Mono.defer(() -> this.cancelled.get() ? failure : Mono.empty());
	}

}
