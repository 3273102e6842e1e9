package io.github.sigv4.spring.httpclient;

import java.io.IOException;

import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

import io.github.sigv4.spring.BodyMeasure;
import io.github.sigv4.spring.HttpHeadersSigning;
import io.github.sigv4.spring.SigV4Service;

/**
 * The entity of a request that is signed.
 *
 * @param entity the entity, or {@code null} if there is none
 * @param payload what is known of it
 */
record SignedEntity(@Nullable HttpEntity entity, SignedPayload payload) {

	/**
	 * Measure an entity, as far as its request can be signed only then.
	 * @param entity the entity, or {@code null} if there is none
	 * @param form what has to be done with it
	 * @param service the service that signs
	 * @return the entity
	 */
	static SignedEntity of(@Nullable HttpEntity entity, HttpHeadersSigning.Body form, SigV4Service service)
			throws IOException {
		if (entity == null) {
			return new SignedEntity(null, SignedPayload.AS_IS);
		}
		return switch (form) {
			case HASHED -> hashed(entity, service);
			// With its length, what breaks off in the middle is never taken for a whole
			// one, and S3 takes it
			case AS_IS -> new SignedEntity(withLength(entity, service), SignedPayload.AS_IS);
			case CHUNKED -> {
				HttpEntity known = withLength(entity, service);
				yield (known.getContentLength() == 0) ? hashed(known, service)
						: new SignedEntity(known, SignedPayload.chunked(known.getContentLength()));
			}
		};
	}

	private static SignedEntity hashed(HttpEntity entity, SigV4Service service) throws IOException {
		BodyMeasure measure = measure(entity, service);
		return new SignedEntity(measured(entity, measure), SignedPayload.hashed(measure.hash()));
	}

	private static HttpEntity withLength(HttpEntity entity, SigV4Service service) throws IOException {
		return (entity.getContentLength() >= 0 || !entity.isRepeatable()) ? entity
				: measured(entity, measure(entity, service));
	}

	private static BodyMeasure measure(HttpEntity entity, SigV4Service service) throws IOException {
		BodyMeasure measure = new BodyMeasure(service, entity.isRepeatable());
		entity.writeTo(measure);
		return measure;
	}

	private static HttpEntity measured(HttpEntity entity, BodyMeasure measure) {
		return new MeasuredEntity(entity, measure.length(), measure.kept());
	}

	/** Return whether it can be sent once more. */
	boolean isRepeatable() {
		return this.entity == null || this.entity.isRepeatable();
	}

	/** Return the entity to send with a request. */
	@Nullable HttpEntity toSend(RequestSigning signing) {
		return (this.entity != null && this.payload.isChunked()) ? new ChunkedEntity(this.entity, signing)
				: this.entity;
	}

}
