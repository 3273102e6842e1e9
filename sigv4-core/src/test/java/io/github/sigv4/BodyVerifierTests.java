package io.github.sigv4;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.sigv4.Verification.Outcome;
import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * {@link BodyVerifier} on AWS's example, on what AWS's own signers send, and on headers
 * that are signed right but do not fit the body.
 */
class BodyVerifierTests {

	private static final int KIB = 1024;

	private static final ByteSink<RuntimeException> NOWHERE = (bytes, offset, length) -> {
	};

	static Stream<Arguments> uploads() {
		List<Arguments> uploads = new ArrayList<>();
		int chunk = AwsChunkedMessage.CHUNK_SIZE;
		for (int length : new int[] { 0, 1, chunk, chunk + 1, 2 * chunk + 7 }) {
			uploads.add(Arguments.of(length, true, null));
			for (TrailerChecksum trailer : TrailerChecksum.values()) {
				uploads.add(Arguments.of(length, true, trailer));
				uploads.add(Arguments.of(length, false, trailer));
			}
		}
		return uploads.stream();
	}

	@ParameterizedTest
	@MethodSource("uploads")
	void shouldAcceptWhatTheSignerForJavaSends(int length, boolean signed, @Nullable TrailerChecksum trailer) {
		byte[] body = ChunkedBodies.random(length);
		accepted(AwsChunkedMessage.ofSdk(body, signed, trailer), body);
	}

	@ParameterizedTest
	@EnumSource
	void shouldAcceptWhatTheCommonRuntimeSends(SigningAlgorithm algorithm) {
		for (int length : new int[] { 0, 1, 8 * KIB - 1, 8 * KIB, 20 * KIB }) {
			byte[] body = ChunkedBodies.random(length);
			accepted(AwsChunkedMessage.ofCrt(algorithm, body, 8 * KIB, null, null), body);
			for (TrailerChecksum trailer : TrailerChecksum.values()) {
				TrailerChecksum.Accumulator checksum = trailer.newAccumulator();
				checksum.update(body, 0, length);
				accepted(AwsChunkedMessage.ofCrt(algorithm, body, 8 * KIB, trailer, checksum.base64()), body);
			}
		}
	}

	private static void accepted(AwsChunkedMessage message, byte[] body) {
		Random random = new Random(body.length);
		for (int i = 0; i < 3; i++) {
			ReceivedUpload received = ReceivedUpload.of(message, random);
			assertThat(received.verification().outcome()).as(received.verification().toString())
				.isEqualTo(Outcome.VERIFIED);
			assertThat(received.verification().stringToSign()).contains("\n20150830T123600Z\n");
			assertThat(received.decoded()).isEqualTo(body);
		}
	}

