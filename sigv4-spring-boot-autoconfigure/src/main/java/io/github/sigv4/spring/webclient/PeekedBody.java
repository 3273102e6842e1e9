package io.github.sigv4.spring.webclient;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

/**
 * The body of an answer whose start is looked at before the whole is handed on: what was
 * read is kept, and the rest comes from the connection as it is asked for.
 */
final class PeekedBody extends BaseSubscriber<DataBuffer> {

	private final ClientResponse response;

	private final int limit;

	private final Context context;

	/** Until it ends, one buffer after the other is asked for; then none unasked. */
	private final BodyStart start = new BodyStart();

	private final Sinks.Empty<Void> peeked = Sinks.empty();

	private final Sinks.Many<DataBuffer> rest = Sinks.many().unicast().onBackpressureBuffer();

	/** From then on it is up to whoever reads it. */
	private volatile boolean handedOn;

	/** Whether the next buffer is one that we have asked for, to look at it. */
	private boolean asked;

	/**
	 * What the application asks for meanwhile, negative if ours is there: Jetty's client
	 * fails if it is asked for more while it waits.
	 */
	private final AtomicLong held = new AtomicLong(-1);

	private PeekedBody(ClientResponse response, int limit, Context context) {
		this.context = context;
		this.response = response;
		this.limit = limit;
	}

	/**
	 * Read the start of an answer's body.
	 * @param response the answer
	 * @param limit the number of bytes after which to stop; it may be some more
	 * @param wait the time after which to stop
	 * @return the body, as soon as its start is there
	 */
	static Mono<PeekedBody> of(ClientResponse response, int limit, Duration wait) {
		return Mono.deferContextual((context) -> {
			PeekedBody body = new PeekedBody(response, limit, Context.of(context));
			response.body(BodyExtractors.toDataBuffers()).subscribe(body);
			Mono<Void> peeked = body.peeked.asMono();
			return ((limit > 0) ? peeked.timeout(wait, Mono.fromRunnable(body.start::end)) : peeked)
				.doOnCancel(body::cancel)
				.thenReturn(body);
		});
	}

	/**
	 * Return the headers of the answer.
	 */
	HttpHeaders headers() {
		return this.response.headers().asHttpHeaders();
	}

	/**
	 * Return the start of the body.
	 */
	byte[] start() {
		return this.start.bytes();
	}

	/**
	 * Return the answer, whose body is to be had as before.
	 */
	ClientResponse response() {
		return this.response.mutate().body((unused) -> whole()).build();
	}

	/**
	 * Give up the body, unless somebody reads it already.
	 */
	void abandon() {
		if (!this.handedOn) {
			cancel();
		}
	}

	/** Of the application, for filters behind ours. */
	@Override
	public Context currentContext() {
		return this.context;
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		if (this.limit > 0) {
			ask();
		}
		else {
			endPeeking();
		}
	}

	private void ask() {
		this.asked = true;
		this.held.compareAndSet(-1, 0);
		request(1);
	}

	@Override
	protected void hookOnNext(DataBuffer buffer) {
		if (!this.asked) {
			emit(buffer);
			return;
		}
		this.asked = false;
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		if (!this.start.add(bytes)) {
			// Too late to be looked at; should nobody read it, it needs no release
			emit(DefaultDataBufferFactory.sharedInstance.wrap(bytes));
			requestHeld(1);
		}
		else if (this.start.size() < this.limit) {
			ask();
		}
		else {
			endPeeking();
			requestHeld(0);
		}
	}

	private void requestRest(long count) {
		if (this.held.getAndUpdate((held) -> (held < 0) ? held : Operators.addCap(held, count)) < 0) {
			request(count);
		}
	}

	private void requestHeld(int emitted) {
		long count = this.held.getAndSet(-1);
		if (count == Long.MAX_VALUE) {
			request(count);
		}
		else if (count > emitted) {
			request(count - emitted);
		}
	}

	private void emit(DataBuffer buffer) {
		if (this.rest.tryEmitNext(buffer).isFailure()) {
			DataBufferUtils.release(buffer);
		}
	}

	@Override
	protected void hookOnComplete() {
		this.rest.emitComplete(Sinks.EmitFailureHandler.FAIL_FAST);
		endPeeking();
	}

	@Override
	protected void hookOnError(Throwable failure) {
		this.rest.emitError(failure, Sinks.EmitFailureHandler.FAIL_FAST);
		endPeeking();
	}

	private void endPeeking() {
		this.start.end();
		// For whoever still waits
		this.peeked.tryEmitEmpty();
	}

	private Flux<DataBuffer> whole() {
		Flux<DataBuffer> read = Flux.just(start())
			.filter((bytes) -> bytes.length > 0)
			.map(DefaultDataBufferFactory.sharedInstance::wrap);
		return read.concatWith(this.rest.asFlux()
			.doOnRequest(this::requestRest)
			// What was asked for but not taken when it is cancelled
			.doOnDiscard(DataBuffer.class, DataBufferUtils::release))
			.doOnSubscribe((subscription) -> this.handedOn = true)
			.doOnCancel(this::cancel);
	}

}
