package io.github.sigv4.spring.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import software.amazon.awssdk.crt.auth.credentials.Credentials;
import software.amazon.awssdk.crt.auth.signing.AwsSigner;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig.AwsSignatureType;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig.AwsSigningAlgorithm;
import software.amazon.awssdk.crt.checksums.CRC32C;
import software.amazon.awssdk.crt.http.HttpHeader;
import software.amazon.awssdk.crt.http.HttpRequest;
import software.amazon.awssdk.crt.http.HttpRequestBodyStream;

import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Takes an upload in signed chunks with a CRC-32C apart as it was on the wire, and has
 * AWS's Common Runtime sign again its headers, each chunk and the trailer.
 */
public final class ChunkJudge {

	private static final DateTimeFormatter REQUEST_DATE = DateTimeFormatter
		.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private static final Set<String> ADDED = Set.of("x-amz-date", "x-amz-security-token", "x-amz-content-sha256");

	private final WireRequest request;

	private final SigV4Credentials credentials;

	private int at;

	private ChunkJudge(WireRequest request, SigV4Credentials credentials) {
		this.request = request;
		this.credentials = credentials;
	}

	/**
	 * Assert that a request to S3 in us-east-1 is right in each byte.
	 * @param request what was on the wire
	 * @param chunkSize the size of all chunks but the last
	 * @param credentials who has signed
	 * @return the body that was encoded
	 */
	public static byte[] assertUploaded(WireRequest request, int chunkSize, SigV4Credentials credentials) {
		return new ChunkJudge(request, credentials).judge(chunkSize);
	}

	private byte[] judge(int chunkSize) {
		assertThat(this.request.values("Transfer-Encoding")).isEmpty();
		assertThat(this.request.values("Content-Length")).containsExactly(Integer.toString(this.request.body().length));
		assertThat(this.request.value("Content-Encoding")).startsWith("aws-chunked");
		assertThat(this.request.values("X-Amz-Trailer")).containsExactly("x-amz-checksum-crc32c");
		String signature = signatureOfHeaders();
		assertThat(this.request.values("Authorization")).hasSize(1);
		assertThat(this.request.value("Authorization")).endsWith(", Signature=" + signature);
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		byte[] chunk;
		do {
			String[] line = line().split(";chunk-signature=", -1);
			chunk = bytes(Integer.parseInt(line[0], 16));
			assertThat(line[0]).isEqualTo(Integer.toHexString(chunk.length));
			assertThat(chunk.length).isLessThanOrEqualTo(chunkSize);
			signature = signatureOfChunk(chunk, signature);
			assertThat(line[1]).as("signature of the chunk at %d", body.size()).isEqualTo(signature);
			body.writeBytes(chunk);
			if (chunk.length > 0) {
				assertThat(line()).isEmpty();
				assertThat(body.size() % chunkSize).as("only the last chunk is smaller")
					.isEqualTo(chunk.length % chunkSize);
			}
		}
		while (chunk.length > 0);
		String checksum = "x-amz-checksum-crc32c:" + crc32c(body.toByteArray());
		assertThat(line()).isEqualTo(checksum);
		assertThat(line()).isEqualTo("x-amz-trailer-signature:" + signatureOfTrailer(checksum, signature));
		assertThat(line()).isEmpty();
		assertThat(this.at).isEqualTo(this.request.body().length);
		assertThat(this.request.values("X-Amz-Decoded-Content-Length")).containsExactly(Integer.toString(body.size()));
		return body.toByteArray();
	}

	private String signatureOfHeaders() {
		String names = this.request.value("Authorization").replaceAll(".*SignedHeaders=|, Signature=.*", "");
		List<HttpHeader> headers = new ArrayList<>();
		this.request.headers().forEach((header) -> {
			String name = header.getKey().toLowerCase(Locale.ROOT);
			if (List.of(names.split(";", -1)).contains(name) && !ADDED.contains(name)) {
				headers.add(new HttpHeader(header.getKey(), header.getValue()));
			}
		});
		try (AwsSigningConfig config = config(AwsSignatureType.HTTP_REQUEST_VIA_HEADERS)) {
			config.setSignedBodyValue("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER");
			config.setSignedBodyHeader(AwsSigningConfig.AwsSignedBodyHeaderType.X_AMZ_CONTENT_SHA256);
			HttpRequest unsigned = new HttpRequest(this.request.method(), this.request.target(),
					headers.toArray(HttpHeader[]::new), null);
			return ascii(AwsSigner.sign(unsigned, config).join().getSignature());
		}
	}

	private String signatureOfChunk(byte[] chunk, String previous) {
		ByteBuffer remaining = ByteBuffer.wrap(chunk);
		HttpRequestBodyStream stream = new HttpRequestBodyStream() {

			@Override
			public boolean sendRequestBody(ByteBuffer out) {
				int count = Math.min(out.remaining(), remaining.remaining());
				out.put(remaining.slice(remaining.position(), count));
				remaining.position(remaining.position() + count);
				return !remaining.hasRemaining();
			}

			@Override
			public boolean resetPosition() {
				remaining.rewind();
				return true;
			}

			@Override
			public long getLength() {
				return chunk.length;
			}

		};
		try (AwsSigningConfig config = config(AwsSignatureType.HTTP_REQUEST_CHUNK)) {
			return ascii(
					AwsSigner.sign(stream, previous.getBytes(StandardCharsets.US_ASCII), config).join().getSignature());
		}
	}

	private String signatureOfTrailer(String field, String previous) {
		int colon = field.indexOf(':');
		List<HttpHeader> trailer = List.of(new HttpHeader(field.substring(0, colon), field.substring(colon + 1)));
		try (AwsSigningConfig config = config(AwsSignatureType.HTTP_REQUEST_TRAILING_HEADERS)) {
			return ascii(AwsSigner.sign(trailer, previous.getBytes(StandardCharsets.US_ASCII), config)
				.join()
				.getSignature());
		}
	}

	private AwsSigningConfig config(AwsSignatureType type) {
		AwsSigningConfig config = new AwsSigningConfig();
		config.setSignatureType(type);
		config.setAlgorithm(AwsSigningAlgorithm.SIGV4);
		config.setRegion("us-east-1");
		config.setService("s3");
		config.setTime(Instant.from(REQUEST_DATE.parse(this.request.value("X-Amz-Date"))).toEpochMilli());
		String token = this.credentials.sessionToken();
		config.setCredentials(new Credentials(this.credentials.accessKeyId().getBytes(StandardCharsets.US_ASCII),
				this.credentials.secretAccessKey().getBytes(StandardCharsets.US_ASCII),
				(token != null) ? token.getBytes(StandardCharsets.US_ASCII) : null));
		config.setUseDoubleUriEncode(false);
		config.setShouldNormalizeUriPath(false);
		return config;
	}

	private static String crc32c(byte[] body) {
		CRC32C checksum = new CRC32C();
		checksum.update(body, 0, body.length);
		return Base64.getEncoder().encodeToString(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
	}

	private static String ascii(byte[] bytes) {
		return new String(bytes, StandardCharsets.US_ASCII);
	}

	private String line() {
		byte[] body = this.request.body();
		int from = this.at;
		while (body[this.at] != '\r') {
			this.at++;
		}
		assertThat(body[this.at + 1]).isEqualTo((byte) '\n');
		this.at += 2;
		return new String(body, from, this.at - 2 - from, StandardCharsets.US_ASCII);
	}

	private byte[] bytes(int count) {
		byte[] bytes = Arrays.copyOfRange(this.request.body(), this.at, this.at + count);
		this.at += count;
		return bytes;
	}

}
