package io.github.sigv4.spring.webclient;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Cancels the body of a request when its exchange is cancelled. Reactor Netty does so
 * only for a body that it writes already, not for one that is still being collected.
 */
final class CancelTie {

	private final Sinks.Empty<Void> done = Sinks.empty();

	private final AtomicBoolean cancelled = new AtomicBoolean();

	void cancel() {
		this.cancelled.set(true);
		this.done.tryEmitEmpty();
	}

	/**
	 * Tie a body to the exchange. It fails when cancelled, so that half a body is never
	 * signed; {@code takeUntilOther} would not cancel it if the other signalled the error
	 * itself.
	 */
	Flux<DataBuffer> tie(Publisher<? extends DataBuffer> body) {
		return Flux.<DataBuffer>from(body).takeUntilOther(this.done.asMono()).concatWith(Mono.defer(this::failure));
	}

	private Mono<DataBuffer> failure() {
		return this.cancelled.get() ? Mono.error(new CancellationException("The exchange was cancelled"))
				: Mono.empty();
	}

}
