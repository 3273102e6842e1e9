package io.github.sigv4.spring.webclient;

import java.io.ByteArrayOutputStream;

import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
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

	private final ByteArrayOutputStream start = new ByteArrayOutputStream();

	private final Sinks.Empty<Void> peeked = Sinks.empty();

	private final Sinks.Many<DataBuffer> rest = Sinks.many().unicast().onBackpressureBuffer();

	/** From then on it is up to whoever reads it. */
	private volatile boolean handedOn;

	/** Until then one buffer after the other is asked for, after that none unasked. */
	private boolean peeking = true;

	private PeekedBody(ClientResponse response, int limit, Context context) {
		this.context = context;
		this.response = response;
		this.limit = limit;
	}

	/**
	 * Read the start of an answer's body.
	 * @param response the answer
	 * @param limit the number of bytes after which to stop; it may be some more
	 * @return the body, as soon as its start is there
	 */
	static Mono<PeekedBody> of(ClientResponse response, int limit) {
		return Mono.deferContextual((context) -> {
			PeekedBody body = new PeekedBody(response, limit, Context.of(context));
			response.body(BodyExtractors.toDataBuffers()).subscribe(body);
			return body.peeked.asMono().doOnCancel(body::cancel).thenReturn(body);
		});
	}

	/**
	 * Return the start of the body.
	 */
	byte[] start() {
		return this.start.toByteArray();
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
		subscription.request(1);
	}

	@Override
	protected void hookOnNext(DataBuffer buffer) {
		if (!this.peeking) {
			if (this.rest.tryEmitNext(buffer).isFailure()) {
				DataBufferUtils.release(buffer);
			}
			return;
		}
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		this.start.writeBytes(bytes);
		if (this.start.size() < this.limit) {
			request(1);
		}
		else {
			endPeeking();
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
		if (this.peeking) {
			this.peeking = false;
			this.peeked.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST);
		}
	}

	private Flux<DataBuffer> whole() {
		Flux<DataBuffer> read = Flux.just(start())
			.filter((bytes) -> bytes.length > 0)
			.map(DefaultDataBufferFactory.sharedInstance::wrap);
		return read.concatWith(this.rest.asFlux()
			.doOnRequest(this::request)
			// What was asked for but not taken when it is cancelled
			.doOnDiscard(DataBuffer.class, DataBufferUtils::release))
			.doOnSubscribe((subscription) -> this.handedOn = true)
			.doOnCancel(this::cancel);
	}

}
