package io.github.sigv4.spring.webclient;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import io.github.sigv4.ChunkedEncoder;
import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.TrailerChecksum;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.wire.TestServices;

import static org.assertj.core.api.Assertions.assertThat;

class ChunkedBodyTests {

	private static final int KIB = 1024;

	private static final SigV4Service SERVICE = SigV4Service
		.builder("files", TestServices.S3, SigV4CredentialsProvider.of(TestServices.PERMANENT))
		.build();

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 100 })
	void bytesAreThoseOfTheEncoder(int request) {
		ChunkedPayload payload = ChunkedPayload.signed(300 * KIB).withTrailer(TrailerChecksum.CRC64NVME);
		byte[] bytes = new byte[2000 * KIB + 17];
		new Random(1).nextBytes(bytes);
		ByteArrayOutputStream expected = new ByteArrayOutputStream();
		ChunkedEncoder encoder = encoder(payload, bytes.length);
		encoder.update(bytes, 0, bytes.length, expected::write);
		encoder.finish(expected::write);
		ByteArrayOutputStream actual = new ByteArrayOutputStream();
		body(payload, bytes.length).encode(Flux.fromIterable(split(bytes)))
			.limitRate(request)
			.doOnNext((buffer) -> assertThat(buffer.readableByteCount()).isBetween(1, 128 * KIB))
			.toIterable(request)
			.forEach((buffer) -> write(buffer, actual));
		assertThat(actual.toByteArray()).isEqualTo(expected.toByteArray());
	}

	private static void write(DataBuffer buffer, ByteArrayOutputStream out) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		out.writeBytes(bytes);
	}

	private static List<DataBuffer> split(byte[] bytes) {
		Random random = new Random(2);
		List<DataBuffer> buffers = new ArrayList<>();
		for (int from = 0; from < bytes.length;) {
			int length = Math.min(bytes.length - from, random.nextInt(random.nextBoolean() ? 100 : 700 * KIB));
			buffers.add(DefaultDataBufferFactory.sharedInstance.wrap(Arrays.copyOfRange(bytes, from, from + length)));
			from += length;
		}
		return buffers;
	}

	@Test
	void noMoreIsReadThanIsAskedFor() {
		AtomicLong read = new AtomicLong();
		Flux<DataBuffer> source = Flux.range(0, 1_000_000)
			.map((i) -> buffer(KIB))
			.doOnNext((buffer) -> read.addAndGet(KIB));
		StepVerifier.create(body(ChunkedPayload.signed(8 * KIB), 1_000_000L * KIB).encode(source), 0)
			.thenRequest(1)
			.expectNextCount(1)
			.then(() -> assertThat(read).hasValueLessThanOrEqualTo(10 * KIB))
			.thenRequest(3)
			.expectNextCount(3)
			.then(() -> assertThat(read).hasValueBetween(32 * KIB, 34 * KIB))
			.thenCancel()
			.verify();
	}

	@Test
	void largeBufferIsEncodedChunkByChunk() {
		DataBuffer large = buffer(1000 * KIB);
		StepVerifier.create(body(ChunkedPayload.signed(8 * KIB), 1000 * KIB).encode(Flux.just(large)), 2)
			.expectNextCount(2)
			.then(() -> assertThat(large.readableByteCount()).isEqualTo(984 * KIB))
			.thenCancel()
			.verify();
	}

	@Test
	void cancellationReachesTheBody() {
		TestPublisher<DataBuffer> source = TestPublisher.create();
		StepVerifier.create(body(ChunkedPayload.signed(8 * KIB), 100 * KIB).encode(source.flux()))
			.then(() -> source.next(buffer(10 * KIB)))
			.expectNextCount(1)
			.thenCancel()
			.verify();
		source.assertCancelled();
	}

	@Test
	void errorOfTheBodyIsPassedOnWithoutAnEnd() {
		StepVerifier
			.create(body(ChunkedPayload.signed(8 * KIB), 16 * KIB)
				.encode(Flux.just(buffer(9 * KIB)).concatWith(Flux.error(new IllegalStateException("body")))))
			.expectNextCount(1)
			.verifyErrorMessage("body");
	}

	private static ChunkedBody body(ChunkedPayload payload, long length) {
		return new ChunkedBody(encoder(payload, length), DefaultDataBufferFactory.sharedInstance, SERVICE);
	}

	private static ChunkedEncoder encoder(ChunkedPayload payload, long length) {
		SigV4Request.Builder request = SigV4Request.builder("PUT", "https://bucket.s3.amazonaws.com/key");
		Map<String, String> headers = payload.headers(length, null, TestServices.S3.algorithm());
		headers.forEach(request::header);
		SignedRequest signed = SigV4Signer.create()
			.sign(request.build(), TestServices.S3, TestServices.PERMANENT, Instant.parse("2026-01-01T00:00:00Z"));
		return payload.encoder(signed);
	}

	private static DataBuffer buffer(int size) {
		return DefaultDataBufferFactory.sharedInstance.wrap(new byte[size]);
	}

}
