package io.github.sigv4;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Encodings}: whether texts mean the same, and how they differ then.
 */
class EncodingsTests {

	@ParameterizedTest
	@CsvSource({ "a%20b, a%2520b, ONCE_MORE", "a%2520b, a%20b, ONCE_LESS", "%6F, o, ONCE_LESS", "a%2B, a%20, PLUS",
			"a%2f%62, %61/b, OTHERWISE", "a%2fb, a%2Fb, OTHERWISE", "a, b," })
	void shouldTellHowTheyDiffer(String signed, String received, Encodings between) {
		assertThat(Encodings.between(signed, received)).isEqualTo(between);
	}

	@Test
	void shouldDecodeEveryByte() {
		assertThat(Encodings.between("a%00b", "a\u0000b")).isEqualTo(Encodings.ONCE_LESS);
		assertThat(Encodings.between("a%FFb", "a\u00ffb")).isEqualTo(Encodings.ONCE_LESS);
	}

	@Test
	void shouldNotDecodeForEver() {
		assertThat(Encodings.between("a", "%25252561")).isEqualTo(Encodings.OTHERWISE);
		assertThat(Encodings.between("a", "%2525252561")).isNull();
	}

}
