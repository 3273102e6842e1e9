package io.github.sigv4.spring.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.sigv4.SigningAlgorithm;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.test.VerifyingServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Services with {@code algorithm: sigv4a}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SigV4aServiceTests {

	private static final String EVENTS = "aws.sigv4.services.events.";

	@Test
	void regionSetIsThatOfTheProperty(CapturedOutput output) {
		events().withPropertyValues(EVENTS + "region-set=us-*,eu-west-1").run((context) -> {
			SigningSettings settings = context.getBean(SigV4Services.class).get("events").settings();
			assertThat(settings.algorithm()).isEqualTo(SigningAlgorithm.SIGV4A);
			assertThat(settings.regionSet()).isEqualTo("us-*,eu-west-1");
			assertThat(output).contains("is signed for events (from aws.sigv4.services.events.signing-name) in the "
					+ "region set us-*,eu-west-1 (from aws.sigv4.services.events.region-set) by SigV4A");
		});
	}

	@Test
	void regionSetMayBeAllRegions() {
		events().withPropertyValues(EVENTS + "region-set[0]=*")
			.run((context) -> assertThat(context.getBean(SigV4Services.class).get("events").settings().regionSet())
				.isEqualTo("*"));
	}

	@Test
	void regionSetIsTheRegionIfNothingElseIsSaid() {
		events().withPropertyValues("aws.sigv4.region=eu-north-1")
			.run((context) -> assertThat(context.getBean(SigV4Services.class).get("events").settings().regionSet())
				.isEqualTo("eu-north-1"));
	}

	@ParameterizedTest
	@CsvSource({ "mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com, s3",
			"abcde.veo.endpoint.events.amazonaws.com, events" })
	void hostThatTakesNothingElseNeedsNoProperty(String host, String signingName) {
		Contexts.withOrders()
			.withPropertyValues(EVENTS + "base-url=https://" + host, "aws.sigv4.region=eu-north-1")
			.run((context) -> {
				SigningSettings settings = context.getBean(SigV4Services.class).get("events").settings();
				assertThat(settings.algorithm()).isEqualTo(SigningAlgorithm.SIGV4A);
				assertThat(settings.regionSet()).isEqualTo("*");
				assertThat(settings.signingName()).isEqualTo(signingName);
			});
	}

	@Test
	void propertiesGoBeforeTheHost(CapturedOutput output) {
		String baseUrl = EVENTS + "base-url=https://mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com";
		Contexts.withOrders()
			.withPropertyValues(baseUrl, EVENTS + "region-set=us-east-1,us-west-2")
			.run((context) -> assertThat(context.getBean(SigV4Services.class).get("events").settings().regionSet())
				.isEqualTo("us-east-1,us-west-2"));
		Contexts.withOrders()
			.withPropertyValues(baseUrl, EVENTS + "algorithm=sigv4", EVENTS + "region=eu-west-1")
			.run((context) -> assertThat(context.getBean(SigV4Services.class).get("events").settings().algorithm())
				.isEqualTo(SigningAlgorithm.SIGV4));
		assertThat(output).contains("WARN")
			.contains("aws.sigv4.services.events.algorithm is sigv4, but the host "
					+ "mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com takes signatures by sigv4a only");
	}

	@ParameterizedTest
	@EnumSource
	void requestsOfEachClientAreVerified(ClientKind kind) {
		try (VerifyingServer server = VerifyingServer.builder()
			.service("events", "eu-west-1")
			.credentials(SigV4Credentials.of("AKIDEXAMPLE", "secret"))
			.start()) {
			events().withPropertyValues(EVENTS + "base-url=" + server.uri(), EVENTS + "region-set=us-east-1,eu-*")
				.run((context) -> {
					kind.get(context, "events", "/items/{id}", "a b");
					assertThat(server.requests()).hasSize(1).allMatch((request) -> request.verification().isVerified());
					assertThat(server.requests().get(0).header("Authorization"))
						.startsWith("AWS4-ECDSA-P256-SHA256 Credential=AKIDEXAMPLE/");
					assertThat(server.requests().get(0).headerValues("X-Amz-Region-Set"))
						.containsExactly("us-east-1,eu-*");
				});
		}
	}

	private static ApplicationContextRunner events() {
		return Contexts.complete()
			.withPropertyValues("aws.sigv4.credentials.access-key-id=AKIDEXAMPLE",
					"aws.sigv4.credentials.secret-access-key=secret",
					EVENTS + "base-url=https://abc.endpoint.example.com", EVENTS + "signing-name=events",
					EVENTS + "algorithm=sigv4a");
	}

}
