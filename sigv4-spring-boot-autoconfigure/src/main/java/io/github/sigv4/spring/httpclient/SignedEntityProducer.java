package io.github.sigv4.spring.httpclient;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.jspecify.annotations.Nullable;

import io.github.sigv4.spring.HttpHeadersSigning;
import io.github.sigv4.spring.SigV4Service;

/**
 * The entity of a request of an async client that is signed.
 *
 * @param entity makes the entity, or {@code null} if there is none
 * @param payload what is known of it
 */
record SignedEntityProducer(@Nullable AsyncEntityProducer entity, SignedPayload payload) {

	/** Of a request without one. */
	static final SignedEntityProducer NONE = new SignedEntityProducer(null, SignedPayload.AS_IS);

	/**
	 * Measure an entity, as far as its request can be signed only then.
	 * @param entity makes the entity
	 * @param form what has to be done with it
	 * @param service the service that signs
	 * @param blocking runs what may block
	 * @param abandoned whether nobody wants it any more
	 * @return what completes with the entity, or fails
	 */
	static CompletableFuture<SignedEntityProducer> of(AsyncEntityProducer entity, HttpHeadersSigning.Body form,
			SigV4Service service, Executor blocking, BooleanSupplier abandoned) {
		long length = entity.getContentLength();
		boolean measurable = length < 0 && entity.isRepeatable();
		return switch (form) {
			case HASHED ->
				EntityMeasure.of(entity, service, blocking, abandoned).thenApply(SignedEntityProducer::hashed);
			case AS_IS -> measurable
					? EntityMeasure.of(entity, service, blocking, abandoned)
						.thenApply((measured) -> new SignedEntityProducer(measured, SignedPayload.AS_IS))
					: CompletableFuture.completedFuture(new SignedEntityProducer(entity, SignedPayload.AS_IS));
			case CHUNKED -> (measurable || length == 0)
					? EntityMeasure.of(entity, service, blocking, abandoned).thenApply(SignedEntityProducer::chunked)
					: CompletableFuture
						.completedFuture(new SignedEntityProducer(entity, SignedPayload.chunked(length)));
		};
	}

	private static SignedEntityProducer hashed(MeasuredEntityProducer measured) {
		return new SignedEntityProducer(measured, SignedPayload.hashed(measured.hash()));
	}

	/** With nothing in it, there is nothing to stream. */
	private static SignedEntityProducer chunked(MeasuredEntityProducer measured) {
		return (measured.getContentLength() == 0) ? hashed(measured)
				: new SignedEntityProducer(measured, SignedPayload.chunked(measured.getContentLength()));
	}

	/** Return whether it can be sent once more. */
	boolean isRepeatable() {
		return this.entity == null || this.entity.isRepeatable();
	}

	/** Begin anew. */
	void rewind() {
		if (this.entity != null) {
			this.entity.releaseResources();
		}
	}

	/** Return the entity to send with a request. */
	@Nullable AsyncEntityProducer toSend(RequestSigning signing) {
		return (this.entity != null && this.payload.isChunked()) ? new ChunkedEntityProducer(this.entity, signing)
				: this.entity;
	}

}
