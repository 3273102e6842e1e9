package io.github.sigv4;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.sigv4.Refusal.Cause;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ScopeRefusals}: from where it has the region or service that is
 * wanted.
 */
class ScopeRefusalsTests {

	@ParameterizedTest
	@ValueSource(strings = { "AuthorizationHeaderMalformed", "AuthorizationQueryParametersError", "IncorrectEndpoint" })
	void shouldTakeTheRegionBesideTheMessage(String code) {
		Refusal refusal = explain("object",
				"<Error><Code>" + code + "</Code><Message>No.</Message><Region>us-west-2</Region></Error>");
		assertThat(refusal.cause()).isEqualTo(Cause.WRONG_REGION);
		assertThat(refusal.explanation()).contains("is in 'us-west-2'");
	}

	@Test
	void whenTheCodeIsAnotherThenARegionIsNotTheMatter() {
		assertThat(explain("object", "<Error><Code>AccessDenied</Code><Region>us-west-2</Region></Error>").cause())
			.isEqualTo(Cause.NOT_ALLOWED);
		assertThat(explain("object", "<Error><Code>AuthorizationHeaderMalformed</Code></Error>").cause())
			.isEqualTo(Cause.MALFORMED_AUTHENTICATION);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<Region>a b</Region>", "<Region></Region>" })
	void whenTheRegionIsNotBesideTheMessageThenItIsTakenFromThere(String region) {
		Refusal refusal = explain("object",
				"<Error><Code>AuthorizationHeaderMalformed</Code><Message>the region 'eu-west-1' is wrong; expecting"
						+ " 'us-west-2'</Message>" + region + "</Error>");
		assertThat(refusal.difference()).isNotNull().extracting(SignatureDifference::received).isEqualTo("us-west-2");
	}

	@Test
	void shouldTakeTheServiceThatIsToldBeforeThatOfTheHost() {
		Refusal refusal = explain("es", "{\"message\":\"Credential should be scoped to correct service: 'osis'.\"}");
		assertThat(refusal.cause()).isEqualTo(Cause.WRONG_SERVICE);
		assertThat(refusal.explanation()).contains(" belongs to 'osis'. Set signing-name to osis.");
	}

	@Test
	void whenNoServiceIsToldThenItIsThatOfTheHost() {
		assertThat(explain("es", "{\"message\":\"Credential should be scoped to correct service.\"}").explanation())
			.contains(" belongs to 'es'. Set signing-name to es.");
	}

	@Test
	void whenTheHostIsOfTheSignedServiceThenItDoesNotTellTheRightOne() {
		assertThat(explain("order", "{\"message\":\"Credential should be scoped to correct service.\"}").explanation())
			.contains(" belongs to another one. ");
	}

	private static Refusal explain(String request, String body) {
		return RefusedRequests.explain(RefusedRequests.named(request), 403, Map.of(), body);
	}

}
