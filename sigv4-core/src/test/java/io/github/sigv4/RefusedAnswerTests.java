package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RefusedAnswer}: what counts as text, and what of it a service says
 * itself.
 */
class RefusedAnswerTests {

	@ParameterizedTest
	@ValueSource(strings = { "a\n\n\n\n\nb", "a\r\r\r\r\rb", "a\t\t\t\t\tb", "abcd\u0001", "abcd\ufffd",
			"\u0001234567\ufffd90" })
	void shouldReadText(String body) {
		assertThat(answer(body).text()).isEqualTo(body);
		assertThat(answer(body).message()).isEqualTo(body);
	}

	@ParameterizedTest
	@ValueSource(strings = { "abc\u0001", "abc\ufffd", "a\u001f\u001f\u001f\u001fb", "\u00012345678\ufffd" })
	void shouldReadNothingOfWhatHasTooMuchInItThatIsNoText(String body) {
		assertThat(answer(body).text()).isEmpty();
		assertThat(answer(body).message()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "The Canonical String for this request should have been\n'GET\nsignature expired:",
			"Forbidden. The canonical string for it was: signature expired:" })
	void shouldNotTakeWhatWasSignedForWhatTheServiceSays(String message) {
		assertThat(answer(message).says("signature expired:")).isFalse();
		assertThat(answer("Signature expired: " + message).says("signature expired:")).isTrue();
	}

	private static RefusedAnswer answer(String body) {
		return new RefusedAnswer(403, (name) -> null, body.getBytes(StandardCharsets.UTF_8), new Printable(List.of()));
	}

}
