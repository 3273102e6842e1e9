package io.github.sigv4.benchmarks.scale;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import org.springframework.http.HttpRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;

/**
 * Has AWS's own signer sign again what would have been sent.
 */
final class AwsCheck {

	private static final DateTimeFormatter REQUEST_DATE = DateTimeFormatter
		.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private static final Set<String> SET_BY_SIGNER = Set.of("authorization", "host", "x-amz-date",
			"x-amz-security-token", "x-amz-content-sha256", "accept");

	private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

	/**
	 * Compare.
	 * @throws IllegalStateException if the signatures differ, or the request has a time
	 * that was not at its time
	 */
	void check(HttpRequest sent, SigningSettings settings, SigV4Credentials credentials, Instant before,
			Instant after) {
		Instant date = Instant.from(REQUEST_DATE.parse(header(sent, "X-Amz-Date")));
		if (date.isBefore(before.minusSeconds(1)) || date.isAfter(after)) {
			throw new IllegalStateException("Signed between " + before + " and " + after + " for " + date);
		}
		String expected = sign(sent, settings, credentials, date);
		String given = header(sent, "Authorization");
		if (!given.equals(expected)) {
			throw new IllegalStateException("Signed as " + given + ", but AWS's signer says " + expected);
		}
	}

	static String accessKeyId(HttpRequest sent) {
		return header(sent, "Authorization").replaceAll("^.*Credential=|/.*$", "");
	}

	private String sign(HttpRequest sent, SigningSettings settings, SigV4Credentials credentials, Instant date) {
		SdkHttpRequest.Builder request = SdkHttpRequest.builder()
			.uri(sent.getURI())
			.method(SdkHttpMethod.valueOf(sent.getMethod().name()));
		sent.getHeaders().forEach((name, values) -> {
			if (!SET_BY_SIGNER.contains(name.toLowerCase(Locale.ROOT))) {
				values.forEach((value) -> request.appendHeader(name, value));
			}
		});
		return this.signer.sign(SignRequest
			.builder(AwsSessionCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey(),
					Objects.requireNonNull(credentials.sessionToken())))
			.request(request.build())
			.payload(() -> new ByteArrayInputStream(new byte[0]))
			.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, settings.signingName())
			.putProperty(AwsV4HttpSigner.REGION_NAME, settings.region())
			.putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(date, ZoneOffset.UTC))
			.build()).request().firstMatchingHeader("Authorization").orElseThrow();
	}

	private static String header(HttpRequest request, String name) {
		return Objects.requireNonNull(request.getHeaders().getFirst(name), name);
	}

}
