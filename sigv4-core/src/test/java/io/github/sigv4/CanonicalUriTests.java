package io.github.sigv4;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CanonicalUriTests {

	@ParameterizedTest
	@CsvSource({ "/, /", "/., /", "/.., /", "/../.., /", "/../a, /a", "//, /", "/a, /a", "/a/, /a/", "//a, /a",
			"/a//b, /a/b", "/a//, /a/", "/a/./b, /a/b", "/a/../b, /b", "/a/b/../../c, /c", "/a/../../b, /b",
			"/a/b/., /a/b", "/a/b/./, /a/b/", "/a/b/.., /a", "/a/b/../, /a/", "/a/.., /", "/a/../, /", "/.../a, /.../a",
			"/.a/b., /.a/b.", "/..a/b.., /..a/b..", "/%2E/a, /%2E/a", "/%2E%2E/a, /%2E%2E/a", "/a/%2F/../b, /a/b",
			"/./a, /a", "/.//., /" })
	void whenNormalizedThenSegmentsAreResolvedAsAwsDoes(String path, String expected) {
		assertThat(canonical(path, true, false)).isEqualTo(expected.replace("%2E", "."));
		assertThat(canonical(path, true, true)).isEqualTo(expected.replace("%", "%25"));
	}

	@ParameterizedTest
	@CsvSource({ "//", "/a//b", "/./a", "/a/../b", "/..", "/a/", "/a/." })
	void whenNotNormalizedThenEverySegmentStays(String path) {
		assertThat(canonical(path, false, false)).isEqualTo(path);
		assertThat(canonical(path, false, true)).isEqualTo(path);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "/a%20b | /a%2520b", "/%2F | /%252F", "/%2f | /%252f", "/%7E | /%257E", "/%25 | /%2525",
					"/% | /%25", "/%zz | /%25zz", "/a b | /a%20b", "/a+b | /a%2Bb", "/a*b | /a%2Ab",
					"/a=b&c | /a%3Db%26c", "/$@!'(),;: | /%24%40%21%27%28%29%2C%3B%3A", "/~-._ | /~-._", "/ü | /%C3%BC",
					"/€ | /%E2%82%AC" })
	void whenEncodedTwiceThenWhatIsOnTheWireIsEncodedAsItStands(String path, String expected) {
		assertThat(canonical(path, false, true)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "/a%20b | /a%20b", "/%2F | /%2F", "/%2f | /%2F", "/%7E | /~", "/%41 | /A", "/%25 | /%25",
					"/%2525 | /%2525", "/% | /%25", "/%4 | /%254", "/%zz | /%25zz", "/a b | /a%20b", "/a+b | /a%2Bb",
					"/%2b | /%2B", "/a*b | /a%2Ab", "/a=b&c | /a%3Db%26c", "/ü | /%C3%BC", "/%c3%bc | /%C3%BC",
					"/%FF%00 | /%FF%00" })
	void whenEncodedOnceThenThePathIsDecodedAndEncodedAsS3Does(String path, String expected) {
		assertThat(canonical(path, false, false)).isEqualTo(expected);
	}

	@Test
	void whenACharacterHasFourBytesThenEachIsEncoded() {
		assertThat(canonical("/\ud83d\ude00", false, true)).isEqualTo("/%F0%9F%98%80");
		assertThat(canonical("/\ud83d\ude00", false, false)).isEqualTo("/%F0%9F%98%80");
	}

	@Test
	void whenDotsComeUpByDecodingThenTheyAreNoDotSegments() {
		assertThat(canonical("/a/%2e%2e/b", true, false)).isEqualTo("/a/../b");
	}

	@Test
	void whenASurrogateHasNoPartnerThenItIsRefused() {
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> canonical("/\ud83d", true, true))
			.withMessageContaining("U+d83d");
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> canonical("/\ude00a", true, false))
			.withMessageContaining("U+de00");
	}

	@Test
	void whenSomethingStandsBeforeThenItIsLeftAlone() {
		ByteBuilder out = new ByteBuilder(8);
		out.appendAscii("GET /x\n");
		CanonicalUri.write("/../../a", true, true, out);
		assertThat(out.ascii(0, out.length())).isEqualTo("GET /x\n/a");
	}

	@Test
	void whenThePathIsVeryLongThenNothingIsLost() {
		String path = "/segment%20".repeat(10_000);
		assertThat(canonical(path, true, true)).isEqualTo(path.replace("%", "%25"));
	}

	private static String canonical(String path, boolean normalize, boolean encodeTwice) {
		ByteBuilder out = new ByteBuilder(4);
		CanonicalUri.write(path, normalize, encodeTwice, out);
		return out.ascii(0, out.length());
	}

}
