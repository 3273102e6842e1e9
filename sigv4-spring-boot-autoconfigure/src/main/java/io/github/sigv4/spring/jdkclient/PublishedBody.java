package io.github.sigv4.spring.jdkclient;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.FastByteArrayOutputStream;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.spring.BodyMeasure;
import io.github.sigv4.spring.HttpHeadersSigning;
import io.github.sigv4.spring.SigV4Service;

/**
 * The body of a request that is signed.
 *
 * @param publisher gives the body, or {@code null} if there is none
 * @param hash its hash; {@code null} if it has none, or none is needed
 * @param isChunked whether it goes in chunks
 */
record PublishedBody(@Nullable BodyPublisher publisher, @Nullable PayloadHash hash, boolean isChunked) {

	/** Of a request without one. */
	static final PublishedBody NONE = new PublishedBody(null, null, false);

	/**
	 * Measure a body, as far as its request can be signed only then.
	 * @param publisher gives the body, on the thread that calls this if it is one of the
	 * JDK's
	 * @param form what has to be done with it
	 * @param service the service that signs
	 * @param abandoned whether nobody wants it any more
	 * @return what completes with the body, or fails
	 */
	static CompletableFuture<PublishedBody> of(BodyPublisher publisher, HttpHeadersSigning.Body form,
			SigV4Service service, BooleanSupplier abandoned) {
		return switch (form) {
			case HASHED -> hashed(publisher, service, abandoned);
			case AS_IS -> CompletableFuture.completedFuture(new PublishedBody(publisher, null, false));
			case CHUNKED -> (publisher.contentLength() == 0) ? hashed(publisher, service, abandoned)
					: CompletableFuture.completedFuture(new PublishedBody(publisher, null, true));
		};
	}

	private static CompletableFuture<PublishedBody> hashed(BodyPublisher publisher, SigV4Service service,
			BooleanSupplier abandoned) {
		return PublisherMeasure.of(publisher, service, abandoned)
			.thenApply((measure) -> measured(publisher, measure, service));
	}

	private static PublishedBody measured(BodyPublisher publisher, BodyMeasure measure, SigV4Service service) {
		FastByteArrayOutputStream kept = measure.kept();
		BodyPublisher again = (kept != null) ? BodyPublishers.ofByteArray(kept.toByteArrayUnsafe()) : BodyPublishers
			.fromPublisher(new RepeatedPublisher(publisher, measure.length(), service), measure.length());
		return new PublishedBody(again, measure.hash(), false);
	}

	/**
	 * Whether a publisher gives the same body each time: one that knows how much that is.
	 */
	static boolean isRepeatable(BodyPublisher publisher) {
		return publisher.contentLength() >= 0;
	}

	/** Return whether it can be sent once more. */
	boolean isRepeatable() {
		return this.publisher == null || isRepeatable(this.publisher);
	}

	/** Return how many bytes it has, negative if that is not known. */
	long length() {
		return (this.publisher != null) ? this.publisher.contentLength() : 0;
	}

}
