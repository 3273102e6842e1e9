package io.github.sigv4.spring;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SigV4PresignerTests {

	private static final SigningSettings S3 = SigningSettings.forService("s3", "us-east-1");

	private static final Duration DAY = Duration.ofDays(1);

	/**
	 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
	 */
	@Test
	void whenPresignsTheExampleOfTheDocumentationThenHasItsSignature() {
		URI presigned = presigner("https://examplebucket.s3.amazonaws.com").presign("GET", URI.create("test.txt"), DAY);
		assertThat(presigned)
			.hasToString("https://examplebucket.s3.amazonaws.com/test.txt" + "?X-Amz-Algorithm=AWS4-HMAC-SHA256"
					+ "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
					+ "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
					+ "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
	}

	@ParameterizedTest
	@CsvSource({ "https://h.example.com/prod, orders, /prod/orders",
			"https://h.example.com/prod, /orders, /prod/orders", "https://h.example.com/prod/, /orders, /prod/orders",
			"https://h.example.com/prod/, orders, /prod/orders", "https://h.example.com/prod, ?q=1, /prod?q=1",
			"https://h.example.com/prod, '', /prod", "https://h.example.com, orders, /orders",
			"https://h.example.com/p%20q, a%20b%2Fc/, /p%20q/a%20b%2Fc/",
			"https://h.example.com/prod?v=1, orders?q=2, /prod/orders?v=1&q=2",
			"https://h.example.com/prod, https://h.example.com/other, /other" })
	void whenUriIsRelativeThenIsBelowTheBaseUrl(String baseUrl, String uri, String target) {
		URI presigned = presigner(baseUrl).presign("GET", URI.create(uri), DAY);
		assertThat(presigned.toString()).startsWith("https://h.example.com" + target)
			.matches(".*[&?]X-Amz-Signature=[0-9a-f]{64}");
		URI plain = new SigV4Presigner(service(baseUrl).enabled(false).build()).presign("GET", URI.create(uri), DAY);
		assertThat(plain).hasToString("https://h.example.com" + target);
	}

	@Test
	void whenHeadersAreGivenThenSignsThoseThatMatter() {
		URI presigned = presigner("https://b.s3.amazonaws.com").presign("PUT", URI.create("/k"), DAY,
				Map.of("Content-Type", "text/plain", "x-amz-acl", "private", "User-Agent", "x"));
		assertThat(presigned.toString()).contains("&X-Amz-SignedHeaders=content-type%3Bhost%3Bx-amz-acl&");
	}

	@Test
	void whenHostIsForeignThenRefuses() {
		SigV4Presigner presigner = presigner("https://b.s3.amazonaws.com");
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> presigner.presign("GET", URI.create("https://other.example.com/k"), DAY))
			.withMessageStartingWith("SigV4 service 'orders': ")
			.withMessageContaining("allowed-hosts");
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> presigner.presign("GET", URI.create("//b.s3.amazonaws.com/k"), DAY));
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> presigner.presign("GET", URI.create("/k"), DAY, Map.of("host", "other.example.com")))
			.withMessageContaining("Host header");
	}

	@Test
	void whenThereIsNoBaseUrlThenWantsAnAbsoluteUri() {
		SigV4Presigner presigner = new SigV4Presigner(
				service("https://h").baseUrl(null).allowedHosts(List.of("*.example.com")).build());
		assertThat(presigner.presign("GET", URI.create("https://h.example.com/k"), DAY)).hasHost("h.example.com");
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> presigner.presign("GET", URI.create("/k"), DAY))
			.withMessageContaining("base-url");
	}

	@Test
	void whenRequestCannotBeSignedThenNamesTheService() {
		SigV4Presigner presigner = presigner("https://b.s3.amazonaws.com");
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> presigner.presign("GET", URI.create("/k"), Duration.ofDays(8)))
			.withMessageStartingWith("SigV4 service 'orders': ");
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> presigner.presign("GE T", URI.create("/k"), DAY))
			.withMessageStartingWith("SigV4 service 'orders': ");
	}

	@Test
	void whenThereAreNoCredentialsThenNamesTheService() {
		SigV4Service service = SigV4Service.builder("orders", S3, () -> {
			throw new CredentialsException("none found");
		}).baseUrl(URI.create("https://b.s3.amazonaws.com")).build();
		assertThatExceptionOfType(CredentialsException.class)
			.isThrownBy(() -> new SigV4Presigner(service).presign("GET", URI.create("/k"), DAY))
			.withMessage("SigV4 service 'orders': none found");
	}

	@Test
	void whenSigningHostIsSetThenTheUrlIsGoodWithIt() {
		URI plain = presigner("https://b.s3.amazonaws.com").presign("GET", URI.create("/k"), DAY);
		URI tunnelled = new SigV4Presigner(service("http://localhost:8443").signingHost("b.s3.amazonaws.com").build())
			.presign("GET", URI.create("/k"), DAY);
		assertThat(tunnelled).hasHost("localhost").hasPort(8443);
		assertThat(tunnelled.getRawQuery()).isEqualTo(plain.getRawQuery());
	}

	private static SigV4Presigner presigner(String baseUrl) {
		return new SigV4Presigner(service(baseUrl).build());
	}

	private static SigV4Service.Builder service(String baseUrl) {
		return SigV4Service
			.builder("orders", S3,
					SigV4CredentialsProvider
						.of(SigV4Credentials.of("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")))
			.clock(Clock.fixed(Instant.parse("2013-05-24T00:00:00Z"), ZoneOffset.UTC))
			.baseUrl(URI.create(baseUrl));
	}

}
