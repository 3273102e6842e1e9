package io.github.sigv4.spring;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@link SigV4Presigner#presignRequest} and the {@link PresignedRequest} that it returns,
 * by AWS's own signer.
 */
@ExtendWith(OutputCaptureExtension.class)
class PresignedRequestTests {

	private static final Instant NOW = Instant.parse("2024-02-29T23:59:59.500Z");

	private static final Duration HOUR = Duration.ofHours(1);

	private static final URI BUCKET = URI.create("https://b.s3.eu-west-1.amazonaws.com");

	@Test
	void whenPutHasHeadersThenIsWhatAwsSigns() {
		Map<String, String> headers = Map.of("Content-Type", "text/plain; charset=utf-8", "x-amz-meta-Author",
				"  J\u00fcrgen   M ", "X-Amz-Checksum-Crc32", "AAAAAA==", "Cache-Control", "no-cache");
		PresignedRequest presigned = presigner(null).presignRequest("PUT", URI.create("/a%20b/c"), HOUR, headers);
		Map<String, String> signed = new HashMap<>(headers);
		signed.remove("Cache-Control");
		assertSigned(presigned, signed, 3600);
		assertThat(presigned.method()).isEqualTo("PUT");
		assertThat(presigned.headers().keySet()).containsExactly("content-type", "x-amz-checksum-crc32",
				"x-amz-meta-author");
		assertThat(presigned.headers()).containsEntry("Content-Type", "text/plain; charset=utf-8")
			.containsEntry("x-amz-meta-author", "  J\u00fcrgen   M ");
		assertThat(presigned.expiration()).isEqualTo("2024-03-01T00:59:59Z");
	}

	@Test
	void whenDeleteHasAQueryThenIsWhatAwsSigns() {
		PresignedRequest presigned = presigner(null).presignRequest("DELETE", URI.create("/k?versionId=3%2F4"), HOUR,
				Map.of());
		assertSigned(presigned, Map.of(), 3600);
		assertThat(presigned.uri().getRawQuery()).startsWith("versionId=3%2F4&X-Amz-Algorithm=");
		assertThat(presigned.headers()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "2024-03-01T00:10:00.9Z, 601, 2024-03-01T00:10:00Z",
			"2024-03-01T00:59:58Z, 3599, 2024-03-01T00:59:58Z" })
	void whenCredentialsExpireSoonerThenTheUrlDoesAndTheLogSaysSo(Instant credentialsExpiration, long seconds,
			Instant expiration, CapturedOutput output) {
		PresignedRequest presigned = presigner(credentialsExpiration).presignRequest("GET", URI.create("/k"), HOUR,
				Map.of());
		assertSigned(presigned, Map.of(), seconds);
		assertThat(presigned.expiration()).isEqualTo(expiration);
		assertThat(output.getAll().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.contains("SigV4 service 'orders'", seconds + " seconds", "3600", credentialsExpiration.toString())
			.doesNotContain("amazonaws", "mytoken", "sesame", "Signature");
	}

	@ParameterizedTest
	@CsvSource({ "2024-03-01T00:59:59Z, PT1H", "2024-03-01T00:59:59Z, PT1H0.9S", "2024-03-02T00:00:00Z, PT1H",
			", PT1H" })
	void whenCredentialsLastAsLongThenTheLogIsSilent(Instant credentialsExpiration, Duration expires,
			CapturedOutput output) {
		presigner(credentialsExpiration).presign("GET", URI.create("/k"), expires);
		assertThat(output.getAll()).isEmpty();
	}

	@Test
	void whenCredentialsHaveExpiredThenNamesTheService() {
		assertThatExceptionOfType(CredentialsException.class)
			.isThrownBy(() -> presigner(NOW).presign("GET", URI.create("/k"), HOUR))
			.withMessageStartingWith("SigV4 service 'orders': ")
			.withMessageContaining("expired at");
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> presigner(NOW.plusMillis(500)).presign("GET", URI.create("/k"), HOUR))
			.withMessageStartingWith("SigV4 service 'orders': ")
			.withMessageContaining("expire");
	}

