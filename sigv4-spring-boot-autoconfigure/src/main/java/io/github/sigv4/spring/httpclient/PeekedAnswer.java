package io.github.sigv4.spring.httpclient;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

import io.github.sigv4.spring.SerialTasks;
import io.github.sigv4.spring.SigV4Threads;
import io.github.sigv4.spring.SigningAttempt;

/**
 * An answer that is looked at before it is handed on whole, if it is: one that is cured
 * is not. It is held until it has ended, or as much of its body has come as is looked at,
 * or time is up. Whatever comes then, comes through here, in its order.
 */
final class PeekedAnswer implements AsyncDataConsumer {

	private static final Log logger = LogFactory.getLog(PeekedAnswer.class);

	private final HttpResponse response;

	private final @Nullable EntityDetails entity;

	private final AsyncExecCallback callback;

	private final SignedAsyncCall.Attempt attempt;

	private final HttpHeaders headers;

	private final int limit;

	private final SerialTasks events = new SerialTasks(this::thrown);

	private final ByteArrayOutputStream held = new ByteArrayOutputStream();

	private @Nullable CapacityChannel capacity;

	private @Nullable List<? extends Header> trailers;

	private boolean completed;

	private boolean looking = true;

	private boolean handedOver;

	private boolean ended;

	private @Nullable AsyncDataConsumer consumer;

	PeekedAnswer(HttpResponse response, @Nullable EntityDetails entity, AsyncExecCallback callback,
			SignedAsyncCall.Attempt attempt) {
		this.response = response;
		this.entity = entity;
		this.callback = callback;
		this.attempt = attempt;
		this.headers = RequestSigning.headers(response);
		this.limit = SigningAttempt.maxBody(this.headers);
	}

	/** Return what takes the body. */
	@Nullable AsyncDataConsumer start() {
		if (this.entity == null) {
			return null;
		}
		if (this.limit == 0 && this.entity.getContentLength() != 0) {
			this.events.run(this::look);
			return this;
		}
		CompletableFuture
			.delayedExecutor(SigningAttempt.MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS, SigV4Threads.continuing())
			.execute(() -> this.events.run(this::look));
		return this;
	}

	@Override
	public void updateCapacity(CapacityChannel channel) {
		this.events.run(() -> {
			this.capacity = channel;
			AsyncDataConsumer consumer = this.consumer;
			if (consumer != null) {
				guarded(() -> consumer.updateCapacity(channel));
			}
		});
	}

	@Override
	public void consume(ByteBuffer source) {
		byte[] bytes = new byte[source.remaining()];
		source.get(bytes);
		this.events.run(() -> {
			if (this.handedOver) {
				guarded(() -> handOn(bytes));
				return;
			}
			this.held.writeBytes(bytes);
			if (this.held.size() >= this.limit) {
				look();
			}
			else {
				guarded(() -> more(bytes.length));
			}
		});
	}

	private void more(int count) throws IOException {
		CapacityChannel capacity = this.capacity;
		if (capacity != null) {
			capacity.update(count);
		}
	}

	@Override
	public void streamEnd(@Nullable List<? extends Header> trailers) {
		this.events.run(() -> {
			this.trailers = (trailers != null) ? trailers : List.of();
			if (this.handedOver) {
				guarded(this::end);
			}
		});
	}

	void completed() {
		this.events.run(() -> {
			this.completed = true;
			if (this.handedOver) {
				complete();
			}
			else {
				look();
			}
		});
	}

	void failed(Exception cause) {
		this.events.run(() -> fail(cause));
	}

	@Override
	public void releaseResources() {
		// With the caller's consumer, when the exchange has ended
	}

	private void look() {
		if (!this.looking) {
			return;
		}
		this.looking = false;
		byte[] bytes = this.held.toByteArray();
		this.attempt.refused(HttpStatusCode.valueOf(this.response.getCode()), this.headers,
				Arrays.copyOf(bytes, Math.min(bytes.length, this.limit)), this.completed,
				() -> this.events.run(this::handOver), (failure) -> this.events.run(() -> fail(failure)));
	}

	private void handOver() {
		this.handedOver = true;
		guarded(() -> {
			AsyncDataConsumer consumer = this.callback.handleResponse(this.response, this.entity);
			this.consumer = consumer;
			CapacityChannel capacity = this.capacity;
			if (consumer != null && capacity != null && this.trailers == null) {
				consumer.updateCapacity(capacity);
			}
			if (this.held.size() > 0) {
				handOn(this.held.toByteArray());
			}
			if (this.trailers != null) {
				end();
			}
		});
		if (this.completed) {
			complete();
		}
	}

	private void handOn(byte[] bytes) throws IOException {
		AsyncDataConsumer consumer = this.consumer;
		if (consumer != null) {
			consumer.consume(ByteBuffer.wrap(bytes));
		}
	}

	private void end() throws HttpException, IOException {
		AsyncDataConsumer consumer = this.consumer;
		if (consumer != null) {
			consumer.streamEnd(this.trailers);
		}
	}

	private void complete() {
		if (!this.ended) {
			this.ended = true;
			this.callback.completed();
		}
	}

	private void fail(Throwable failure) {
		this.looking = false;
		if (!this.ended) {
			this.ended = true;
			this.attempt.end();
			this.callback.failed((failure instanceof Exception ex) ? ex : new IllegalStateException(failure));
		}
	}

	private void thrown(Throwable failure) {
		if (this.ended) {
			logger.warn("What was told of the end of an answer has failed", failure);
		}
		else {
			fail(failure);
		}
	}

	/**
	 * What the caller's consumer throws ends the exchange, as HttpClient would end it.
	 */
	private void guarded(Action action) {
		if (this.ended) {
			return;
		}
		try {
			action.run();
		}
		catch (Throwable ex) {
			fail(ex);
		}
	}

	private interface Action {

		void run() throws HttpException, IOException;

	}

}
