package io.github.sigv4.spring;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigningAttempt.Cure;
import io.github.sigv4.spring.wire.MovedClock;
import io.github.sigv4.spring.wire.TestServices;

import static org.assertj.core.api.Assertions.assertThat;

class SigningAttemptTests {

	/** Whoever is between us and the service can write any date. */
	@ParameterizedTest
	@CsvSource({ "https://api.example.com/a,SIGN_AGAIN", "http://127.0.0.1:8080/a,SIGN_AGAIN",
			"http://localhost/a,SIGN_AGAIN", "http://[::1]/a,SIGN_AGAIN", "http://api.example.com/a,NONE",
			"http://127.0.0.1.example.com/a,NONE" })
	void whenTheConnectionIsNotSecureThenItsTimeIsNotBelieved(URI uri, Cure cure) {
		SigV4Service service = SigV4Service
			.builder("orders", TestServices.EXECUTE_API, SigV4CredentialsProvider.of(TestServices.TEMPORARY))
			.clock(new MovedClock())
			.allowInsecureHttp(true)
			.build();
		HttpHeaders headers = new HttpHeaders();
		headers.set("Date", "Sun, 17 May 2026 12:10:00 GMT");
		byte[] body = "<Error><Code>RequestTimeTooSkewed</Code></Error>".getBytes(StandardCharsets.UTF_8);
		assertThat(new SigningAttempt(service, uri).cure(headers, body)).isEqualTo(cure);
		assertThat(service.clock().offset().isZero()).isEqualTo(cure == Cure.NONE);
	}

}
