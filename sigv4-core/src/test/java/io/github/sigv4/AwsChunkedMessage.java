package io.github.sigv4;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.crt.auth.credentials.Credentials;
import software.amazon.awssdk.crt.auth.signing.AwsSigner;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig.AwsSignatureType;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig.AwsSignedBodyHeaderType;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig.AwsSigningAlgorithm;
import software.amazon.awssdk.crt.http.HttpHeader;
import software.amazon.awssdk.crt.http.HttpRequest;
import software.amazon.awssdk.crt.http.HttpRequestBodyStream;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import io.github.sigv4.AwsSignedMessage.Field;
import io.github.sigv4.credentials.SigV4Credentials;

/**
 * An upload to S3 whose body AWS's own signers sent as {@code aws-chunked}.
 */
final class AwsChunkedMessage {

	static final Instant NOW = AwsSignedMessage.NOW;

	static final SigV4Credentials CREDENTIALS = AwsSignedMessage.PERMANENT;

	static final String REGION = "eu-west-1";

	static final String HOST = "bucket.s3.eu-west-1.amazonaws.com";

	/** The size that the signer for Java has built in. */
	static final int CHUNK_SIZE = 128 * 1024;

	private final List<Field> fields;

	private final byte[] encoded;

	AwsChunkedMessage(List<Field> fields, byte[] encoded) {
		this.fields = fields;
		this.encoded = encoded;
	}

