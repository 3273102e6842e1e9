package io.github.sigv4;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.sigv4.Refusal.Cause;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CanonicalComparison} and what it asks: what is said of odd parts of
 * canonical requests, and of many differences.
 */
class CanonicalComparisonTests {

	private static final RefusedCall CALL = new RefusedCall(RefusedRequests.order(), 403, (name) -> null, new byte[0],
			RefusedRequests.NOW);

	private static final Map<String, String> HEADERS = Map.of("host", "a");

	private static final CanonicalText SIGNED = new CanonicalText("GET", "/", "", HEADERS, "host", "UNSIGNED-PAYLOAD");

	@Test
	void whenNothingDiffersThenThereIsNothingToSay() {
		assertThat(CanonicalComparison.find(CALL, SIGNED, SIGNED)).isNull();
	}

	@Test
	void shouldNameFourOtherDifferences() {
		CanonicalText received = new CanonicalText("PUT", "/b", "b=1", Map.of("host", "b"), "host",
				"STREAMING-UNSIGNED-PAYLOAD-TRAILER");
		assertThat(CanonicalComparison.find(CALL, SIGNED, received).text())
			.endsWith(" Different too: the path, the query, header 'host', the payload hash.");
	}

	@Test
	void whenMoreThanFourOthersDifferThenTheRestIsCounted() {
		CanonicalText received = new CanonicalText("PUT", "/b", "b=1", Map.of("host", "b", "x-a", "2"), "host", "none");
		CanonicalText signed = new CanonicalText("GET", "/", "", new TreeMap<>(Map.of("host", "a", "x-a", "1")), "host",
				"UNSIGNED-PAYLOAD");
		assertThat(CanonicalComparison.find(CALL, signed, received).text())
			.endsWith(" Different too: the path, the query, header 'host', header 'x-a' and 1 more.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u0080", "\u00fc", "\u20ac" })
	void shouldKnowCharactersBeyondAsciiInAHeader(String value) {
		assertThat(header("a" + value)).contains("characters beyond ASCII");
	}

	@Test
	void shouldTakeAllOfAsciiForSuch() {
		assertThat(header("a\u007f~")).doesNotContain("characters beyond ASCII");
	}

	@ParameterizedTest
	@CsvSource({ "a=1&=v, a=1, A query parameter that was signed did not arrive: '' (v).",
			"a=1, a=1&=v, A query parameter arrived that was not signed: '' (v).",
			"a=1&=v, a=1&=w, Query parameter '' signed 'v' | received 'w'.",
			"a=1&b, a=1, A query parameter that was signed did not arrive: 'b' ((none)).",
			"'', b=1, A query parameter arrived that was not signed: 'b' (1)." })
	void shouldSayOfAParameterWithoutANameOrValueToo(String signed, String received, String text) {
		Finding finding = QueryComparison.find(CALL, signed, received);
		assertThat(finding.cause()).isEqualTo(Cause.QUERY_CHANGED);
		assertThat(finding.text()).contains(text);
	}

	/** A service may answer with thousands. */
	@Test
	void shouldLookForANameThatIsWrittenOtherwiseAmongTheFirstSixteen() {
		String others = IntStream.range(0, 15).mapToObj((i) -> "n" + i + "=1&").collect(Collectors.joining());
		assertThat(QueryComparison.find(CALL, "a=1&b%20c=1", "a=1&" + others + "b%2520c=1").cause())
			.isEqualTo(Cause.QUERY_ENCODING);
		assertThat(QueryComparison.find(CALL, "a=1&b%20c=1", "a=1&" + others + "n=1&b%2520c=1").cause())
			.isEqualTo(Cause.QUERY_CHANGED);
	}

	private static String header(String received) {
		CanonicalText signed = new CanonicalText("GET", "/", "", Map.of("x-a", "a"), "x-a", "UNSIGNED-PAYLOAD");
		return CanonicalComparison
			.find(CALL, signed, new CanonicalText("GET", "/", "", Map.of("x-a", received), "x-a", "UNSIGNED-PAYLOAD"))
			.text();
	}

}
