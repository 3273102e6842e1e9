package io.github.sigv4.spring.wire;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Has AWS's own signer sign again what was on the wire, as the service would. It always
 * signs {@code x-amz-content-sha256}, so services have to send that.
 */
public final class AwsJudge {

	private static final DateTimeFormatter REQUEST_DATE = DateTimeFormatter
		.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	/** What the signer sets itself. */
	private static final Set<String> SET_BY_SIGNER = Set.of("host", "x-amz-date", "x-amz-security-token",
			"x-amz-content-sha256");

	private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

	private AwsJudge() {
	}

	public static void assertSigned(WireRequest request, SigningSettings settings, SigV4Credentials credentials) {
		assertThat(request.values("Authorization")).as("Authorization of %s %s", request.method(), request.target())
			.containsExactly(authorization(request, settings, credentials));
		assertThat(request.value("X-Amz-Security-Token")).isEqualTo(credentials.sessionToken());
	}

	private static String authorization(WireRequest request, SigningSettings settings, SigV4Credentials credentials) {
		String given = request.value("Authorization");
		assertThat(given).as("Authorization of %s %s", request.method(), request.target()).isNotNull();
		Set<String> signedHeaders = Set.of(given.replaceAll(".*SignedHeaders=|, Signature=.*", "").split(";", -1));
		SdkHttpRequest.Builder sdkRequest = SdkHttpRequest.builder()
			// https, or it would hash what is to be unsigned
			.uri(URI.create("https://" + request.value("Host") + request.target()))
			.method(SdkHttpMethod.valueOf(request.method()));
		request.headers().forEach((header) -> {
			String name = header.getKey().toLowerCase(Locale.ROOT);
			if (signedHeaders.contains(name) && !SET_BY_SIGNER.contains(name)) {
				sdkRequest.appendHeader(header.getKey(), header.getValue());
			}
		});
		boolean unsigned = "UNSIGNED-PAYLOAD".equals(request.value("X-Amz-Content-Sha256"));
		ContentStreamProvider payload = () -> new ByteArrayInputStream(request.body());
		Instant instant = Instant.from(REQUEST_DATE.parse(request.value("X-Amz-Date")));
		return SIGNER
			.sign(SignRequest.builder(identity(credentials))
				.request(sdkRequest.build())
				.payload(payload)
				.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, settings.signingName())
				.putProperty(AwsV4HttpSigner.REGION_NAME, settings.region())
				.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, settings.doubleEncodePath())
				.putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, settings.normalizePath())
				.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, !unsigned)
				.putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(instant, ZoneOffset.UTC))
				.build())
			.request()
			.firstMatchingHeader("Authorization")
			.orElseThrow();
	}

	private static AwsCredentialsIdentity identity(SigV4Credentials credentials) {
		String token = credentials.sessionToken();
		return (token != null)
				? AwsSessionCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey(), token)
				: AwsCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey());
	}

}