	/** By the signer for Java. */
	static AwsChunkedMessage ofSdk(byte[] body, boolean signed, @Nullable TrailerChecksum trailer) {
		SdkHttpRequest request = SdkHttpRequest.builder()
			.method(SdkHttpMethod.PUT)
			.uri(URI.create("https://" + HOST + "/key"))
			.putHeader("Content-Length", Integer.toString(body.length))
			.build();
		SignRequest.Builder<AwsCredentialsIdentity> builder = SignRequest
			.builder(AwsCredentialsIdentity.create(CREDENTIALS.accessKeyId(), CREDENTIALS.secretAccessKey()))
			.request(request)
			.payload(() -> new ByteArrayInputStream(body))
			.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
			.putProperty(AwsV4HttpSigner.REGION_NAME, REGION)
			.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
			.putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
			.putProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, true)
			.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, signed)
			.putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC));
		if (trailer != null) {
			builder.putProperty(AwsV4FamilyHttpSigner.CHECKSUM_ALGORITHM,
					DefaultChecksumAlgorithm.fromValue(trailer.name()));
		}
		software.amazon.awssdk.http.auth.spi.signer.SignedRequest result = AwsV4HttpSigner.create()
			.sign(builder.build());
		List<Field> fields = new ArrayList<>();
		result.request().forEachHeader((name, values) -> values.forEach((value) -> fields.add(new Field(name, value))));
		try {
			return new AwsChunkedMessage(fields, result.payload().orElseThrow().newStream().readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** By the Common Runtime, which signs each chunk for itself. */
	static AwsChunkedMessage ofCrt(SigningAlgorithm algorithm, byte[] body, int chunkSize,
			@Nullable TrailerChecksum trailer, @Nullable String trailerValue) {
		List<HttpHeader> headers = new ArrayList<>(
				List.of(new HttpHeader("Host", HOST), new HttpHeader("Content-Encoding", "aws-chunked"),
						new HttpHeader("x-amz-decoded-content-length", Integer.toString(body.length))));
		if (trailer != null) {
			headers.add(new HttpHeader("x-amz-trailer", trailer.headerName()));
		}
		try (AwsSigningConfig config = config(algorithm)) {
			config.setSignatureType(AwsSignatureType.HTTP_REQUEST_VIA_HEADERS);
			config
				.setSignedBodyValue("STREAMING-" + algorithm.id() + "-PAYLOAD" + ((trailer != null) ? "-TRAILER" : ""));
			config.setSignedBodyHeader(AwsSignedBodyHeaderType.X_AMZ_CONTENT_SHA256);
			HttpRequest request = new HttpRequest("PUT", "/key", headers.toArray(HttpHeader[]::new), null);
			var result = AwsSigner.sign(request, config).join();
			List<Field> fields = new ArrayList<>();
			result.getSignedRequest()
				.getHeaders()
				.forEach((header) -> fields.add(new Field(header.getName(), header.getValue())));
			return new AwsChunkedMessage(fields,
					encode(algorithm, body, chunkSize, result.getSignature(), trailer, trailerValue));
		}
	}

	private static byte[] encode(SigningAlgorithm algorithm, byte[] body, int chunkSize, byte[] seed,
			@Nullable TrailerChecksum trailer, @Nullable String trailerValue) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		byte[] previous = seed;
		for (int from = 0; from <= body.length; from += chunkSize) {
			byte[] chunk = Arrays.copyOfRange(body, from, Math.min(from + chunkSize, body.length));
			if (chunk.length > 0) {
				previous = chunk(algorithm, chunk, previous);
				write(out,
						Integer.toHexString(chunk.length) + ";chunk-signature=" + padded(algorithm, previous) + "\r\n");
				out.writeBytes(chunk);
				write(out, "\r\n");
			}
		}
		previous = chunk(algorithm, new byte[0], previous);
		write(out, "0;chunk-signature=" + padded(algorithm, previous) + "\r\n");
		if (trailer != null) {
			write(out, trailer.headerName() + ":" + trailerValue + "\r\n");
			byte[] signature = trailer(algorithm, Map.of(trailer.headerName(), String.valueOf(trailerValue)), previous);
			write(out, "x-amz-trailer-signature:" + padded(algorithm, signature) + "\r\n");
		}
		write(out, "\r\n");
		return out.toByteArray();
	}

	/** The signature of a chunk by the Common Runtime. */
	static byte[] chunk(SigningAlgorithm algorithm, byte[] chunk, byte[] previous) {
		ByteBuffer remaining = ByteBuffer.wrap(chunk);
		HttpRequestBodyStream stream = new HttpRequestBodyStream() {

			@Override
			public boolean sendRequestBody(ByteBuffer out) {
				while (out.hasRemaining() && remaining.hasRemaining()) {
					out.put(remaining.get());
				}
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
		try (AwsSigningConfig config = config(algorithm)) {
			config.setSignatureType(AwsSignatureType.HTTP_REQUEST_CHUNK);
			return AwsSigner.sign(stream, previous, config).join().getSignature();
		}
	}

	/** The signature of a trailer by the Common Runtime. */
	static byte[] trailer(SigningAlgorithm algorithm, Map<String, String> trailer, byte[] previous) {
		List<HttpHeader> headers = new ArrayList<>();
		trailer.forEach((name, value) -> headers.add(new HttpHeader(name, value)));
		try (AwsSigningConfig config = config(algorithm)) {
			config.setSignatureType(AwsSignatureType.HTTP_REQUEST_TRAILING_HEADERS);
			return AwsSigner.sign(headers, previous, config).join().getSignature();
		}
	}

	private static AwsSigningConfig config(SigningAlgorithm algorithm) {
		boolean asymmetric = algorithm == SigningAlgorithm.SIGV4A;
		AwsSigningConfig config = new AwsSigningConfig();
		config.setAlgorithm(asymmetric ? AwsSigningAlgorithm.SIGV4_ASYMMETRIC : AwsSigningAlgorithm.SIGV4);
		config.setRegion(asymmetric ? "*" : REGION);
		config.setService("s3");
		config.setTime(NOW.toEpochMilli());
		config.setCredentials(
				new Credentials(ascii(CREDENTIALS.accessKeyId()), ascii(CREDENTIALS.secretAccessKey()), null));
		config.setUseDoubleUriEncode(false);
		config.setShouldNormalizeUriPath(false);
		return config;
	}

	private static String padded(SigningAlgorithm algorithm, byte[] signature) {
		String text = new String(signature, StandardCharsets.US_ASCII);
		return text + "*".repeat(((algorithm == SigningAlgorithm.SIGV4A) ? 144 : 64) - text.length());
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private static void write(ByteArrayOutputStream out, String text) {
		out.writeBytes(ascii(text));
	}

	/** The settings by which both sign. */
	static SigningSettings settings(SigningAlgorithm algorithm) {
		SigningSettings settings = SigningSettings.forService("s3", REGION);
		return (algorithm == SigningAlgorithm.SIGV4A) ? settings.withRegionSet(List.of("*")) : settings;
	}

	List<Field> fields() {
		return this.fields;
	}

	/** The body on the wire. */
	byte[] encoded() {
		return this.encoded;
	}

	@Nullable String value(String name) {
		return this.fields.stream().filter((field) -> field.isNamed(name)).map(Field::value).findFirst().orElse(null);
	}

	/** The signature of the headers. */
	String seed() {
		return String.valueOf(value("authorization")).replaceAll(".*Signature=", "");
	}

	/** The request as it was received. */
	SigV4Request request() {
		SigV4Request.Builder request = SigV4Request.forTarget("PUT", "/key");
		this.fields.forEach((field) -> request.header(field.name(), field.value()));
		return request.build();
	}

}
