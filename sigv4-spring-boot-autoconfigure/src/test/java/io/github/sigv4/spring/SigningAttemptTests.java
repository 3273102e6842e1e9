package io.github.sigv4.spring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigningAttempt.Cure;
import io.github.sigv4.spring.wire.MovedClock;
import io.github.sigv4.spring.wire.TestServices;

import static org.assertj.core.api.Assertions.assertThat;

class SigningAttemptTests {

	@ParameterizedTest
	@ValueSource(strings = { "RequestTimeTooSkewed", "SignatureDoesNotMatch" })
	void whenManyAreRefusedForTheirTimeAtOnceThenEachIsSignedAgain(String code) {
		SigV4Service service = service();
		SigningAttempt one = new SigningAttempt(service, URI.create("https://api.example.com/"));
		SigningAttempt two = new SigningAttempt(service, URI.create("https://api.example.com/"));
		assertThat(one.cure(date(), body(code))).isEqualTo(Cure.SIGN_AGAIN);
		assertThat(two.cure(date(), body(code))).isEqualTo(Cure.SIGN_AGAIN);
		SigningAttempt later = new SigningAttempt(service, URI.create("https://api.example.com/"));
		assertThat(later.cure(date(), body(code))).isEqualTo(Cure.NONE);
	}

	/** Whoever is between us and the service can write any date. */
	@ParameterizedTest
	@CsvSource({ "https://api.example.com/a,SIGN_AGAIN", "http://127.0.0.1:8080/a,SIGN_AGAIN",
			"http://localhost/a,SIGN_AGAIN", "http://[::1]/a,SIGN_AGAIN", "http://api.example.com/a,NONE",
			"http://127.0.0.1.example.com/a,NONE" })
	void whenTheConnectionIsNotSecureThenItsTimeIsNotBelieved(URI uri, Cure cure) {
		SigV4Service service = service();
		assertThat(new SigningAttempt(service, uri).cure(date(), body("RequestTimeTooSkewed"))).isEqualTo(cure);
		assertThat(service.clock().offset().isZero()).isEqualTo(cure == Cure.NONE);
	}

	@Test
	void whenTheBodyIsCompressedThenItIsReadAllTheSame() throws IOException {
		ByteArrayOutputStream compressed = new ByteArrayOutputStream();
		try (OutputStream gzip = new GZIPOutputStream(compressed)) {
			gzip.write(body("RequestTimeTooSkewed"));
			gzip.write(new byte[200_000]);
		}
		byte[] whole = compressed.toByteArray();
		URI uri = URI.create("https://api.example.com/");
		assertThat(new SigningAttempt(service(), uri).cure(date(), whole)).isEqualTo(Cure.SIGN_AGAIN);
		assertThat(new SigningAttempt(service(), uri).cure(date(), Arrays.copyOf(whole, 100)))
			.isEqualTo(Cure.SIGN_AGAIN);
		assertThat(new SigningAttempt(service(), uri).cure(date(), Arrays.copyOf(whole, 5))).isEqualTo(Cure.NONE);
	}

	private static SigV4Service service() {
		return SigV4Service
			.builder("orders", TestServices.EXECUTE_API, SigV4CredentialsProvider.of(TestServices.TEMPORARY))
			.clock(new MovedClock())
			.allowInsecureHttp(true)
			.build();
	}

	private static HttpHeaders date() {
		HttpHeaders headers = new HttpHeaders();
		headers.set("Date", "Sun, 17 May 2026 12:10:00 GMT");
		return headers;
	}

	private static byte[] body(String code) {
		return ("<Error><Code>" + code + "</Code></Error>").getBytes(StandardCharsets.UTF_8);
	}

}
