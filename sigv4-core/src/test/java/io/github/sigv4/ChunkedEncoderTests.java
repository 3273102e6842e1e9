package io.github.sigv4;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.sigv4.AwsSignedMessage.Field;
import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * {@link ChunkedEncoder}, by AWS's examples and, byte for byte, by AWS's own signers.
 */
class ChunkedEncoderTests {

	private static final int KIB = 1024;

	private static final String SEED = "0123456789abcdef".repeat(4);

	static Stream<Arguments> payloads() {
		List<Arguments> payloads = new ArrayList<>();
		for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
			payloads.add(Arguments.of(algorithm, ChunkedPayload.signed(8 * KIB)));
			for (TrailerChecksum trailer : TrailerChecksum.values()) {
				payloads.add(Arguments.of(algorithm, ChunkedPayload.signed(8 * KIB).withTrailer(trailer)));
				payloads.add(Arguments.of(algorithm, ChunkedPayload.unsigned(8 * KIB, trailer)));
			}
		}
		return payloads.stream();
	}

	static Stream<Arguments> uploads() {
		List<Arguments> uploads = new ArrayList<>();
		int chunk = AwsChunkedMessage.CHUNK_SIZE;
		for (int length : new int[] { 0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk + 7 }) {
			uploads.add(Arguments.of(length, true, null));
			for (TrailerChecksum trailer : TrailerChecksum.values()) {
				uploads.add(Arguments.of(length, true, trailer));
				uploads.add(Arguments.of(length, false, trailer));
			}
		}
		return uploads.stream();
	}

	private static ChunkedEncoder encoder(SigningAlgorithm algorithm, ChunkedPayload payload, String seed) {
		return payload.encoder(seed, SigV4Signer.create()
			.chunkSigner(AwsChunkedMessage.settings(algorithm), AwsChunkedMessage.CREDENTIALS, AwsChunkedMessage.NOW));
	}

	@Test
	void shouldEncodeThePublishedExample() {
		byte[] body = "a".repeat(66_560).getBytes(StandardCharsets.US_ASCII);
		ChunkedEncoder encoder = ChunkedPayload.signed(64 * KIB)
			.withTrailer(TrailerChecksum.CRC32C)
			.encoder("106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
					SigV4Signer.create()
						.chunkSigner(SigningSettings.forService("s3", "us-east-1"),
								SigV4Credentials.of("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
								Instant.parse("2013-05-24T00:00:00Z")));
		assertThat(new String(ChunkedBodies.encode(encoder, body), StandardCharsets.US_ASCII))
			.isEqualTo("10000;chunk-signature=b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2\r\n"
					+ "a".repeat(65_536) + "\r\n"
					+ "400;chunk-signature=1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7\r\n"
					+ "a".repeat(1024) + "\r\n"
					+ "0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n"
					+ "x-amz-checksum-crc32c:sOO8/Q==\r\n"
					+ "x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435"
					+ "\r\n\r\n");
	}

	@ParameterizedTest
	@MethodSource("uploads")
	void shouldSendWhatTheSignerForJavaSends(int length, boolean signed, @Nullable TrailerChecksum trailer) {
		byte[] body = ChunkedBodies.random(length);
		AwsChunkedMessage theirs = AwsChunkedMessage.ofSdk(body, signed, trailer);
		ChunkedPayload payload = signed ? ChunkedPayload.signed(AwsChunkedMessage.CHUNK_SIZE)
				: ChunkedPayload.unsigned(AwsChunkedMessage.CHUNK_SIZE, Objects.requireNonNull(trailer));
		payload = (trailer != null) ? payload.withTrailer(trailer) : payload;
		assertThat(theirs.value("x-amz-content-sha256")).isEqualTo(payload.payloadHash(SigningAlgorithm.SIGV4).value());
		assertThat(theirs.value("x-amz-decoded-content-length")).isEqualTo(Integer.toString(length));
		assertThat(seed(theirs)).isEqualTo(theirs.seed());
		assertThat(ChunkedBodies.encode(encoder(SigningAlgorithm.SIGV4, payload, theirs.seed()), body))
			.isEqualTo(theirs.encoded());
		assertThat(payload.headers(length, null, SigningAlgorithm.SIGV4))
			.allSatisfy((name, value) -> assertThat(theirs.value(name)).as(name).isEqualToIgnoringCase(value));
	}

	/** Our signature of its headers. */
	private static String seed(AwsChunkedMessage theirs) {
		SigV4Request.Builder request = SigV4Request.builder("PUT", "https://" + AwsChunkedMessage.HOST + "/key");
		for (Field field : theirs.fields()) {
			if (!field.isNamed("authorization") && !field.isNamed("host")) {
				request.header(field.name(), field.value());
			}
		}
		return SigV4Signer.create()
			.sign(request.build(), AwsChunkedMessage.settings(SigningAlgorithm.SIGV4).withAllHeadersExcept(List.of()),
					AwsChunkedMessage.CREDENTIALS, AwsChunkedMessage.NOW)
			.signature();
	}

	@ParameterizedTest
	@MethodSource("payloads")
	void shouldSendAsManyBytesAsAnnounced(SigningAlgorithm algorithm, ChunkedPayload payload) {
		for (int length : new int[] { 0, 1, 15, 16, 255, 4095, 8191, 8192, 8193, 16_383, 16_384, 16_385, 70_000 }) {
			assertThat(ChunkedBodies.encode(encoder(algorithm, payload, SEED), ChunkedBodies.random(length)))
				.as("a body of %d bytes", length)
				.hasSize((int) payload.encodedLength(length, algorithm));
		}
	}

	@Test
	void whenTheBodyComesInSlicesThenTheBytesAreTheSame() {
		ChunkedPayload payload = ChunkedPayload.signed(8 * KIB).withTrailer(TrailerChecksum.CRC64NVME);
		byte[] body = ChunkedBodies.random(50_000);
		byte[] expected = ChunkedBodies.encode(encoder(SigningAlgorithm.SIGV4, payload, SEED), body);
		Random random = new Random(1);
		for (int round = 0; round < 20; round++) {
			ChunkedEncoder encoder = encoder(SigningAlgorithm.SIGV4, payload, SEED);
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			int from = 0;
			while (from < body.length) {
				int length = Math.min(body.length - from, random.nextInt((round < 10) ? 100 : 20_000));
				encoder.update(body, from, length, out::write);
				from += length;
			}
			encoder.finish(out::write);
			assertThat(out.toByteArray()).isEqualTo(expected);
		}
	}

	@Test
	void whenTheBodyIsLargeThenOneChunkIsHeld() {
		ChunkedEncoder encoder = encoder(SigningAlgorithm.SIGV4, ChunkedPayload.signed(8 * KIB), SEED);
		byte[] piece = new byte[1024 * KIB];
		Set<byte[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
		for (int i = 0; i < 16; i++) {
			encoder.update(piece, 0, piece.length, (bytes, offset, length) -> {
				assertThat(length).isLessThan(9 * KIB);
				arrays.add(bytes);
			});
		}
		assertThat(arrays).hasSize(1).allSatisfy((array) -> assertThat(array.length).isLessThan(9 * KIB));
	}

	@Test
	void whenTheSinkFailsThenSoDoesTheEncoder() {
		ChunkedEncoder encoder = encoder(SigningAlgorithm.SIGV4, ChunkedPayload.signed(8 * KIB), SEED);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> encoder.finish((bytes, offset, length) -> {
			throw new IOException("Broken pipe");
		}));
	}

	@Test
	void whenTheBodyHasAnotherLengthThanAnnouncedThenItHasNoEnd() {
		ChunkedPayload payload = ChunkedPayload.signed(8 * KIB);
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		ChunkedEncoder longer = payload.encoder(signed(payload, 10));
		longer.update(new byte[10], 0, 10, out::write);
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> longer.update(new byte[1], 0, 1, out::write))
			.withMessageContaining("more than the 10 bytes");
		assertThatExceptionOfType(SigV4Exception.class).as("also if the first exception was not minded")
			.isThrownBy(() -> longer.finish(out::write));
		ChunkedEncoder shorter = payload.encoder(signed(payload, 10));
		shorter.update(new byte[9], 0, 9, out::write);
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> shorter.finish(out::write))
			.withMessageContaining("has 9 bytes but 10 were announced");
		assertThat(out.size()).isZero();
	}

	@Test
	void whenTheRequestAnnouncesNoLengthThenItIsNoChunkedUpload() {
		SigV4Request request = SigV4Request.builder("PUT", "https://bucket.s3.amazonaws.com/key").build();
		SignedRequest signed = SigV4Signer.create()
			.sign(request, SigningSettings.forService("s3", "us-east-1"), AwsChunkedMessage.CREDENTIALS,
					AwsChunkedMessage.NOW);
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> ChunkedPayload.signed(8 * KIB).encoder(signed))
			.withMessageContaining("X-Amz-Decoded-Content-Length");
	}

	private static SignedRequest signed(ChunkedPayload payload, long length) {
		SigningSettings settings = SigningSettings.forService("s3", "us-east-1");
		SigV4Request.Builder request = SigV4Request.builder("PUT", "https://bucket.s3.amazonaws.com/key");
		payload.headers(length, null, settings.algorithm()).forEach(request::header);
		return SigV4Signer.create()
			.sign(request.build(), settings, AwsChunkedMessage.CREDENTIALS, AwsChunkedMessage.NOW);
	}

	@Test
	void whenTheBodyIsFinishedThenItStaysSo() {
		ChunkedEncoder encoder = encoder(SigningAlgorithm.SIGV4, ChunkedPayload.signed(8 * KIB), SEED);
		ChunkedBodies.encode(encoder, new byte[1]);
		assertThatIllegalStateException()
			.isThrownBy(() -> encoder.update(new byte[1], 0, 1, (bytes, offset, length) -> {
			}));
		assertThatIllegalStateException().isThrownBy(() -> encoder.finish((bytes, offset, length) -> {
		}));
	}

}
