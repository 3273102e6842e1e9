package io.github.sigv4.spring.jdkclient;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.test.publisher.TestPublisher;

import io.github.sigv4.ChunkedEncoder;
import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.ChunkedOutputStream;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.wire.TestServices;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing comes after the end of a body.
 */
class ChunkedPublisherTests {

	private static final int CHUNK_SIZE = ChunkedPayload.MIN_CHUNK_SIZE;

	private static final SigV4Service SERVICE = SigV4Service
		.builder("files", TestServices.S3, SigV4CredentialsProvider.of(TestServices.PERMANENT))
		.build();

	@Test
	void whenBodyHasEndedThenNothingComesAfterIt() {
		Recording recording = new Recording(false);
		publisher(Flux.just(ByteBuffer.allocate(10)), 10).subscribe(recording);
		recording.request(100);
		assertThat(recording.told).containsExactly("onNext", "onComplete");
		recording.request(1);
		assertThat(recording.told).hasSize(2);
	}

	/** One byte less, or one more behind a whole chunk. */
	@ParameterizedTest
	@ValueSource(ints = { -1, 1 })
	void whenBodyHasAnotherLengthThenNothingComesAfterTheFailure(int more) {
		Recording recording = new Recording(false);
		publisher(Flux.just(ByteBuffer.allocate(CHUNK_SIZE + more)), CHUNK_SIZE).subscribe(recording);
		recording.request(1);
		assertEndsWithFailure(recording);
	}

	@Test
	void whenBodyFailsThenNothingComesAfterTheFailure() {
		TestPublisher<ByteBuffer> body = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
		Recording recording = new Recording(false);
		publisher(body.flux(), 2L * CHUNK_SIZE).subscribe(recording);
		recording.request(1);
		// Of which one piece waits until it is asked for
		body.next(ByteBuffer.allocate(CHUNK_SIZE + 1));
		body.next(ByteBuffer.allocate(CHUNK_SIZE - 1));
		body.error(new IOException("broken"));
		assertEndsWithFailure(recording);
		body.error(new IOException("broken again"));
		assertEndsWithFailure(recording);
	}

	@Test
	void whenSubscriberThrowsThenBodyIsCancelledAndNothingComesAfterTheFailure() {
		TestPublisher<ByteBuffer> body = TestPublisher.create();
		Recording recording = new Recording(true);
		publisher(body.flux(), 2L * CHUNK_SIZE).subscribe(recording);
		recording.request(10);
		body.next(ByteBuffer.allocate(2 * CHUNK_SIZE));
		body.assertCancelled();
		assertEndsWithFailure(recording);
	}

	private static void assertEndsWithFailure(Recording recording) {
		recording.request(1);
		recording.request(Long.MAX_VALUE);
		assertThat(recording.told).containsOnlyOnce("onError").doesNotContain("onComplete").last().isEqualTo("onError");
	}

	private static ChunkedPublisher publisher(Flux<ByteBuffer> body, long length) {
		return new ChunkedPublisher(JdkFlowAdapter.publisherToFlowPublisher(body),
				(out) -> new ChunkedOutputStream(encoder(length), out, SERVICE));
	}

	private static ChunkedEncoder encoder(long length) {
		ChunkedPayload payload = ChunkedPayload.signed(CHUNK_SIZE);
		SigV4Request.Builder request = SigV4Request.builder("PUT", "https://bucket.s3.amazonaws.com/key");
		Map<String, String> headers = payload.headers(length, null, TestServices.S3.algorithm());
		headers.forEach(request::header);
		return payload.encoder(SigV4Signer.create()
			.sign(request.build(), TestServices.S3, TestServices.PERMANENT, Instant.parse("2026-01-01T00:00:00Z")));
	}

	/** Remembers what it was told. */
	private static final class Recording implements Flow.Subscriber<ByteBuffer> {

		private final boolean throwing;

		private final List<String> told = new ArrayList<>();

		private Flow.Subscription subscription;

		Recording(boolean throwing) {
			this.throwing = throwing;
		}

		void request(long count) {
			this.subscription.request(count);
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
		}

		@Override
		public void onNext(ByteBuffer buffer) {
			this.told.add("onNext");
			if (this.throwing) {
				throw new IllegalStateException("full");
			}
		}

		@Override
		public void onError(Throwable failure) {
			this.told.add("onError");
		}

		@Override
		public void onComplete() {
			this.told.add("onComplete");
		}

	}

}
