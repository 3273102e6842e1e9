package io.github.sigv4.it.recipes;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

import io.github.sigv4.SigningSettings;
import io.github.sigv4.it.TestSecrets;
import io.github.sigv4.test.ReceivedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Has AWS's own signer sign once more what was received.
 */
public final class AwsVerdict {

	private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	/** What the signer sets itself. */
	private static final Set<String> OWN = Set.of("host", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256");

	private AwsVerdict() {
	}

	public static void assertSame(ReceivedRequest request, SigningSettings settings) {
		if (request.header("Authorization") == null) {
			assertSamePresigned(request, settings);
			return;
		}
		String authorization = request.header("Authorization");
		Set<String> signedHeaders = Set
			.of(authorization.replaceAll(".*SignedHeaders=|, Signature=.*", "").split(";", -1));
		SdkHttpRequest.Builder again = again(request);
		request.headers().forEach((header) -> {
			String name = header.name().toLowerCase(Locale.ROOT);
			if (signedHeaders.contains(name) && !OWN.contains(name)) {
				again.appendHeader(header.name(), header.value());
			}
		});
		SignRequest.Builder<AwsSessionCredentialsIdentity> signing = signing(again, settings,
				request.header("X-Amz-Date"))
			.payload(() -> new ByteArrayInputStream(request.body()))
			.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED,
					!"UNSIGNED-PAYLOAD".equals(request.header("X-Amz-Content-Sha256")));
		assertThat(sign(signing).firstMatchingHeader("Authorization")).contains(authorization);
	}

	private static void assertSamePresigned(ReceivedRequest request, SigningSettings settings) {
		SdkHttpRequest.Builder again = again(request);
		TreeMap<String, Object> parameters = new TreeMap<>(again.build().rawQueryParameters());
		String date = again.build().firstMatchingRawQueryParameter("X-Amz-Date").orElseThrow();
		String expires = again.build().firstMatchingRawQueryParameter("X-Amz-Expires").orElseThrow();
		parameters.keySet().stream().filter((name) -> name.startsWith("X-Amz-")).forEach(again::removeQueryParameter);
		SignRequest.Builder<AwsSessionCredentialsIdentity> signing = signing(again, settings, date)
			.putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
			.putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofSeconds(Long.parseLong(expires)));
		assertThat(new TreeMap<>(sign(signing).rawQueryParameters())).isEqualTo(parameters);
	}

	private static SdkHttpRequest.Builder again(ReceivedRequest request) {
		return SdkHttpRequest.builder()
			// https, or it would hash what is to be unsigned
			.uri(URI.create("https://" + request.header("Host") + request.target()))
			.method(SdkHttpMethod.fromValue(request.method()));
	}

	private static SdkHttpRequest sign(SignRequest.Builder<AwsSessionCredentialsIdentity> signing) {
		return AwsV4HttpSigner.create().sign(signing.build()).request();
	}

	private static SignRequest.Builder<AwsSessionCredentialsIdentity> signing(SdkHttpRequest.Builder request,
			SigningSettings settings, String date) {
		return SignRequest
			.builder(AwsSessionCredentialsIdentity.create(TestSecrets.TEMPORARY.accessKeyId(),
					TestSecrets.TEMPORARY.secretAccessKey(), TestSecrets.TEMPORARY.sessionToken()))
			.request(request.build())
			.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, settings.signingName())
			.putProperty(AwsV4HttpSigner.REGION_NAME, settings.region())
			.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, settings.doubleEncodePath())
			.putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, settings.normalizePath())
			.putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(Instant.from(DATE.parse(date)), ZoneOffset.UTC));
	}

}
