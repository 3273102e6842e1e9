package io.github.sigv4.spring.jdkclient;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.spring.BodyMeasure;
import io.github.sigv4.spring.SigV4Service;

/**
 * Has a body once, to know its hash and length before it is sent.
 */
final class PublisherMeasure implements Flow.Subscriber<ByteBuffer> {

	private final BodyMeasure measure;

	private final BooleanSupplier abandoned;

	private final CompletableFuture<BodyMeasure> measured = new CompletableFuture<>();

	private Flow.@Nullable Subscription subscription;

	private PublisherMeasure(BodyMeasure measure, BooleanSupplier abandoned) {
		this.measure = measure;
		this.abandoned = abandoned;
	}

	/** Return what completes with the measure, or fails, unless it is abandoned. */
	static CompletableFuture<BodyMeasure> of(BodyPublisher publisher, SigV4Service service, BooleanSupplier abandoned) {
		PublisherMeasure subscriber = new PublisherMeasure(
				new BodyMeasure(service, PublishedBody.isRepeatable(publisher)), abandoned);
		publisher.subscribe(subscriber);
		return subscriber.measured;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
		subscription.request(1);
	}

	@Override
	public void onNext(ByteBuffer buffer) {
		Flow.Subscription subscription = this.subscription;
		if (subscription == null) {
			return;
		}
		try {
			this.measure.write(buffer);
		}
		catch (IOException | RuntimeException ex) {
			this.measured.completeExceptionally(ex);
		}
		if (this.measured.isDone() || this.abandoned.getAsBoolean()) {
			subscription.cancel();
		}
		else {
			subscription.request(1);
		}
	}

	@Override
	public void onError(Throwable failure) {
		this.measured.completeExceptionally(failure);
	}

	@Override
	public void onComplete() {
		this.measured.complete(this.measure);
	}

}
