package io.github.sigv4;

import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is found to be canonical is written without another look. It has to be what the
 * long way writes: said here of a great many texts, most of which are nearly canonical.
 */
class CanonicalAlreadyTests {

	private static final int COUNT = 200_000;

	@Test
	void shouldWriteCanonicalPathsAsEverySettingDoes() {
		check("/a.~%2eB\u00e9+ ", CanonicalUri::isCanonical, (text) -> {
			ByteBuilder out = new ByteBuilder(16);
			CanonicalUri.write(text, true, true, out);
			String written = out.utf8(0, out.length());
			for (int settings = 0; settings < 3; settings++) {
				out.truncate(0);
				CanonicalUri.write(text, settings == 1, settings == 2, out);
				assertThat(out.utf8(0, out.length())).isEqualTo(written);
			}
			return written;
		}, (text) -> "/" + text);
	}

	@Test
	void shouldWriteCanonicalQueriesAsTheyAre() {
		check("ab=&=&c-%2eB\u00e9+", CanonicalQuery::isCanonical, (text) -> {
			CanonicalQuery query = new CanonicalQuery();
			query.addAll(text, Set.of());
			ByteBuilder out = new ByteBuilder(16);
			query.write(out);
			return out.utf8(0, out.length());
		}, (text) -> text);
	}

	@Test
	void shouldWriteCanonicalValuesAsTheyAre() {
		check("a  b,\"\u0141\u00e9~", HeaderValue::isCanonical, (text) -> {
			ByteBuilder out = new ByteBuilder(16);
			HeaderValue.write(HeaderName.HOST, text, out);
			return out.utf8(0, out.length());
		}, (text) -> text);
	}

	@Test
	void shouldNotTakeControlCharactersForCanonical() {
		for (char c = 0; c < 0x300; c++) {
			boolean visible = c > ' ' && c <= '~';
			assertThat(HeaderValue.isCanonical("a" + c + "b")).as("U+%04X", (int) c).isEqualTo(visible || c == ' ');
			boolean unreserved = visible && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
			assertThat(CanonicalUri.isCanonical("/a" + c)).as("U+%04X", (int) c).isEqualTo(unreserved || c == '/');
			assertThat(CanonicalQuery.isCanonical("a=" + c)).as("U+%04X", (int) c).isEqualTo(unreserved);
		}
	}

	private static void check(String alphabet, Predicate<String> canonical, Function<String, String> written,
			Function<String, String> text) {
		Random random = new Random(20260830);
		int found = 0;
		for (int i = 0; i < COUNT; i++) {
			StringBuilder characters = new StringBuilder();
			for (int length = random.nextInt(8); length > 0; length--) {
				characters.append(alphabet.charAt(random.nextInt(alphabet.length())));
			}
			String candidate = text.apply(characters.toString());
			if (canonical.test(candidate)) {
				found++;
				assertThat(written.apply(candidate)).isEqualTo(candidate);
			}
		}
		assertThat(found).isGreaterThan(COUNT / 100);
	}

}
