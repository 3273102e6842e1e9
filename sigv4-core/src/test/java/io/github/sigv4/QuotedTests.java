package io.github.sigv4;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Quoted}: names come out of messages, and what is no name does not.
 */
class QuotedTests {

	private static final String LONGEST = "a".repeat(40);

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "expecting 'eu-west-1'|eu-west-1", "expecting \"eu-west-1\" or so|eu-west-1",
					"expecting: ' eu-west-1 '.|eu-west-1", "expecting'a'b'|a", "expecting \"it's\"|",
					"expecting ab: 'c'|c", "it is wrong: expecting  (: 'c'|c" })
	void shouldFindTheNameInQuotesBehindAText(String message, String name) {
		assertThat(Quoted.after("The region is another one; " + message, "expecting")).isEqualTo(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "'eu-west-1'", "expecting", "expecting eu-west-1", "expecting '",
			"expecting 'eu-west-1", "expecting 'a\"", "expecting ''", "expecting  ab: 'c'", "expecting one of 'c'" })
	void whenThereIsNoNameInQuotesRightBehindThenThereIsNone(String message) {
		assertThat(Quoted.after(message, "expecting")).isNull();
	}

	@Test
	void shouldFindTheLongestName() {
		assertThat(Quoted.after("expecting '" + LONGEST + "'", "expecting")).isEqualTo(LONGEST);
		assertThat(Quoted.after("expecting '" + LONGEST + "a'", "expecting")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "az", "09", "a-b_c.d", "a", " a\n" })
	void shouldTakeWhatCanBeAName(String text) {
		assertThat(Quoted.name(text)).isEqualTo(text.strip());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "A", "Z", "a`", "a{", "a/", "a:", "a\u00fc", "a\r\nb", "[redacted]" })
	void shouldTakeNothingElseForAName(String text) {
		assertThat(Quoted.name(text)).isNull();
	}

	@Test
	void shouldTakeNoNameThatIsTooLongOrNotThere() {
		assertThat(Quoted.name(LONGEST)).isEqualTo(LONGEST);
		assertThat(Quoted.name(LONGEST + "a")).isNull();
		assertThat(Quoted.name(null)).isNull();
	}

}
