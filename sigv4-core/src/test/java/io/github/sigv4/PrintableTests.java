package io.github.sigv4;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Printable}: what it leaves of a text is one line of ASCII, of bounded
 * length, and without secrets.
 */
class PrintableTests {

	private static final String SECRET = "a/secret of a test";

	private static final Printable PRINTABLE = new Printable(Arrays.asList(SECRET, null, ""));

	@ParameterizedTest
	@ValueSource(strings = { SECRET, "before " + SECRET + " behind", "a%2Fsecret%20of%20a%20test" })
	void shouldShowNothingWhereASecretIs(String text) {
		assertThat(PRINTABLE.value(text, 100)).isEqualTo("[redacted]");
		assertThat(PRINTABLE.sentence(text, 100)).isEqualTo("[redacted]");
		assertThat(PRINTABLE.hasSecret(text)).isTrue();
	}

	@Test
	void whenThereAreNoSecretsThenNothingIsOne() {
		assertThat(PRINTABLE.hasSecret("")).isFalse();
		assertThat(new Printable(List.of()).value(SECRET, 100)).isEqualTo(SECRET);
	}

	@ParameterizedTest
	@CsvSource({ "' ~', ' ~'", "'a\nb\r\tc', 'a\\nb\\r\\tc'", "'\u001f', \\u001f", "'\u007f', \\u007f",
			"\u202e\u00fc, \\u202e\\u00fc" })
	void shouldWriteAllInOneLineOfAscii(String text, String shown) {
		assertThat(PRINTABLE.value(text, 100)).isEqualTo(shown);
	}

	@Test
	void shouldCutOffWhatIsTooLong() {
		assertThat(PRINTABLE.value("abcdefghij", 10)).isEqualTo("abcdefghij");
		assertThat(PRINTABLE.value("abcdefghijk", 10)).isEqualTo("abcdefg...");
		assertThat(PRINTABLE.value("abcdefghijk".repeat(10), 10)).isEqualTo("abcdefg...");
		assertThat(Printable.shorten("abcde", 5)).isEqualTo("abcde");
		assertThat(Printable.shorten("abcdef", 5)).isEqualTo("ab...");
	}

	@ParameterizedTest
	@ValueSource(strings = { "abcdefghijklmnopqrst0", "9bcdefghijklmnopqrst", "key=abcdefghij0123456789",
			"abcdefghijklmnopqrstuvwxyzabcdefghijklmn" })
	void shouldNotShowWordThatCanBeAKey(String word) {
		assertThat(PRINTABLE.sentence("see " + word + " here", 100))
			.isEqualTo("see [" + word.length() + " characters] here");
	}

	@ParameterizedTest
	@ValueSource(strings = { "key=abcdefghij012345678", "abcdefghij012345678", "(abcdefghij012345678).",
			"abcdefghijklmnopqrstuvwxyzabcdefghijklm", "abcdefghijklmnopqrst", "12345678901234567890" })
	void shouldShowWordThatIsTooShortOrPlainForOne(String word) {
		assertThat(PRINTABLE.sentence("see " + word + " here", 100)).isEqualTo("see " + word + " here");
	}

	@Test
	void shouldWriteAsciiLettersOnlyInLowerCase() {
		assertThat(Printable.lowerCase("@AZ[az\u0130\u00dc")).isEqualTo("@az[az\u0130\u00dc");
	}

}
