package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.crt.auth.signing.AwsSigningUtils;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.differential.ReferenceCurve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@link ChunkSigner}, by AWS's examples and by AWS's Common Runtime.
 */
class ChunkSignerTests {

	private static final SigV4Credentials EXAMPLE = SigV4Credentials.of("AKIAIOSFODNN7EXAMPLE",
			"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

	private static final ChunkSigner EXAMPLE_SIGNER = SigV4Signer.create()
		.chunkSigner(SigningSettings.forService("s3", "us-east-1"), EXAMPLE, Instant.parse("2013-05-24T00:00:00Z"));

	/** The body of both examples. */
	private static final byte[] BODY = "a".repeat(66_560).getBytes(StandardCharsets.US_ASCII);

	private static final String LAST_SIGNATURE = "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992";

	@Test
	void shouldSignTheChunksOfThePublishedExample() {
		SignedChunk first = EXAMPLE_SIGNER.sign("4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
				BODY, 0, 65_536);
		assertThat(first.stringToSign()).isEqualTo("""
				AWS4-HMAC-SHA256-PAYLOAD
				20130524T000000Z
				20130524/us-east-1/s3/aws4_request
				4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9
				e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
				bf718b6f653bebc184e1479f1935b8da974d701b893afcf49e701f3e2f9f9c5a""");
		assertThat(first.signature()).isEqualTo("ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648");
		SignedChunk second = EXAMPLE_SIGNER.sign(first.signature(), BODY, 65_536, 1024);
		assertThat(second.signature()).isEqualTo("0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497");
		SignedChunk last = EXAMPLE_SIGNER.sign(second.signature(), BODY, 0, 0);
		assertThat(last.signature()).isEqualTo("b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9");
	}

	@Test
	void shouldSignTheTrailerOfThePublishedExample() {
		SignedChunk first = EXAMPLE_SIGNER.sign("106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
				BODY, 0, 65_536);
		assertThat(first.signature()).isEqualTo("b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2");
		SignedChunk second = EXAMPLE_SIGNER.sign(first.signature(), BODY, 65_536, 1024);
		assertThat(second.signature()).isEqualTo("1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7");
		SignedChunk last = EXAMPLE_SIGNER.sign(second.signature(), BODY, 0, 0);
		assertThat(last.signature()).isEqualTo(LAST_SIGNATURE);
		SignedChunk trailer = EXAMPLE_SIGNER.signTrailer(last.signature(), Map.of("x-amz-checksum-crc32c", "sOO8/Q=="));
		assertThat(trailer.stringToSign()).isEqualTo("""
				AWS4-HMAC-SHA256-TRAILER
				20130524T000000Z
				20130524/us-east-1/s3/aws4_request
				2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992
				1e376db7e1a34a8ef1c4bcee131a2d60a1cb62503747488624e10995f448d774""");
		assertThat(trailer.signature()).isEqualTo("d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435");
	}

	@Test
	void shouldSignSeveralTrailersByTheirLowerCaseNames() {
		Map<String, String> trailers = new LinkedHashMap<>();
		trailers.put("X-Amz-Meta-B", " b  c ");
		trailers.put("x-amz-checksum-crc32c", "sOO8/Q==");
		trailers.put("X-Amz-Meta-A", "a");
		String signature = EXAMPLE_SIGNER.signTrailer(LAST_SIGNATURE, trailers).signature();
		Map<String, String> sorted = new LinkedHashMap<>();
		sorted.put("x-amz-checksum-crc32c", "sOO8/Q==");
		sorted.put("x-amz-meta-a", "a");
		sorted.put("x-amz-meta-b", "b c");
		assertThat(EXAMPLE_SIGNER.signTrailer(LAST_SIGNATURE, sorted).signature()).isEqualTo(signature);
	}

	@Test
	void whenATrailerIsRepeatedThenItsValuesAreJoinedInOrder() {
		List<Map.Entry<String, String>> trailers = List.of(Map.entry("X-Amz-Meta-A", " b "), Map.entry("x-amz-b", "c"),
				Map.entry("x-amz-meta-a", "a"));
		Map<String, String> joined = Map.of("x-amz-b", "c", "x-amz-meta-a", "b,a");
		assertThat(EXAMPLE_SIGNER.signTrailer(LAST_SIGNATURE, trailers))
			.isEqualTo(EXAMPLE_SIGNER.signTrailer(LAST_SIGNATURE, joined));
	}

	@Test
	void whenAChunkWasHashedBeforeThenItIsSignedAlike() {
		assertThat(EXAMPLE_SIGNER.sign(LAST_SIGNATURE, PayloadHash.of(BODY, 0, 1024)))
			.isEqualTo(EXAMPLE_SIGNER.sign(LAST_SIGNATURE, BODY, 0, 1024));
	}

	@Test
	void whenATrailerHasALineEndThenItIsRefused() {
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> EXAMPLE_SIGNER.signTrailer(LAST_SIGNATURE, Map.of("x-amz-checksum-crc32", "a\r\nb: c")));
	}

