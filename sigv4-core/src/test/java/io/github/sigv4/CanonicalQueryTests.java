package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CanonicalQueryTests {

	@ParameterizedTest
	@NullAndEmptySource
	@ValueSource(strings = { "&", "&&&", "=", "=a", "=&=b" })
	void whenThereIsNoNameThenThereIsNoParameter(@Nullable String query) {
		assertThat(canonical(query)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "lifecycle | lifecycle=", "a= | a=", "a | a=", "a&b | a=&b=", "a==  | a=%3D",
			"a=b=c | a=b%3Dc", "&a=1 | a=1", "a=1& | a=1", "a=1&&b=2 | a=1&b=2", "=x&a=1 | a=1" })
	void whenValuesOrNamesAreMissingThenTheEqualsSignStays(String query, String expected) {
		assertThat(canonical(query)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "b=1&a=2 | a=2&b=1", "a=2&a=1 | a=1&a=2", "a=1&a=1 | a=1&a=1",
			"a&a=1&a= | a=&a=&a=1", "a-=1&a=2 | a=2&a-=1", "a1=1&a=2 | a=2&a1=1", "a.=1&a=2&a~=3 | a=2&a.=1&a~=3",
			"b=1&B=2 | B=2&b=1", "a=b&a=B&a=%C3 | a=%C3&a=B&a=b", "ä=1&z=2&A=3 | %C3%A4=1&A=3&z=2",
			"a%20=1&a=2&a!=3 | a=2&a%20=1&a%21=3", "aa=1&a=2&b=3 | a=2&aa=1&b=3", "a=10&a=9&a=1 | a=1&a=10&a=9" })
	void whenSortedThenByTheBytesOfTheEncodedNameAndThenOfTheValue(String query, String expected) {
		assertThat(canonical(query)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "a=%7E%41%2d | a=~A-", "a=%3a%3A | a=%3A%3A", "a=*/?:@ | a=%2A%2F%3F%3A%40",
			"a=$,;!'() | a=%24%2C%3B%21%27%28%29", "a=b c | a=b%20c", "a=%20 | a=%20", "a=+ | a=%2B",
			"a=%2B%2b | a=%2B%2B", "a=%26%3D%23 | a=%26%3D%23", "a=% | a=%25", "a=%4 | a=%254", "a=%zz | a=%25zz",
			"a=%g1 | a=%25g1", "a=%1g | a=%251g", "a=%25zz | a=%25zz", "a=%FF%00 | a=%FF%00",
			"€=%e2%82%ac | %E2%82%AC=%E2%82%AC", "\u0080=\u0080 | %C2%80=%C2%80", "%61=1 | a=1", "a=-._~ | a=-._~" })
	void whenEncodedThenEachByteHasOneForm(String query, String expected) {
		assertThat(canonical(query)).isEqualTo(expected);
	}

	@Test
	void whenACharacterHasFourBytesThenItSortsBelowLetters() {
		assertThat(canonical("\ud83d\ude00=\ud83d\ude00&A=1")).isEqualTo("%F0%9F%98%80=%F0%9F%98%80&A=1");
	}

	@ParameterizedTest
	@ValueSource(chars = { Character.MIN_SURROGATE, '\ude00', Character.MAX_SURROGATE })
	void whenASurrogateHasNoPartnerThenItIsRefused(char surrogate) {
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> canonical("a=" + surrogate))
			.withMessageContaining("surrogate");
	}

	@Test
	void whenThereAreThousandsOfParametersThenAllAreSorted() {
		String query = IntStream.range(0, 5000)
			.mapToObj((i) -> "k" + (10_000 + (i * 7919) % 5000) + "=")
			.collect(Collectors.joining("&"));
		String expected = IntStream.range(0, 5000)
			.mapToObj((i) -> "k" + (10_000 + i) + "=")
			.collect(Collectors.joining("&"));
		assertThat(canonical(query)).isEqualTo(expected);
	}

	@Test
	void whenNamesAreRepeatedThenTheirValuesAreSorted() {
		Random random = new Random(20150830);
		Comparator<String[]> byName = Comparator.comparing((parameter) -> parameter[0]);
		for (int i = 0; i < 2000; i++) {
			List<String[]> parameters = new ArrayList<>();
			for (int count = random.nextInt(8); count >= 0; count--) {
				parameters.add(new String[] { "ab".substring(random.nextInt(2)),
						Integer.toString(random.nextInt(1 << random.nextInt(12)), 2) });
			}
			String query = query(parameters.stream());
			assertThat(canonical(query)).as(query)
				.isEqualTo(query(parameters.stream().sorted(byName.thenComparing((parameter) -> parameter[1]))));
		}
	}

	private static String query(Stream<String[]> parameters) {
		return parameters.map((parameter) -> String.join("=", parameter)).collect(Collectors.joining("&"));
	}

	@Test
	void whenNamesAreToBeLeftOutThenOnlyTheseAre() {
		CanonicalQuery query = new CanonicalQuery();
		query.addAll("b=2&X-Amz-Date=1&x-amz-date=2&X-Amz-Dat%65=3&X-Amz-Date2=4&X=5&a=1", Set.of("X-Amz-Date"));
		assertThat(written(query)).isEqualTo("X=5&X-Amz-Date2=4&a=1&b=2&x-amz-date=2");
		assertThat(writtenInOrder(query)).isEqualTo("b=2&x-amz-date=2&X-Amz-Date2=4&X=5&a=1");
	}

	@Test
	void whenWrittenInOrderThenOnlyTheEncodingChanges() {
		CanonicalQuery query = new CanonicalQuery();
		query.addAll("b=a+b&&a&b=%7e&=x", Set.of());
		assertThat(writtenInOrder(query)).isEqualTo("b=a%2Bb&a=&b=~");
	}

	@Test
	void whenAParameterIsAddedThenItsValueIsEncoded() {
		CanonicalQuery query = new CanonicalQuery();
		query.add(ascii("X-Amz-Credential"), ascii("AKID/20150830;a b~"));
		assertThat(written(query)).isEqualTo("X-Amz-Credential=AKID%2F20150830%3Ba%20b~");
		assertThat(query.has(ascii("X-Amz-Credential"))).isTrue();
		assertThat(query.has(ascii("X-Amz-Cred"))).isFalse();
		assertThat(query.has(ascii("X-Amz-Credential2"))).isFalse();
	}

	@Test
	void whenClearedThenNothingIsLeft() {
		CanonicalQuery query = new CanonicalQuery();
		query.addAll("a=1&b=2", Set.of());
		query.clear();
		assertThat(query.has(ascii("a"))).isFalse();
		query.addAll("c", Set.of());
		assertThat(written(query)).isEqualTo("c=");
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private static String canonical(@Nullable String raw) {
		CanonicalQuery query = new CanonicalQuery();
		query.addAll(raw, Set.of());
		return written(query);
	}

	private static String written(CanonicalQuery query) {
		ByteBuilder out = new ByteBuilder(4);
		query.write(out);
		return out.ascii(0, out.length());
	}

	private static String writtenInOrder(CanonicalQuery query) {
		ByteBuilder out = new ByteBuilder(4);
		query.writeInOrder(out);
		return out.ascii(0, out.length());
	}

}
