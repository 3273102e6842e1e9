package io.github.sigv4.spring.webclient;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Cancels the body of a request when its exchange is cancelled, for connectors that do
 * not: Reactor Netty while the body is being collected, HttpComponents while it is being
 * written.
 */
final class CancelTie {

	private final Sinks.Empty<Void> done = Sinks.empty();

	private final AtomicBoolean cancelled = new AtomicBoolean();

	void cancel() {
		this.cancelled.set(true);
		this.done.tryEmitEmpty();
	}

	boolean isCancelled() {
		return this.cancelled.get();
	}

	/**
	 * Tie a body that is being collected. Once cancelled it never ends: half a body must
	 * not be signed, and nobody is left to be told.
	 */
	Flux<DataBuffer> tieCollected(Publisher<? extends DataBuffer> body) {
		return tie(body, Mono.never());
	}

	/**
	 * Tie a body that the connector writes. Once cancelled it fails: to complete would
	 * send half a body as a whole one, and not to end would keep the connection.
	 */
	<T> Flux<T> tieWritten(Publisher<? extends T> body) {
		return tie(body, Mono.error(() -> new CancellationException("The exchange was cancelled")));
	}

	/**
	 * The other only completes: {@code takeUntilOther} does not cancel the body if the
	 * other signals an error.
	 */
	private <T> Flux<T> tie(Publisher<? extends T> body, Mono<T> afterCancel) {
		return Flux.<T>from(body)
			.takeUntilOther(this.done.asMono())
			.concatWith(Mono.defer(() -> this.cancelled.get() ? afterCancel : Mono.empty()));
	}

}
