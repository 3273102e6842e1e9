package io.github.sigv4.test;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.sigv4.ChunkedEncoder;
import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.SigningAlgorithm;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.TrailerChecksum;
import io.github.sigv4.Verification.Outcome;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.test.RawClient.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link VerifyingServer} and uploads that are {@code aws-chunked}. The errors are
 * written out as S3 answers them.
 */
@Timeout(30)
class ChunkedUploadTests {

	private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");

	private static final SigV4Credentials CREDENTIALS = SigV4Credentials.of("AKIDEXAMPLE",
			"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

	private static final SigningSettings SETTINGS = SigningSettings.forService("s3", "eu-west-1");

	@ParameterizedTest
	@CsvSource({ "true, ''", "true, CRC32", "true, SHA256", "false, CRC32", "false, SHA1" })
	void shouldAcceptAndDecode(boolean signed, String checksum) throws Exception {
		byte[] body = new byte[300_000];
		new Random(1).nextBytes(body);
		try (VerifyingServer server = server("s3").start(); RawClient client = new RawClient(server)) {
			ChunkedSdkUpload upload = ChunkedSdkUpload.of(server, "s3", CREDENTIALS, NOW, body, signed, checksum);
			client.send(upload.wire());
			assertThat(client.read().status()).isEqualTo(200);
			assertThat(server.requests()).singleElement().satisfies((request) -> {
				assertThat(request.verification().outcome()).isEqualTo(Outcome.VERIFIED);
				assertThat(request.body()).isEqualTo(body);
				assertThat(request.bodyLength()).isEqualTo(300_000);
				assertThat(request.bodyHash()).isEqualTo(PayloadHash.of(body));
			});
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					data      | 403 | SignatureDoesNotMatch | The request signature we calculated does not match the signature you provided. Check your key and signing method.
					signature | 403 | SignatureDoesNotMatch | The request signature we calculated does not match the signature you provided. Check your key and signing method.
					size      | 400 | IncompleteBody        | The request body terminated unexpectedly
					cut       | 400 | IncompleteBody        | The request body terminated unexpectedly
					more      | 400 | IncompleteBody        | The request body terminated unexpectedly
					missing   | 400 | MalformedTrailerError | The request contained trailing data that was not well-formed or did not conform to our published schema.
					value     | 400 | BadDigest             | The CRC32 you specified did not match the calculated checksum.
					small     | 403 | InvalidChunkSizeError | Only the last chunk is allowed to have a size less than 8192 bytes
					""")
	void shouldRefuseAsS3Does(String damage, int status, String code, String message) throws Exception {
		boolean signed = damage.equals("data") || damage.equals("signature");
		byte[] body = "content".getBytes(StandardCharsets.US_ASCII);
		ChunkedPayload payload = signed ? ChunkedPayload.signed(8192)
				: ChunkedPayload.unsigned(8192, TrailerChecksum.CRC32);
		try (VerifyingServer server = server("s3").start(); RawClient client = new RawClient(server)) {
			Upload upload = Upload.of(server, payload, payload.headers(7, null, SigningAlgorithm.SIGV4));
			String encoded = upload.encode(body);
			client.send(upload.wire(switch (damage) {
				case "data" -> encoded.replace("content", "Content");
				case "signature" -> encoded.replaceFirst("chunk-signature=.{8}", "chunk-signature=00000000");
				case "size" -> encoded.replaceFirst("7", "8");
				case "cut" -> encoded.substring(0, encoded.length() - 2);
				case "more" -> encoded + "\r\n";
				case "missing" -> encoded.replaceFirst("x-amz-checksum-crc32:[^\r]*\r\n", "");
				case "value" -> encoded.replaceFirst("crc32:.", "crc32:-");
				case "small" -> encoded.replace("7\r\ncontent", "3\r\ncon\r\n4\r\ntent");
				default -> throw new IllegalArgumentException(damage);
			}));
			Answer answer = client.read();
			assertThat(answer.status()).isEqualTo(status);
			assertThat(answer.body()).contains("<Code>" + code + "</Code><Message>" + message + "</Message>");
			if (signed) {
				assertThat(answer.body()).contains("<StringToSign>AWS4-HMAC-SHA256-PAYLOAD\n20150830T123600Z\n")
					.contains("<CanonicalRequest>PUT\n/key\n")
					.doesNotContain("<SignatureProvided>");
			}
			client.send(upload.wire(encoded));
			assertThat(client.read().status()).isEqualTo(200);
		}
	}

	@Test
	void shouldDecodeWhatComesInPiecesOfHttp() throws Exception {
		byte[] body = new byte[20_000];
		new Random(1).nextBytes(body);
		ChunkedPayload payload = ChunkedPayload.signed(8192).withTrailer(TrailerChecksum.SHA256);
		try (VerifyingServer server = server("s3").start(); RawClient client = new RawClient(server)) {
			Upload upload = Upload.of(server, payload, payload.headers(body.length, null, SigningAlgorithm.SIGV4));
			String encoded = upload.encode(body);
			StringBuilder pieces = new StringBuilder();
			for (int from = 0; from < encoded.length(); from += 999) {
				String piece = encoded.substring(from, Math.min(from + 999, encoded.length()));
				pieces.append(Integer.toHexString(piece.length())).append("\r\n").append(piece).append("\r\n");
			}
			client.send((upload.head + "Transfer-Encoding: chunked\r\n\r\n" + pieces + "0\r\n\r\n")
				.getBytes(StandardCharsets.ISO_8859_1));
			assertThat(client.read().status()).isEqualTo(200);
			assertThat(server.requests()).singleElement()
				.satisfies((request) -> assertThat(request.body()).isEqualTo(body));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			X-Amz-Decoded-Content-Length | 411 | MissingContentLength | You must provide the Content-Length HTTP header.
			X-Amz-Trailer                | 400 | MalformedTrailerError | The request contained trailing data
			""")
	void whenAHeaderIsMissingThenItIsRefusedAsS3Does(String name, int status, String code, String message)
			throws Exception {
		ChunkedPayload payload = ChunkedPayload.signed(8192).withTrailer(TrailerChecksum.CRC64NVME);
		Map<String, String> headers = payload.headers(0, null, SigningAlgorithm.SIGV4);
		headers.remove(name);
		try (VerifyingServer server = server("s3").start(); RawClient client = new RawClient(server)) {
			Upload upload = Upload.of(server, payload, headers);
			client.send(upload.wire(upload.encode(new byte[0])));
			Answer answer = client.read();
			assertThat(answer.status()).isEqualTo(status);
			assertThat(answer.body()).contains("<Code>" + code + "</Code><Message>" + message);
		}
	}

	/** Also where SigV4A has no region in its scope. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			s3          | AuthorizationHeaderMalformed | the region 'us-*' is wrong; expecting 'eu-west-1'
			execute-api | InvalidSignatureException    | Credential should be scoped to a valid region, not 'us-*'.
			""")
	void whenTheRegionSetIsAnotherThenTheAnswerSaysSo(String service, String code, String message) throws Exception {
		try (VerifyingServer server = server(service).start(); RawClient client = new RawClient(server)) {
			SigV4Request request = SigV4Request.builder("GET", server.uri().resolve("/key")).build();
			StringBuilder head = new StringBuilder("GET /key HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n");
			SigV4Signer.create()
				.sign(request, SigningSettings.forService(service, "*").withRegionSet(List.of("us-*")), CREDENTIALS,
						NOW)
				.forEachHeader((name, value) -> head.append(name + ": " + value + "\r\n"));
			client.send((head + "\r\n").getBytes(StandardCharsets.US_ASCII));
			Answer answer = client.read();
			assertThat(answer.headers() + answer.body()).contains(code).contains(message);
		}
	}

	@Test
	void whenTheServiceIsAnotherThenTheErrorIsItsOwn() throws Exception {
		byte[] body = "content".getBytes(StandardCharsets.US_ASCII);
		try (VerifyingServer server = server("execute-api").start(); RawClient client = new RawClient(server)) {
			ChunkedSdkUpload upload = ChunkedSdkUpload.of(server, "execute-api", CREDENTIALS, NOW, body, false,
					"CRC32");
			client.send(new ChunkedSdkUpload(upload.headers(), upload.encoded().replaceFirst("7", "8")).wire());
			Answer answer = client.read();
			assertThat(answer.status()).isEqualTo(403);
			assertThat(answer.headers()).containsEntry("x-amzn-errortype", "InvalidSignatureException");
			assertThat(answer.body()).isEqualTo(
					"{\"message\":\"The provided 'x-amz-content-sha256' header does not match what was computed.\"}");
		}
	}

	@Test
	void whenHeadersAreRefusedThenTheBodyIsAsItWasSent() throws Exception {
		byte[] body = "content".getBytes(StandardCharsets.US_ASCII);
		try (VerifyingServer server = server("s3").start(); RawClient client = new RawClient(server)) {
			SigV4Credentials other = SigV4Credentials.of("AKIDEXAMPLE", "another");
			ChunkedSdkUpload upload = ChunkedSdkUpload.of(server, "s3", other, NOW, body, true, "");
			client.send(upload.wire());
			assertThat(client.read().status()).isEqualTo(403);
			assertThat(server.requests()).singleElement()
				.satisfies((request) -> assertThat(request.bodyText()).isEqualTo(upload.encoded()));
		}
	}

	@Test
	void shouldNotHoldLargeBody() throws Exception {
		byte[] piece = new byte[64 * 1024];
		int pieces = 1024;
		long length = (long) pieces * piece.length;
		ChunkedPayload payload = ChunkedPayload.signed(piece.length).withTrailer(TrailerChecksum.CRC32C);
		try (VerifyingServer server = server("s3").start(); RawClient client = new RawClient(server)) {
			Upload upload = Upload.of(server, payload, payload.headers(length, null, SigningAlgorithm.SIGV4));
			client.send(upload.head + "Content-Length: " + payload.encodedLength(length, SigningAlgorithm.SIGV4)
					+ "\r\n\r\n");
			for (int i = 0; i < pieces; i++) {
				upload.encoder.update(piece, 0, piece.length, client::send);
			}
			upload.encoder.finish(client::send);
			assertThat(client.read().status()).isEqualTo(200);
			assertThat(server.requests()).singleElement().satisfies((received) -> {
				assertThat(received.bodyLength()).isEqualTo(length);
				assertThat(received.body()).hasSize(300_000);
			});
			assertThat(allocatedBy("sigv4-test-server-" + server.port())).isBetween(300_000L, 8L * 1024 * 1024);
		}
	}

	private static long allocatedBy(String threadName) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals(threadName))
			.mapToLong((thread) -> threads.getThreadAllocatedBytes(thread.getId()))
			.sum();
	}

	@ParameterizedTest
	@CsvSource({ "TOKEN, 200, ''", "OTHER, 400, InvalidToken" })
	void shouldKnowTheSessionTokenOfS3Express(String token, int status, String code) throws Exception {
		SigV4Credentials session = SigV4Credentials.of("ASIAEXAMPLE", "secret", "TOKEN");
		try (VerifyingServer server = VerifyingServer.builder()
			.credentials(session)
			.service("s3express", "eu-west-1")
			.clock(Clock.fixed(NOW, ZoneOffset.UTC))
			.start()) {
			AwsSdkRequest request = AwsSdkRequest.signed(URI.create(server.uri() + "/key"), "GET",
					Map.of("X-Amz-S3session-Token", token), "", "s3express", "eu-west-1",
					SigV4Credentials.of("ASIAEXAMPLE", "secret"), NOW);
			Answer answer = RawClient.exchange(server, request.wire());
			assertThat(answer.status()).isEqualTo(status);
			assertThat(answer.body()).contains(code).doesNotContain(token.equals("TOKEN") ? "Error" : "OTHER");
		}
	}

	private static VerifyingServer.Builder server(String service) {
		return VerifyingServer.builder()
			.credentials(CREDENTIALS)
			.service(service, "eu-west-1")
			.clock(Clock.fixed(NOW, ZoneOffset.UTC))
			.bodyLimit(300_000);
	}

	/** An upload of ours, whose Content-Length is not signed, so that it can differ. */
	private record Upload(String head, ChunkedEncoder encoder) {

		static Upload of(VerifyingServer server, ChunkedPayload payload, Map<String, String> headers) {
			SigV4Request.Builder request = SigV4Request.builder("PUT", server.uri().resolve("/key"));
			Map<String, String> sent = new LinkedHashMap<>(headers);
			sent.remove("Content-Length");
			sent.forEach(request::header);
			SigV4Signer signer = SigV4Signer.create();
			SignedRequest signed = signer.sign(request.build(), SETTINGS, CREDENTIALS, NOW);
			signed.forEachHeader(sent::put);
			StringBuilder head = new StringBuilder("PUT /key HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n");
			sent.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
			return new Upload(head.toString(),
					payload.encoder(signed.signature(), signer.chunkSigner(SETTINGS, CREDENTIALS, NOW)));
		}

		/** One character for each byte. */
		String encode(byte[] body) {
			ByteArrayOutputStream encoded = new ByteArrayOutputStream();
			this.encoder.update(body, 0, body.length, encoded::write);
			this.encoder.finish(encoded::write);
			return encoded.toString(StandardCharsets.ISO_8859_1);
		}

		byte[] wire(String encoded) {
			return (this.head + "Content-Length: " + encoded.length() + "\r\n\r\n" + encoded)
				.getBytes(StandardCharsets.ISO_8859_1);
		}

	}

}
