package io.github.sigv4;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CanonicalHeadersTests {

	private final CanonicalHeaders headers = new CanonicalHeaders();

	@Test
	void whenNamesDifferInCaseThenTheyAreOneHeaderInOrderOfArrival() {
		add("X-Amz-Meta", "z");
		add("x-amz-meta", "a");
		add("X-AMZ-META", "m");
		assertThat(lines()).isEqualTo("x-amz-meta:z,a,m\n");
		assertThat(names()).isEqualTo("x-amz-meta");
	}

	@Test
	void whenSortedThenByTheBytesOfTheName() {
		for (String name : new String[] { "x-amz-meta-a1", "x-amz-meta-a-b", "x-amz-meta-a", "host", "x_b", "x-b", "xb",
				"content-type" }) {
			add(name, "v");
		}
		assertThat(names()).isEqualTo("content-type;host;x-amz-meta-a;x-amz-meta-a-b;x-amz-meta-a1;x-b;x_b;xb");
	}

	@Test
	void whenThereAreMoreHeadersThanRoomThenAllAreKept() {
		StringBuilder expected = new StringBuilder();
		for (int i = 99; i >= 10; i--) {
			add("x-" + i, "v" + i);
		}
		for (int i = 10; i <= 99; i++) {
			expected.append("x-").append(i).append(":v").append(i).append('\n');
		}
		assertThat(lines()).isEqualTo(expected.toString());
	}

	@Test
	void whenAValueHasRunsOfBlanksAndTabsThenEachBecomesOneSpace() {
		assertThat(line("a  b")).isEqualTo("a b");
		assertThat(line("  a \t b  c\t")).isEqualTo("a b c");
		assertThat(line("a\tb")).isEqualTo("a b");
		assertThat(line("\"a   b\"")).isEqualTo("\"a b\"");
	}

	@Test
	void whenAValueIsEmptyOrBlankThenTheLineStays() {
		assertThat(line("")).isEmpty();
		assertThat(line(" \t ")).isEmpty();
	}

	@Test
	void whenAnEmptyFieldIsRepeatedThenTheCommaStays() {
		add("a", "1");
		add("a", "");
		add("a", "");
		add("a", " 2 ");
		add("b", "");
		assertThat(lines()).isEqualTo("a:1,,,2\nb:\n");
	}

	@Test
	void whenAValueIsNotAsciiThenItsUtf8BytesAreSigned() {
		assertThat(line("Gr\u00fc\u00dfe \u20ac \ud83d\ude00")).isEqualTo("Gr\u00fc\u00dfe \u20ac \ud83d\ude00");
		assertThat(line("a\u0080\u0080b")).isEqualTo("a\u0080\u0080b");
	}

	@Test
	void whenAValueHasANoBreakSpaceThenItIsACharacterLikeAnyOther() {
		assertThat(line("\u00a0a\u00a0\u00a0b\u00a0")).isEqualTo("\u00a0a\u00a0\u00a0b\u00a0");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\r\nX-Evil: 1", "a\nb", "a\rb", "a\u0000b", "a\u001fb", "a\u007fb", "\u000b", "a\f" })
	void whenAValueHasALineEndOrControlCharacterThenItIsRefusedWithoutRepeatingIt(String value) {
		add("X-Amz-Meta", "secret " + value);
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(this::lines)
			.withMessageContaining("x-amz-meta")
			.withMessageContaining("index")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("secret", "\n", "\r"));
	}

	@Test
	void whenAValueHasHalfACharacterThenItIsRefused() {
		add("x", "a\ud83d");
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(this::lines).withMessageContaining("surrogate");
	}

	@Test
	void whenAValueIsOurOwnThenItIsWrittenAsItIs() {
		this.headers.addCanonical(HeaderName.of("x-amz-date"), "20150830T123600Z".getBytes(StandardCharsets.US_ASCII));
		add("host", "h");
		assertThat(lines()).isEqualTo("host:h\nx-amz-date:20150830T123600Z\n");
	}

	@Test
	void whenClearedThenNothingIsLeft() {
		add("a", "1");
		this.headers.clear();
		add("b", "2");
		assertThat(lines()).isEqualTo("b:2\n");
		assertThat(names()).isEqualTo("b");
	}

	private void add(String name, String value) {
		this.headers.add(HeaderName.of(name), value);
	}

	private String line(String value) {
		this.headers.clear();
		add("x", value);
		String line = lines();
		return line.substring(2, line.length() - 1);
	}

	private String lines() {
		ByteBuilder out = new ByteBuilder(4);
		this.headers.writeLines(out);
		return out.utf8(0, out.length());
	}

	private String names() {
		ByteBuilder out = new ByteBuilder(4);
		this.headers.writeNames(out);
		return out.utf8(0, out.length());
	}

}