	@ParameterizedTest
	@EnumSource
	void shouldAgreeWithTheCommonRuntime(SigningAlgorithm algorithm) {
		ChunkSigner signer = SigV4Signer.create()
			.chunkSigner(AwsChunkedMessage.settings(algorithm), AwsChunkedMessage.CREDENTIALS, AwsChunkedMessage.NOW);
		String previous = "0123456789abcdef".repeat(4);
		for (int length : new int[] { 0, 1, 8192, 100_000 }) {
			byte[] chunk = ChunkedBodies.random(length);
			SignedChunk ours = signer.sign(previous, chunk, 0, length);
			assertAgreed(algorithm, ours, AwsChunkedMessage.chunk(algorithm, chunk, ascii(previous)));
			Map<String, String> trailer = Map.of("x-amz-checksum-sha1", "dGV4dA==", "x-amz-meta-length", "" + length);
			assertAgreed(algorithm, signer.signTrailer(ours.signature(), trailer),
					AwsChunkedMessage.trailer(algorithm, trailer, ascii(ours.signature())));
			previous = ours.signature();
		}
	}

	/** An ECDSA signature is another one each time, so both have to be good. */
	private static void assertAgreed(SigningAlgorithm algorithm, SignedChunk ours, byte[] theirs) {
		if (algorithm == SigningAlgorithm.SIGV4) {
			assertThat(ours.signature()).isEqualTo(new String(theirs, StandardCharsets.US_ASCII));
			return;
		}
		SigV4Credentials credentials = AwsChunkedMessage.CREDENTIALS;
		ReferenceCurve.Point point = ReferenceCurve
			.publicPoint(ReferenceCurve.privateValue(credentials.accessKeyId(), credentials.secretAccessKey()));
		for (byte[] signature : List.of(ascii(ours.signature()), theirs)) {
			assertThat(AwsSigningUtils.verifyRawSha256EcdsaSignature(ascii(ours.stringToSign()), signature,
					point.xHex(), point.yHex()))
				.isTrue();
			byte[] damaged = Arrays.copyOf(signature, signature.length);
			damaged[damaged.length - 1] = (byte) ((damaged[damaged.length - 1] != '0') ? '0' : '1');
			assertThat(AwsSigningUtils.verifyRawSha256EcdsaSignature(ascii(ours.stringToSign()), damaged, point.xHex(),
					point.yHex()))
				.isFalse();
		}
	}

	@Test
	void shouldShowNoSignature() {
		assertThat(EXAMPLE_SIGNER.sign("", BODY, 0, 1)).hasToString("SignedChunk");
		assertThat(EXAMPLE_SIGNER).hasToString("ChunkSigner[20130524/us-east-1/s3/aws4_request]");
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
