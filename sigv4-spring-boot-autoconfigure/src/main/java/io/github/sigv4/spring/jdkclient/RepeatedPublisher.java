package io.github.sigv4.spring.jdkclient;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

import io.github.sigv4.spring.SigV4Service;

/**
 * A body that was hashed, to be sent: it has to be as long as it was then, or nobody
 * would know why it is refused.
 *
 * @param body the body
 * @param length the number of bytes that were hashed
 * @param service the service that signs
 */
record RepeatedPublisher(Flow.Publisher<ByteBuffer> body, long length,
		SigV4Service service) implements Flow.Publisher<ByteBuffer> {

	@Override
	public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
		this.body.subscribe(new Counting(subscriber, this.length, this.service));
	}

	private static final class Counting implements Flow.Subscriber<ByteBuffer> {

		private final Flow.Subscriber<? super ByteBuffer> subscriber;

		private final long length;

		private final SigV4Service service;

		private long count;

		Counting(Flow.Subscriber<? super ByteBuffer> subscriber, long length, SigV4Service service) {
			this.subscriber = subscriber;
			this.length = length;
			this.service = service;
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscriber.onSubscribe(subscription);
		}

		@Override
		public void onNext(ByteBuffer buffer) {
			this.count += buffer.remaining();
			this.subscriber.onNext(buffer);
		}

		@Override
		public void onError(Throwable failure) {
			this.subscriber.onError(failure);
		}

		@Override
		public void onComplete() {
			if (this.count == this.length) {
				this.subscriber.onComplete();
			}
			else {
				this.subscriber.onError(this.service.failure("The body was asked for twice, to hash it and to send it, "
						+ "but had " + this.count + " bytes in place of " + this.length + " the second time, so the "
						+ "request was broken off. Use a publisher that gives the same body each time, as "
						+ "BodyPublishers.ofFile; or one without a length, whose body is held in memory; or set "
						+ this.service.property("payload") + " to unsigned.", null));
			}
		}

	}

}
