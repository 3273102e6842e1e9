package io.github.sigv4;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Excerpt}: the difference of long texts is in what is shown of them.
 */
class ExcerptTests {

	private static final String SECRET = "a-secret-of-a-test";

	private static final Printable PRINTABLE = new Printable(List.of(SECRET));

	@Test
	void shouldShowNothingAsSuch() {
		assertThat(excerpt("", "a")).isEqualTo("(none)");
	}

	@Test
	void whenItIsNotTooLongThenTheTextIsShownWhole() {
		String text = "a".repeat(99) + "b";
		assertThat(excerpt(text, "a".repeat(100))).isEqualTo(text);
	}

	@Test
	void shouldShowALongTextFromABitBeforeTheDifference() {
		String same = "0123456789".repeat(20);
		assertThat(excerpt(same + "there", same + "here")).isEqualTo("..." + same.substring(0, 30) + "there");
		assertThat(excerpt(same + "here", same + "there")).isEqualTo("..." + same.substring(0, 30) + "here");
	}

	@Test
	void whenOneTextIsTheBeginningOfTheOtherThenItsEndIsShown() {
		String same = "0123456789".repeat(20);
		assertThat(excerpt(same, same + "a")).isEqualTo("..." + same.substring(0, 30));
		assertThat(excerpt(same + "a", same)).isEqualTo("..." + same.substring(0, 30) + "a");
	}

	@Test
	void whenALongTextDiffersEarlyThenItIsShownFromTheBeginning() {
		String rest = "0123456789".repeat(20);
		assertThat(excerpt("a".repeat(30) + rest, "a".repeat(30) + "b"))
			.isEqualTo("a".repeat(30) + rest.substring(0, 67) + "...");
		assertThat(excerpt("a".repeat(31) + rest, "a".repeat(31) + "b")).startsWith("..." + "a".repeat(30) + "0");
	}

	/** What is left of a secret that is cut off would not be known for one. */
	@Test
	void whenASecretIsInALongTextThenNoPartOfItIsShown() {
		String text = SECRET + "/" + "0123456789".repeat(20);
		assertThat(excerpt(text, SECRET)).isEqualTo("[redacted]");
	}

	@Test
	void whenTheNameIsOneOfASecretThenTheLengthIsShown() {
		assertThat(Excerpt.of(PRINTABLE, "x-api-key", "abc", "abd").text()).isEqualTo("[3 characters]");
		assertThat(Excerpt.of(PRINTABLE, "x-api-key", "", "abd").text()).isEqualTo("(none)");
		assertThat(Excerpt.of(PRINTABLE, "x-tenant", "abc", "abd").text()).isEqualTo("abc");
	}

	private static String excerpt(String text, String other) {
		return Excerpt.of(PRINTABLE, text, other).text();
	}

}