	/** Amazon S3: including trailing headers, with the signatures that stand there. */
	@Test
	void shouldAcceptThePublishedExample() {
		String body = "a".repeat(66_560);
		String encoded = "10000;chunk-signature=b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2\r\n"
				+ "a".repeat(65_536) + "\r\n"
				+ "400;chunk-signature=1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7\r\n"
				+ "a".repeat(1024) + "\r\n"
				+ "0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n"
				+ "x-amz-checksum-crc32c:sOO8/Q==\r\n"
				+ "x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n";
		SigV4Request request = SigV4Request.forTarget("PUT", "/examplebucket/chunkObject.txt")
			.header("Host", "s3.amazonaws.com")
			.header("x-amz-date", "20130524T000000Z")
			.header("x-amz-storage-class", "REDUCED_REDUNDANCY")
			.header("Authorization",
					"AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
							+ "SignedHeaders=content-encoding;host;x-amz-content-sha256;x-amz-date;"
							+ "x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer, "
							+ "Signature=106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e")
			.header("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")
			.header("Content-Encoding", "aws-chunked")
			.header("x-amz-decoded-content-length", "66560")
			.header("x-amz-trailer", "x-amz-checksum-crc32c")
			.build();
		SigV4Verifier verifier = SigV4Verifier
			.builder((id) -> SigV4Credentials.of(id, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"))
			.build();
		ReceivedUpload received = ReceivedUpload.of(verifier, request, ascii(encoded),
				Instant.parse("2013-05-24T00:00:00Z"), new Random(1));
		assertThat(received.verification().outcome()).as(received.verification().toString())
			.isEqualTo(Outcome.VERIFIED);
		assertThat(received.decoded()).isEqualTo(ascii(body));
	}

	@Test
	void shouldVerifyABodyThatIsPlain() {
		AwsSignedMessage message = AwsSignedMessage.of("PUT", "https://" + AwsChunkedMessage.HOST + "/key", "content")
			.sign("s3", AwsSignedMessage.PERMANENT);
		assertThat(plain(message, "content")).isEqualTo(Outcome.VERIFIED);
		assertThat(plain(message, "Content")).isEqualTo(Outcome.PAYLOAD_MISMATCH);
		assertThat(plain(message.withTarget("/other"), "content")).isEqualTo(Outcome.SIGNATURE_MISMATCH);
		assertThat(plain(message.without("authorization"), "content")).isEqualTo(Outcome.MISSING_AUTHENTICATION);
	}

	/** Whatever the outcome, the body is handed on and hashed. */
	private static Outcome plain(AwsSignedMessage message, String body) {
		SigV4Request.Builder request = SigV4Request.forTarget(message.method(), message.target());
		message.fields().forEach((field) -> request.header(field.name(), field.value()));
		BodyVerifier verifier = ReceivedUpload.verifier(AwsSignedMessage.PERMANENT)
			.bodyVerifier(request.build(), AwsSignedMessage.NOW);
		ByteArrayOutputStream handedOn = new ByteArrayOutputStream();
		for (byte value : ascii(body)) {
			verifier.update(new byte[] { 0, value, 0 }, 1, 1, handedOn::write);
		}
		assertThat(verifier.hash()).isNull();
		Outcome outcome = verifier.finish().outcome();
		assertThat(handedOn.toString(StandardCharsets.US_ASCII)).isEqualTo(body);
		assertThat(verifier.decodedLength()).isEqualTo(body.length());
		assertThat(verifier.hash()).isEqualTo(PayloadHash.of(ascii(body)));
		return outcome;
	}

	@Test
	void whenOneHashIsToVerifyABodyInChunksThenTheOtherMethodIsNamed() {
		AwsChunkedMessage message = AwsChunkedMessage.ofSdk(new byte[10], true, null);
		Verification verification = ReceivedUpload.verifier(AwsChunkedMessage.CREDENTIALS)
			.verify(message.request(), PayloadHash.of(message.encoded()), AwsChunkedMessage.NOW);
		assertThat(verification.outcome()).isEqualTo(Outcome.PAYLOAD_MISMATCH);
		assertThat(verification.message()).contains("SigV4Verifier.bodyVerifier");
	}

	/** Headers that are signed as they are here, and what is wrong with them. */
	static Stream<Arguments> headers() {
		ChunkedPayload plain = ChunkedPayload.signed(8 * KIB);
		ChunkedPayload trailing = plain.withTrailer(TrailerChecksum.CRC32);
		ChunkedPayload unsigned = ChunkedPayload.unsigned(8 * KIB, TrailerChecksum.CRC32);
		List<Arguments> headers = new ArrayList<>();
		for (ChunkedPayload payload : List.of(plain, trailing, unsigned)) {
			headers.add(Arguments.of(payload, "X-Amz-Decoded-Content-Length", "10000", Outcome.VERIFIED));
			headers.add(Arguments.of(payload, "Content-Encoding", "AWS-Chunked , gzip", Outcome.VERIFIED));
			headers.add(Arguments.of(payload, "Content-Encoding", "gzip,aws-chunked", Outcome.VERIFIED));
			for (String length : new String[] { "9999", "10001", "0", "-1", "", "10000,10000", "10000|10000", "1e4",
					"1" + "0".repeat(18) }) {
				headers.add(Arguments.of(payload, "X-Amz-Decoded-Content-Length", length, Outcome.MALFORMED_PAYLOAD));
			}
			headers.add(Arguments.of(payload, "X-Amz-Decoded-Content-Length", null, Outcome.MALFORMED_PAYLOAD));
			// Not every client of AWS says so
			headers.add(Arguments.of(payload, "Content-Encoding", null, Outcome.VERIFIED));
			headers.add(Arguments.of(payload, "Content-Encoding", "gzip", Outcome.VERIFIED));
			headers.add(Arguments.of(payload, "X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD", Outcome.MALFORMED_PAYLOAD));
			headers.add(Arguments.of(payload, "X-Amz-Trailer", "x-amz-checksum-sha1", Outcome.MALFORMED_TRAILER));
			headers.add(Arguments.of(payload, "X-Amz-Trailer", "", Outcome.MALFORMED_TRAILER));
			headers.add(Arguments.of(payload, "X-Amz-Content-Sha256", "STREAMING-UNSIGNED-PAYLOAD",
					Outcome.PAYLOAD_MISMATCH));
			headers.add(Arguments.of(payload, "X-Amz-Content-Sha256", "STREAMING-AWS4-HMAC-SHA256-EVENTS",
					Outcome.PAYLOAD_MISMATCH));
			headers.add(Arguments.of(payload, "X-Amz-Content-Sha256",
					"STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD" + ((payload == plain) ? "" : "-TRAILER"),
					Outcome.PAYLOAD_MISMATCH));
		}
		for (ChunkedPayload payload : List.of(trailing, unsigned)) {
			headers.add(Arguments.of(payload, "X-Amz-Trailer", " X-AMZ-Checksum-CRC32 ", Outcome.VERIFIED));
			for (String trailer : new String[] { null, "x-amz-checksum-crc32,x-amz-checksum-crc32",
					"x-amz-checksum-crc32,x-amz-checksum-sha1", "x-amz-checksum-crc32,x-amz-meta-a",
					"x-amz-checksum-crc32,", "x-amz-trailer-signature" }) {
				headers.add(Arguments.of(payload, "X-Amz-Trailer", trailer, Outcome.MALFORMED_TRAILER));
			}
		}
		headers.add(Arguments.of(plain, "X-Amz-Content-Sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
				Outcome.MALFORMED_TRAILER));
		headers.add(Arguments.of(plain, "X-Amz-Content-Sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
				Outcome.MALFORMED_TRAILER));
		headers.add(Arguments.of(trailing, "X-Amz-Content-Sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
				Outcome.MALFORMED_TRAILER));
		headers.add(Arguments.of(unsigned, "X-Amz-Content-Sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
				Outcome.MALFORMED_PAYLOAD));
		return headers.stream();
	}

	@ParameterizedTest
	@MethodSource("headers")
	void whenAHeaderIsAnotherThenItCounts(ChunkedPayload payload, String name, @Nullable String value,
			Outcome outcome) {
		byte[] body = ChunkedBodies.random(10_000);
		Upload upload = Upload.of(payload, body.length, (headers) -> {
			headers.remove(name);
			if (value != null) {
				headers.put(name, value);
			}
			return headers;
		});
		ReceivedUpload received = upload.receive(ChunkedBodies.encode(upload.encoder, body));
		assertThat(received.verification().outcome()).as(received.verification().toString()).isEqualTo(outcome);
		if (outcome != Outcome.VERIFIED) {
			assertThat(received.verification().message()).isNotEmpty();
		}
	}

	@Test
	void whenTheServiceTakesNoChunksThenTheBodyIsAnother() {
		ChunkedPayload payload = ChunkedPayload.signed(8 * KIB);
		SigningSettings settings = SigningSettings.forService("execute-api", AwsChunkedMessage.REGION);
		SigV4Request.Builder request = SigV4Request.builder("PUT", "https://" + AwsChunkedMessage.HOST + "/key");
		payload.headers(0, null, settings.algorithm()).forEach(request::header);
		SignedRequest signed = SigV4Signer.create()
			.sign(request.build(), settings, AwsChunkedMessage.CREDENTIALS, AwsChunkedMessage.NOW);
		signed.forEachHeader(request::header);
		BodyVerifier body = SigV4Verifier.builder((id) -> AwsChunkedMessage.CREDENTIALS)
			.build()
			.bodyVerifier(request.build(), AwsChunkedMessage.NOW);
		payload.encoder(signed).finish((bytes, offset, length) -> body.update(bytes, offset, length, NOWHERE));
		assertThat(body.finish().outcome()).isEqualTo(Outcome.PAYLOAD_MISMATCH);
	}

	@Test
	void whenSomethingIsWrongThenThatIsKnownBeforeTheEnd() {
		byte[] bytes = ChunkedBodies.random(20_000);
		Upload upload = Upload.of(ChunkedPayload.signed(8 * KIB), bytes.length, (headers) -> headers);
		byte[] encoded = ChunkedBodies.encode(upload.encoder, bytes);
		BodyVerifier body = upload.verifier.bodyVerifier(upload.request, AwsChunkedMessage.NOW);
		assertThat(body.refusal()).isNull();
		body.update(encoded, 0, 9000, NOWHERE);
		assertThat(body.refusal()).isNull();
		encoded[9001] ^= 1;
		body.update(encoded, 9000, 9000, NOWHERE);
		assertThat(body.refusal()).isNotNull().returns(Outcome.SIGNATURE_MISMATCH, Verification::outcome);
		assertThat(body.refusal().stringToSign()).startsWith("AWS4-HMAC-SHA256-PAYLOAD\n");
		SigV4Request unsigned = SigV4Request.builder("PUT", "https://" + AwsChunkedMessage.HOST + "/key").build();
		BodyVerifier refused = upload.verifier.bodyVerifier(unsigned, AwsChunkedMessage.NOW);
		assertThat(refused.refusal()).isNotNull().returns(Outcome.MISSING_AUTHENTICATION, Verification::outcome);
		assertThat(refused.finish()).isSameAs(refused.refusal());
	}

	@Test
	void whenASignatureIsNothingButPaddingThenItIsRefused() {
		AwsChunkedMessage message = AwsChunkedMessage.ofCrt(SigningAlgorithm.SIGV4A, new byte[10], 8 * KIB, null, null);
		String padding = "*".repeat(ChunkedPayload.signatureLength(SigningAlgorithm.SIGV4A));
		byte[] encoded = ascii("a;chunk-signature=" + padding + "\r\n" + "\0".repeat(10) + "\r\n0;chunk-signature="
				+ padding + "\r\n\r\n");
		ReceivedUpload received = ReceivedUpload.of(ReceivedUpload.verifier(AwsChunkedMessage.CREDENTIALS),
				message.request(), encoded, AwsChunkedMessage.NOW, new Random(1));
		assertThat(received.verification().outcome()).isEqualTo(Outcome.SIGNATURE_MISMATCH);
		assertThat(received.verification().message()).contains("chunk 1");
	}

	@Test
	void whenMoreComesThanAnnouncedThenItIsNotHandedOn() {
		Upload upload = Upload.of(ChunkedPayload.signed(8 * KIB), 10_000, (headers) -> headers);
		ReceivedUpload received = upload.receive(ChunkedBodies.encode(upload.encoder, ChunkedBodies.random(10_001)));
		assertThat(received.verification().outcome()).isEqualTo(Outcome.MALFORMED_PAYLOAD);
		assertThat(received.decoded()).hasSize(8 * KIB);
	}

	@Test
	void whenAChunkBeforeTheLastIsSmallThenItIsRefused() {
		byte[] body = ChunkedBodies.random(16_384);
		for (int size : new int[] { 8191, 8192 }) {
			AwsChunkedMessage message = AwsChunkedMessage.ofCrt(SigningAlgorithm.SIGV4, body, size, null, null);
			Verification verification = ReceivedUpload.of(message, new Random(1)).verification();
			assertThat(verification.outcome()).as(verification.toString())
				.isEqualTo((size < 8192) ? Outcome.CHUNK_TOO_SMALL : Outcome.VERIFIED);
			assertThat(verification.message()).contains((size < 8192) ? "chunk 1 has 8191" : "");
		}
	}

	@Test
	void whenCredentialsAreOthersThenNothingIsDecoded() {
		AwsChunkedMessage message = AwsChunkedMessage.ofSdk(new byte[10], true, TrailerChecksum.SHA1);
		ReceivedUpload received = ReceivedUpload.of(
				ReceivedUpload.verifier(SigV4Credentials.of(AwsChunkedMessage.CREDENTIALS.accessKeyId(), "another")),
				message.request(), message.encoded(), AwsChunkedMessage.NOW, new Random(1));
		assertThat(received.verification().outcome()).isEqualTo(Outcome.SIGNATURE_MISMATCH);
		assertThat(received.verification().stringToSign()).startsWith("AWS4-HMAC-SHA256\n");
		assertThat(received.decoded()).isEqualTo(message.encoded());
	}

	@Test
	void shouldSayWhatIsWrongWithTheAnnouncementOfATrailer() {
		ChunkedPayload trailing = ChunkedPayload.signed(8 * KIB).withTrailer(TrailerChecksum.CRC32);
		assertThat(announced(trailing, null)).isEqualTo("X-Amz-Trailer does not say what follows the chunks");
		assertThat(announced(ChunkedPayload.signed(8 * KIB), "x-amz-checksum-crc32"))
			.isEqualTo("X-Amz-Trailer announces what x-amz-content-sha256 says is not there");
	}

	private static String announced(ChunkedPayload payload, @Nullable String trailer) {
		Upload upload = Upload.of(payload, 1, (headers) -> {
			headers.remove("X-Amz-Trailer");
			if (trailer != null) {
				headers.put("X-Amz-Trailer", trailer);
			}
			return headers;
		});
		return upload.receive(ChunkedBodies.encode(upload.encoder, new byte[1])).verification().message();
	}

	@Test
	void whenAUrlIsPresignedThenItsBodyIsNotInChunks() {
		SigV4Request request = SigV4Request.builder("PUT", "https://" + AwsChunkedMessage.HOST + "/key")
			.header("X-Amz-Content-Sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
			.build();
		SignedRequest signed = SigV4Signer.create()
			.presign(request, AwsChunkedMessage.settings(SigningAlgorithm.SIGV4), AwsChunkedMessage.CREDENTIALS,
					AwsChunkedMessage.NOW, Duration.ofMinutes(1));
		SigV4Request received = SigV4Request.builder("PUT", String.valueOf(signed.presignedUrl()))
			.header("X-Amz-Content-Sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
			.build();
		BodyVerifier body = ReceivedUpload.verifier(AwsChunkedMessage.CREDENTIALS)
			.bodyVerifier(received, AwsChunkedMessage.NOW);
		assertThat(body.finish().outcome()).isEqualTo(Outcome.PAYLOAD_MISMATCH);
	}

	@Test
	void whenAChunkIsLargeThenItIsNotHeld() {
		byte[] piece = new byte[64 * KIB];
		long length = 256L * KIB * KIB;
		Upload upload = Upload.of(ChunkedPayload.signed(8 * KIB), length, (headers) -> headers);
		BodyVerifier body = upload.verifier.bodyVerifier(upload.request, AwsChunkedMessage.NOW);
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
		byte[] line = ascii(Long.toHexString(length) + ";chunk-signature=" + "0".repeat(64) + "\r\n");
		body.update(line, 0, line.length, NOWHERE);
		for (long sent = 0; sent < length; sent += piece.length) {
			body.update(piece, 0, piece.length, NOWHERE);
		}
		long decoded = body.decodedLength();
		body.update(ascii("\r\n"), 0, 2, NOWHERE);
		long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
		assertThat(decoded).isEqualTo(length);
		// Next to nothing of 256 MiB, even where classes are loaded meanwhile
		assertThat(allocated).isLessThan(4 * KIB * KIB);
		assertThat(body.finish().message()).contains("chunk 1 ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0\r\n" })
	void whenALineNeverEndsThenItIsNotHeld(String start) {
		byte[] piece = ascii("a".repeat(64 * KIB));
		Upload upload = Upload.of(ChunkedPayload.unsigned(8 * KIB, TrailerChecksum.SHA1), 0, (headers) -> headers);
		BodyVerifier body = upload.verifier.bodyVerifier(upload.request, AwsChunkedMessage.NOW);
		body.update(ascii(start), 0, start.length(), NOWHERE);
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
		for (int i = 0; i < 256; i++) {
			body.update(piece, 0, piece.length, NOWHERE);
		}
		long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
		assertThat(allocated).isLessThan(2 * KIB * KIB);
		Verification verification = body.finish();
		assertThat(verification.outcome()).isEqualTo(Outcome.MALFORMED_PAYLOAD);
		assertThat(verification.message()).contains("longer than 4096 bytes");
	}

	@Test
	void whenTheSinkFailsThenSoDoesTheVerifier() {
		Upload upload = Upload.of(ChunkedPayload.unsigned(8 * KIB, TrailerChecksum.SHA1), 1, (headers) -> headers);
		BodyVerifier body = upload.verifier.bodyVerifier(upload.request, AwsChunkedMessage.NOW);
		byte[] encoded = ascii("1\r\nx");
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> body.update(encoded, 0, encoded.length, (bytes, offset, length) -> {
				throw new IOException("No space left on device");
			}));
	}

	@Test
	void whenTheBodyIsFinishedThenItStaysSo() {
		Upload upload = Upload.of(ChunkedPayload.unsigned(8 * KIB, TrailerChecksum.SHA1), 1, (headers) -> headers);
		BodyVerifier body = upload.verifier.bodyVerifier(upload.request, AwsChunkedMessage.NOW);
		assertThat(body.finish().outcome()).isEqualTo(Outcome.MALFORMED_PAYLOAD);
		assertThatIllegalStateException().isThrownBy(body::finish);
		assertThatIllegalStateException().isThrownBy(() -> body.update(new byte[1], 0, 1, NOWHERE));
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Headers that we sign, since AWS's signers do not sign such ones; "|" stands between
	 * two fields.
	 */
	private record Upload(SigV4Verifier verifier, SigV4Request request, ChunkedEncoder encoder) {

		static Upload of(ChunkedPayload payload, long length, UnaryOperator<Map<String, String>> change) {
			SigningSettings settings = AwsChunkedMessage.settings(SigningAlgorithm.SIGV4);
			SigV4Request.Builder request = SigV4Request.builder("PUT", "https://" + AwsChunkedMessage.HOST + "/key");
			change.apply(payload.headers(length, null, SigningAlgorithm.SIGV4)).forEach((name, value) -> {
				for (String field : value.split("[|]", -1)) {
					request.header(name, field);
				}
			});
			SigV4Signer signer = SigV4Signer.create();
			SignedRequest signed = signer.sign(request.build(), settings, AwsChunkedMessage.CREDENTIALS,
					AwsChunkedMessage.NOW);
			signed.forEachHeader(request::header);
			return new Upload(ReceivedUpload.verifier(AwsChunkedMessage.CREDENTIALS), request.build(),
					payload.encoder(signed.signature(),
							signer.chunkSigner(settings, AwsChunkedMessage.CREDENTIALS, AwsChunkedMessage.NOW)));
		}

		ReceivedUpload receive(byte[] encoded) {
			return ReceivedUpload.of(this.verifier, this.request, encoded, AwsChunkedMessage.NOW, new Random(1));
		}

	}

}
