package io.github.sigv4;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@link ChunkedPayload}: what stands for the body, its headers and its length.
 */
class ChunkedPayloadTests {

	private static final int KIB = 1024;

	@Test
	void shouldNameEachWayOfSending() {
		ChunkedPayload signed = ChunkedPayload.signed(64 * KIB);
		ChunkedPayload trailer = signed.withTrailer(TrailerChecksum.CRC32);
		ChunkedPayload unsigned = ChunkedPayload.unsigned(64 * KIB, TrailerChecksum.CRC32);
		assertThat(signed.payloadHash(SigningAlgorithm.SIGV4)).hasToString("STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
		assertThat(trailer.payloadHash(SigningAlgorithm.SIGV4))
			.hasToString("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER");
		assertThat(signed.payloadHash(SigningAlgorithm.SIGV4A)).hasToString("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD");
		assertThat(trailer.payloadHash(SigningAlgorithm.SIGV4A))
			.hasToString("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER");
		assertThat(unsigned.payloadHash(SigningAlgorithm.SIGV4)).hasToString("STREAMING-UNSIGNED-PAYLOAD-TRAILER");
		assertThat(unsigned.payloadHash(SigningAlgorithm.SIGV4A)).hasToString("STREAMING-UNSIGNED-PAYLOAD-TRAILER");
	}

	@Test
	void shouldKnowTheLengthOfThePublishedExamples() {
		ChunkedPayload payload = ChunkedPayload.signed(64 * KIB);
		assertThat(payload.encodedLength(66_560, SigningAlgorithm.SIGV4)).isEqualTo(66_824);
		assertThat(payload.withTrailer(TrailerChecksum.CRC32C).encodedLength(66_560, SigningAlgorithm.SIGV4))
			.isEqualTo(66_946);
	}

	@Test
	void shouldKnowTheLengthOfWhatNoMemoryHolds() {
		long chunks = 1L << 24;
		assertThat(ChunkedPayload.signed(64 * KIB).encodedLength(chunks * 64 * KIB, SigningAlgorithm.SIGV4))
			.isEqualTo(chunks * (5 + 17 + 64 + 2 + 64 * KIB + 2) + 1 + 17 + 64 + 2 + 2);
	}

	@Test
	void shouldGiveTheHeadersToSign() {
		ChunkedPayload payload = ChunkedPayload.signed(64 * KIB).withTrailer(TrailerChecksum.CRC32C);
		assertThat(payload.headers(66_560, null, SigningAlgorithm.SIGV4)).containsOnly(
				entry("Content-Encoding", "aws-chunked"), entry("Content-Length", "66946"),
				entry("X-Amz-Decoded-Content-Length", "66560"), entry("X-Amz-Trailer", "x-amz-checksum-crc32c"),
				entry("X-Amz-Content-Sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"));
		assertThat(ChunkedPayload.signed(64 * KIB).headers(1, "gzip", SigningAlgorithm.SIGV4))
			.containsEntry("Content-Encoding", "aws-chunked,gzip")
			.doesNotContainKey("X-Amz-Trailer");
	}

	private static Map.Entry<String, String> entry(String name, String value) {
		return Map.entry(name, value);
	}

	@ParameterizedTest
	@ValueSource(ints = { ChunkedPayload.MIN_CHUNK_SIZE - 1, 0, -1, Integer.MIN_VALUE,
			ChunkedPayload.MAX_CHUNK_SIZE + 1, Integer.MAX_VALUE })
	void whenAChunkIsTooSmallOrTooLargeThenItIsRefused(int chunkSize) {
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> ChunkedPayload.signed(chunkSize))
			.withMessageContaining("chunk size is " + chunkSize);
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> ChunkedPayload.unsigned(chunkSize, TrailerChecksum.SHA1));
	}

	@ParameterizedTest
	@ValueSource(ints = { ChunkedPayload.MIN_CHUNK_SIZE, ChunkedPayload.MAX_CHUNK_SIZE })
	void shouldTakeTheSmallestAndTheLargestChunk(int chunkSize) {
		assertThat(ChunkedPayload.signed(chunkSize).encodedLength(0, SigningAlgorithm.SIGV4)).isEqualTo(86);
	}

	@Test
	void whenTheTrailerIsTakenOffThenThereIsNone() {
		ChunkedPayload payload = ChunkedPayload.signed(64 * KIB).withTrailer(TrailerChecksum.SHA1).withoutTrailer();
		assertThat(payload.headers(1, null, SigningAlgorithm.SIGV4)).doesNotContainKey("X-Amz-Trailer")
			.containsEntry("X-Amz-Content-Sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
		ChunkedPayload unsigned = ChunkedPayload.unsigned(64 * KIB, TrailerChecksum.SHA1);
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(unsigned::withoutTrailer)
			.withMessageContaining("need the checksum");
	}

	@Test
	void whenTheLengthIsNotKnownThenItIsRefused() {
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> ChunkedPayload.signed(64 * KIB).headers(-1, null, SigningAlgorithm.SIGV4))
			.withMessageContaining("has to be known");
	}

}
