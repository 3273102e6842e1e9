package io.github.sigv4.spring.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log says of a service at start.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupLogTests {

	private static final String BASE_URL = "aws.sigv4.services.orders.base-url=https://abc123.execute-api.eu-west-1.amazonaws.com/prod";

	@Test
	void lineOfAServiceSaysWhereEverythingCameFrom(CapturedOutput output) {
		Contexts.bare()
			.withPropertyValues(BASE_URL, "aws.sigv4.credentials.access-key-id=AKID",
					"aws.sigv4.credentials.secret-access-key=sesame")
			.run((context) -> assertThat(output)
				.containsOnlyOnce("SigV4 service 'orders' at "
						+ "abc123.execute-api.eu-west-1.amazonaws.com is signed for execute-api (from the host) in "
						+ "eu-west-1 (from the host) with credentials from aws.sigv4.credentials")
				.doesNotContain("sesame"));
	}

	@Test
	void lineOfAServiceNamesItsProperties(CapturedOutput output) {
		Contexts.bare()
			.withPropertyValues(BASE_URL, "aws.sigv4.services.orders.signing-name=lambda",
					"aws.sigv4.services.orders.region=eu-west-2")
			.withBean(SigV4CredentialsProvider.class,
					() -> SigV4CredentialsProvider.of(SigV4Credentials.of("AKID", "sesame")))
			.run((context) -> assertThat(output)
				.contains("is signed for lambda (from aws.sigv4.services.orders.signing-name) in eu-west-2 "
						+ "(from aws.sigv4.services.orders.region) with credentials from the "
						+ "SigV4CredentialsProvider bean"));
	}

	@Test
	void switchedOffSigningIsSaidOnce(CapturedOutput output) {
		Contexts.bare()
			.withPropertyValues(BASE_URL, "aws.sigv4.enabled=false",
					"aws.sigv4.services.search.base-url=https://api.example.com")
			.run((context) -> assertThat(output).containsOnlyOnce("aws.sigv4.enabled=false")
				.doesNotContain("is signed"));
	}

	@Test
	void disabledServiceIsSaidOnce(CapturedOutput output) {
		Contexts.bare()
			.withPropertyValues(BASE_URL, "aws.sigv4.services.orders.enabled=false")
			.run((context) -> assertThat(output).containsOnlyOnce("aws.sigv4.services.orders.enabled is false")
				.doesNotContain("is signed"));
	}

}
