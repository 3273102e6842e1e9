package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.sigv4.Refusal.Cause;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Refusal} with the answers in {@code refusals.txt}.
 */
class RefusalTests {

	@ParameterizedTest(name = "{0}")
	@MethodSource("answers")
	void shouldSayWhatIsTheMatter(RefusalCase answer) {
		Refusal refusal = answer.explain();
		assertThat(refusal.explanation()).isEqualTo(answer.explanation());
		assertThat(refusal.cause()).hasToString(answer.cause());
		assertThat(String.valueOf(refusal.difference())).isEqualTo(answer.difference());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("answers")
	void shouldFitIntoALine(RefusalCase answer) {
		assertThat(answer.explain().explanation()).matches("[ -~]+").hasSizeLessThan(800);
	}

	static List<RefusalCase> answers() {
		return RefusalCase.all();
	}

	@Test
	void shouldKnowAnAnswerForEachCause() {
		assertThat(answers()).extracting(RefusalCase::cause)
			.containsAll(Arrays.stream(Cause.values()).map(Cause::name).toList());
	}

	@Test
	void shouldNotTakeAMaskedTokenForAnotherOne() {
		SignedRequest signed = RefusedRequests.named("order");
		String canonicalRequest = signed.canonicalRequest()
			.replaceAll("(?m)^(x-amz-security-token):.+", "$1:[redacted]");
		assertThat(canonicalRequest).isNotEqualTo(signed.canonicalRequest());
		String body = "<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>"
				+ canonicalRequest.replace("&", "&amp;") + "</CanonicalRequest><StringToSign>" + signed.stringToSign()
				+ "</StringToSign></Error>";
		Refusal refusal = Refusal.explain(signed, 403, (name) -> null, body.getBytes(StandardCharsets.UTF_8),
				Instant.now());
		assertThat(refusal.cause()).isEqualTo(Cause.WRONG_SECRET);
	}

	@Test
	void shouldSayCauseAndExplanationAsText() {
		Refusal refusal = answers().get(0).explain();
		assertThat(refusal).hasToString("Refusal[" + refusal.cause() + ", " + refusal.explanation() + "]");
		assertThat(refusal.code()).isEqualTo("InvalidSignatureException");
	}

}
