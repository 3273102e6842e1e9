package io.github.sigv4.spring.jdkclient;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.spring.ChunkedOutputStream;
import io.github.sigv4.spring.SerialTasks;

/**
 * Encodes a body in chunks while it passes by, no faster than it is asked for.
 */
final class ChunkedPublisher implements Flow.Publisher<ByteBuffer> {

	private final Flow.Publisher<ByteBuffer> body;

	private final Function<ByteArrayOutputStream, ChunkedOutputStream> encoders;

	/**
	 * Create a publisher.
	 * @param body the body
	 * @param encoders makes what encodes the body into a stream, for each time
	 */
	ChunkedPublisher(Flow.Publisher<ByteBuffer> body, Function<ByteArrayOutputStream, ChunkedOutputStream> encoders) {
		this.body = body;
		this.encoders = encoders;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
		this.body.subscribe(new Encoding(subscriber, this.encoders));
	}

	/** One buffer of the body is asked for at a time, when what it came to was taken. */
	private static final class Encoding implements Flow.Subscriber<ByteBuffer>, Flow.Subscription {

		private final Flow.Subscriber<? super ByteBuffer> subscriber;

		private final ByteArrayOutputStream out = new ByteArrayOutputStream();

		private final ChunkedOutputStream chunked;

		private final SerialTasks events = new SerialTasks(this::fail);

		private Flow.@Nullable Subscription body;

		private long wanted;

		private boolean asked;

		/** There is no more of the body. */
		private boolean ended;

		/** The subscriber was told of the end, and is told of nothing else. */
		private boolean done;

		Encoding(Flow.Subscriber<? super ByteBuffer> subscriber,
				Function<ByteArrayOutputStream, ChunkedOutputStream> encoders) {
			this.subscriber = subscriber;
			this.chunked = encoders.apply(this.out);
		}

		@Override
		public void onSubscribe(Flow.Subscription body) {
			this.body = body;
			this.subscriber.onSubscribe(this);
		}

		@Override
		public void request(long count) {
			this.events.run(() -> {
				this.wanted = (this.wanted + count < 0) ? Long.MAX_VALUE : this.wanted + count;
				goOn();
			});
		}

		@Override
		public void onNext(ByteBuffer buffer) {
			this.events.run(() -> {
				this.asked = false;
				byte[] bytes = new byte[buffer.remaining()];
				buffer.get(bytes);
				encode(() -> this.chunked.write(bytes));
				goOn();
			});
		}

		@Override
		public void onComplete() {
			this.events.run(() -> {
				this.ended = true;
				encode(this.chunked::finish);
				goOn();
			});
		}

		@Override
		public void onError(Throwable failure) {
			this.events.run(() -> fail(failure));
		}

		@Override
		public void cancel() {
			if (this.body != null) {
				this.body.cancel();
			}
		}

		private void goOn() {
			if (this.done || this.wanted <= 0 || this.body == null) {
				return;
			}
			if (this.out.size() > 0) {
				this.wanted--;
				this.subscriber.onNext(ByteBuffer.wrap(this.out.toByteArray()));
				this.out.reset();
			}
			if (this.ended) {
				this.done = true;
				this.subscriber.onComplete();
			}
			else if (this.wanted > 0 && !this.asked) {
				this.asked = true;
				this.body.request(1);
			}
		}

		private void encode(Step step) {
			try {
				step.run();
			}
			catch (IOException ex) {
				fail(new UncheckedIOException(ex));
			}
			catch (RuntimeException ex) {
				fail(ex);
			}
		}

		private void fail(Throwable failure) {
			if (this.done) {
				return;
			}
			this.done = true;
			try {
				cancel();
			}
			finally {
				this.subscriber.onError(failure);
			}
		}

	}

	private interface Step {

		void run() throws IOException;

	}

}
