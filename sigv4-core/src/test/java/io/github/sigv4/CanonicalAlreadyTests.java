package io.github.sigv4;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
		check("ab=&=&c-%2eB\u00e9+", CanonicalQuery::isCanonical, CanonicalAlreadyTests::written, (text) -> text);
	}

	private static String written(String raw) {
		CanonicalQuery query = new CanonicalQuery();
		query.addAll(raw, Set.of());
		ByteBuilder out = new ByteBuilder(16);
		query.write(out);
		return out.utf8(0, out.length());
	}

	/**
	 * Single letters rarely make more than two parameters. Those that have names and
	 * values and are in order, none named as another one, are all found.
	 */
	@Test
	void shouldFindTheOrderOfParameters() {
		String[] parameters = { "a=", "a=1", "ab=", "a-=", "a1=2", "aa=", "b=10", "b=9", "c=", "d", "=e" };
		Random random = new Random(20260831);
		int found = 0;
		for (int i = 0; i < COUNT / 4; i++) {
			List<String> some = Stream.generate(() -> parameters[random.nextInt(parameters.length)])
				.limit(random.nextInt(5))
				.toList();
			String query = String.join("&", some);
			Set<String> names = some.stream()
				.map((parameter) -> parameter.replaceAll("=.*", ""))
				.collect(Collectors.toSet());
			boolean inOrder = !some.isEmpty() && written(query).equals(query) && names.size() == some.size();
			assertThat(CanonicalQuery.isCanonical(query)).as(query).isEqualTo(inOrder);
			found += inOrder ? 1 : 0;
		}
		assertThat(found).isGreaterThan(COUNT / 40);
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