	@Test
	void whenHostIsNotThatOfTheUrlThenHasToBeSent() {
		SigV4Service tunnel = service(null).baseUrl(URI.create("http://localhost:8443"))
			.signingHost("b.s3.eu-west-1.amazonaws.com")
			.build();
		PresignedRequest presigned = new SigV4Presigner(tunnel).presignRequest("GET", URI.create("/k"), HOUR, Map.of());
		assertThat(presigned.headers()).containsOnly(Map.entry("host", "b.s3.eu-west-1.amazonaws.com"));
		PresignedRequest given = presigner(null).presignRequest("GET", URI.create("/k"), HOUR,
				Map.of("Host", "B.s3.eu-west-1.amazonaws.com", "x-amz-meta-host", "b.s3.eu-west-1.amazonaws.com"));
		assertThat(given.headers()).containsOnlyKeys("x-amz-meta-host");
	}

	@Test
	void whenServiceIsNotEnabledThenIsWhatWasGiven() {
		PresignedRequest plain = new SigV4Presigner(service(NOW).enabled(false).build()).presignRequest("PUT",
				URI.create("/k?a=b"), HOUR, Map.of("Content-Type", "text/plain"));
		assertThat(plain.uri()).hasToString(BUCKET + "/k?a=b");
		assertThat(plain.expiration()).isNull();
		assertThat(plain.headers()).containsOnly(Map.entry("Content-Type", "text/plain"));
	}

	@Test
	void shouldShowNeitherSignatureNorValues() {
		PresignedRequest presigned = presigner(null).presignRequest("GET", URI.create("/k?key=sesame"), HOUR,
				Map.of("x-amz-server-side-encryption-customer-key", "sesame"));
		assertThat(presigned).hasToString("PresignedRequest[GET https://b.s3.eu-west-1.amazonaws.com/k, "
				+ "expiration=2024-03-01T00:59:59Z, headers=[x-amz-server-side-encryption-customer-key]]");
	}

	private static void assertSigned(PresignedRequest presigned, Map<String, String> headers, long seconds) {
		Map<String, List<String>> parameters = new TreeMap<>(
				SdkHttpRequest.builder().uri(presigned.uri()).method(SdkHttpMethod.GET).build().rawQueryParameters());
		SdkHttpRequest.Builder request = SdkHttpRequest.builder()
			.uri(presigned.uri())
			.method(SdkHttpMethod.fromValue(presigned.method()));
		parameters.keySet().stream().filter((name) -> name.startsWith("X-Amz-")).forEach(request::removeQueryParameter);
		headers.forEach(request::putHeader);
		SdkHttpRequest theirs = AwsV4HttpSigner.create()
			.sign(SignRequest.builder(AwsSessionCredentialsIdentity.create("ASIA", "sesame", "mytoken"))
				.request(request.build())
				.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
				.putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
				.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
				.putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
				.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
				.putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
				.putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofSeconds(seconds))
				.putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC))
				.build())
			.request();
		assertThat(parameters).isEqualTo(new TreeMap<>(theirs.rawQueryParameters()));
		assertThat(presigned.uri().getRawPath()).isEqualTo(theirs.encodedPath());
	}

	private static SigV4Presigner presigner(Instant credentialsExpiration) {
		return new SigV4Presigner(service(credentialsExpiration).build());
	}

	private static SigV4Service.Builder service(Instant credentialsExpiration) {
		return SigV4Service
			.builder("orders", SigningSettings.forService("s3", "eu-west-1"),
					SigV4CredentialsProvider
						.of(SigV4Credentials.of("ASIA", "sesame", "mytoken", credentialsExpiration)))
			.clock(Clock.fixed(NOW, ZoneOffset.UTC))
			.baseUrl(BUCKET);
	}

}
