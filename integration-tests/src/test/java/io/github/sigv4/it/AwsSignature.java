package io.github.sigv4.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.test.ReceivedRequest;

/**
 * The signature that AWS's own signer makes for a request to S3 that was received.
 */
final class AwsSignature {

	private static final DateTimeFormatter REQUEST_DATE = DateTimeFormatter
		.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	/** What the signer sets itself. */
	private static final Set<String> SET_BY_SIGNER = Set.of("host", "x-amz-date", "x-amz-content-sha256");

	private AwsSignature() {
	}

	/** Returns the {@code Authorization}, for which the signer reads the file. */
	static String signed(ReceivedRequest request, SigV4Credentials credentials, Path file) {
		return authorization(request, credentials, true, () -> {
			try {
				return Files.newInputStream(file);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

	/** Returns the {@code Authorization} of a request whose body is not signed. */
	static String unsigned(ReceivedRequest request, SigV4Credentials credentials) {
		return authorization(request, credentials, false, null);
	}

	private static String authorization(ReceivedRequest request, SigV4Credentials credentials, boolean signed,
			ContentStreamProvider payload) {
		List<String> signedHeaders = List
			.of(request.header("Authorization").replaceAll(".*SignedHeaders=|, Signature=.*", "").split(";", -1));
		SdkHttpRequest.Builder sdkRequest = SdkHttpRequest.builder()
			// https, or it would hash what is to be unsigned
			.uri(URI.create("https://" + request.header("Host") + request.target()))
			.method(SdkHttpMethod.fromValue(request.method()));
		signedHeaders.stream()
			.filter((name) -> !SET_BY_SIGNER.contains(name))
			.forEach((name) -> sdkRequest.putHeader(name, request.headerValues(name)));
		return AwsV4HttpSigner.create()
			.sign(SignRequest
				.builder(AwsCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey()))
				.request(sdkRequest.build())
				.payload(payload)
				.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
				.putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
				.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
				.putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
				.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, signed)
				.putProperty(HttpSigner.SIGNING_CLOCK,
						Clock.fixed(Instant.from(REQUEST_DATE.parse(request.header("X-Amz-Date"))), ZoneOffset.UTC))
				.build())
			.request()
			.firstMatchingHeader("Authorization")
			.orElseThrow();
	}

}
