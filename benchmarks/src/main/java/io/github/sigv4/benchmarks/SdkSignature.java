package io.github.sigv4.benchmarks;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import org.springframework.http.HttpHeaders;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;

/**
 * What AWS's own signer says: to measure a wrong signature is worth nothing.
 */
final class SdkSignature {

	private static final DateTimeFormatter REQUEST_DATE = DateTimeFormatter
		.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private static final Set<String> SET_BY_SIGNER = Set.of("host", "x-amz-date", "x-amz-content-sha256");

	private SdkSignature() {
	}

	/**
	 * Throw unless a {@code GET} has the signature that AWS's own signer gives to the
	 * same headers at the same time.
	 * @param uri where it goes
	 * @param sent its headers
	 * @param settings how it is signed
	 * @param credentials the credentials that it is signed with, without a session token
	 */
	static void check(URI uri, HttpHeaders sent, SigningSettings settings, SigV4Credentials credentials) {
		String given = Objects.requireNonNull(sent.getFirst(HttpHeaders.AUTHORIZATION));
		Set<String> signedHeaders = Set.of(given.replaceAll(".*SignedHeaders=|, Signature=.*", "").split(";", -1));
		SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder().method(SdkHttpMethod.GET).uri(uri);
		sent.forEach((name, values) -> {
			String lowerCase = name.toLowerCase(Locale.ROOT);
			if (signedHeaders.contains(lowerCase) && !SET_BY_SIGNER.contains(lowerCase)) {
				request.putHeader(name, values);
			}
		});
		Instant signed = Instant.from(REQUEST_DATE.parse(Objects.requireNonNull(sent.getFirst("X-Amz-Date"))));
		String expected = AwsV4HttpSigner.create()
			.sign(SignRequest
				.builder(AwsCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey()))
				.request(request.build())
				.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, settings.signingName())
				.putProperty(AwsV4HttpSigner.REGION_NAME, settings.region())
				.putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(signed, ZoneOffset.UTC))
				.build())
			.request()
			.firstMatchingHeader("Authorization")
			.orElseThrow();
		if (!expected.equals(given)) {
			throw new IllegalStateException("AWS's signer gives " + expected + ", not " + given);
		}
	}

}
