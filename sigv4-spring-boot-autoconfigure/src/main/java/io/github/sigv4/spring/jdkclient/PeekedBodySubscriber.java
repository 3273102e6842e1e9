package io.github.sigv4.spring.jdkclient;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import io.github.sigv4.Refusal;
import io.github.sigv4.spring.SerialTasks;
import io.github.sigv4.spring.SigV4Threads;
import io.github.sigv4.spring.SigningAttempt;

/**
 * The body of an answer that is looked at before it is handed on whole, if it is: one
 * that is cured is not. It is held until it has ended, or as much of it has come as is
 * looked at, or time is up. Whatever comes then, comes through here, in its order.
 *
 * @param <T> the type of the body
 */
final class PeekedBodySubscriber<T extends @Nullable Object> implements BodySubscriber<PeekedBody<T>> {

	private final ResponseInfo info;

	private final PeekedBodyHandler<T> handler;

	private final HttpHeaders headers = new HttpHeaders();

	private final int limit;

	private final CompletableFuture<PeekedBody<T>> body = new CompletableFuture<>();

	private final SerialTasks events = new SerialTasks(this::fail);

	private final Deque<List<ByteBuffer>> held = new ArrayDeque<>();

	private Flow.@Nullable Subscription answer;

	private int size;

	private boolean looking = true;

	private @Nullable BodySubscriber<T> subscriber;

	private long wanted;

	private boolean asked;

	private boolean completed;

	private @Nullable Throwable failure;

	PeekedBodySubscriber(ResponseInfo info, PeekedBodyHandler<T> handler) {
		this.info = info;
		this.handler = handler;
		info.headers().map().forEach(this.headers::addAll);
		this.limit = SigningAttempt.maxBody(this.headers);
	}

	@Override
	public CompletionStage<PeekedBody<T>> getBody() {
		return this.body;
	}

	@Override
	public void onSubscribe(Flow.Subscription answer) {
		this.events.run(() -> {
			this.answer = answer;
			if (this.limit == 0) {
				look();
				return;
			}
			CompletableFuture
				.delayedExecutor(SigningAttempt.MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS, SigV4Threads.continuing())
				.execute(() -> this.events.run(this::look));
			ask();
		});
	}

	@Override
	public void onNext(List<ByteBuffer> buffers) {
		this.events.run(() -> {
			this.asked = false;
			this.held.add(buffers);
			if (!this.looking) {
				handOn();
				return;
			}
			buffers.forEach((buffer) -> this.size += buffer.remaining());
			if (this.size >= this.limit) {
				look();
			}
			else {
				ask();
			}
		});
	}

	@Override
	public void onComplete() {
		this.events.run(() -> {
			this.completed = true;
			look();
			handOn();
		});
	}

	@Override
	public void onError(Throwable failure) {
		this.events.run(() -> {
			this.failure = failure;
			look();
			handOn();
		});
	}

	private void ask() {
		if (!this.asked && this.answer != null) {
			this.asked = true;
			this.answer.request(1);
		}
	}

	private void look() {
		if (!this.looking) {
			return;
		}
		this.looking = false;
		byte[] start = start();
		CompletionStage<byte[]> begun = CompletableFuture.completedFuture(start);
		begun.thenComposeAsync((bytes) -> this.handler.cure().ask(this.headers, bytes), SigV4Threads.continuing())
			.thenAcceptAsync((others) -> {
				if (others.isPresent()) {
					this.body.complete(new PeekedBody<>(null, null, others.get()));
					// Of which there is nothing left, or nothing that is worth waiting
					// for
					Objects.requireNonNull(this.answer).cancel();
				}
				else {
					Refusal refusal = this.handler.explain(this.info, this.headers, start);
					this.events.run(() -> handOver(refusal));
				}
			}, SigV4Threads.continuing())
			.whenComplete((nothing, ex) -> {
				if (ex != null) {
					this.events.run(() -> fail(Objects.requireNonNullElse(ex.getCause(), ex)));
				}
			});
	}

	private byte[] start() {
		ByteBuffer start = ByteBuffer.allocate(Math.min(this.size, this.limit));
		for (List<ByteBuffer> buffers : this.held) {
			for (ByteBuffer buffer : buffers) {
				start.put(buffer.slice().limit(Math.min(buffer.remaining(), start.remaining())));
			}
		}
		return start.array();
	}

	private void handOver(@Nullable Refusal refusal) {
		if (this.body.isDone()) {
			return;
		}
		BodySubscriber<T> subscriber = this.handler.handler().apply(this.info);
		this.subscriber = subscriber;
		subscriber.onSubscribe(new Rest());
		subscriber.getBody().whenComplete((content, failure) -> {
			if (failure != null) {
				this.body.completeExceptionally(failure);
			}
			else {
				this.body.complete(new PeekedBody<>(content, refusal, null));
			}
		});
		handOn();
	}

	/**
	 * What the caller's subscriber throws ends the answer, and it is told, as the JDK
	 * ends it. So does whatever else fails here.
	 */
	private void fail(Throwable failure) {
		BodySubscriber<T> subscriber = this.subscriber;
		this.subscriber = null;
		this.looking = false;
		this.held.clear();
		try {
			if (subscriber != null) {
				subscriber.onError(failure);
			}
		}
		finally {
			this.body.completeExceptionally(failure);
			// Last: the JDK's client takes it for a failure, which it would tell
			Objects.requireNonNull(this.answer).cancel();
		}
	}

	private void handOn() {
		BodySubscriber<T> subscriber = this.subscriber;
		if (subscriber == null) {
			return;
		}
		while (this.wanted > 0 && !this.held.isEmpty()) {
			this.wanted--;
			subscriber.onNext(this.held.remove());
		}
		if (!this.held.isEmpty()) {
			return;
		}
		if (this.completed || this.failure != null) {
			this.subscriber = null;
			if (this.failure != null) {
				subscriber.onError(this.failure);
			}
			else {
				subscriber.onComplete();
			}
		}
		else if (this.wanted > 0) {
			ask();
		}
	}

	/** The body as the caller's subscriber asks for it. */
	private final class Rest implements Flow.Subscription {

		@Override
		public void request(long count) {
			PeekedBodySubscriber<T> body = PeekedBodySubscriber.this;
			body.events.run(() -> {
				body.wanted = (body.wanted + count < 0) ? Long.MAX_VALUE : body.wanted + count;
				body.handOn();
			});
		}

		@Override
		public void cancel() {
			Objects.requireNonNull(PeekedBodySubscriber.this.answer).cancel();
		}

	}

}
