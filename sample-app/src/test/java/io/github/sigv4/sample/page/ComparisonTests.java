package io.github.sigv4.sample.page;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.sigv4.sample.page.Comparison.Cell;
import io.github.sigv4.sample.page.Comparison.Row;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Comparison} and {@link SignedText}.
 */
class ComparisonTests {

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "/a%2Bb, /a+b, %2B, +", "text/plain, text/plain;charset=UTF-8, '', ;charset=UTF-8", "a, b, a, b",
					"aa, aaa, '', a", "abab, ab, ab, ''", "'', a, '', a" })
	void piecesThatDifferAreMarked(String left, String right, String leftPiece, String rightPiece) {
		Row row = Row.of("path", left, right);
		assertThat(row.differs()).isTrue();
		assertThat(row.ours().piece()).isEqualTo(leftPiece);
		assertThat(row.theirs().piece()).isEqualTo(rightPiece);
		assertThat(text(row.ours())).isEqualTo(left);
		assertThat(text(row.theirs())).isEqualTo(right);
	}

	@Test
	void nothingIsMarkedInWhatIsTheSame() {
		Row row = Row.of("path", "/a", "/a");
		assertThat(row.differs()).isFalse();
		assertThat(row.ours().marked()).isFalse();
		assertThat(row.theirs().marked()).isFalse();
	}

	@Test
	void whatIsOnOneSideOnlyDiffers() {
		Map<String, String> ours = new LinkedHashMap<>(Map.of("header a", "1"));
		Comparison comparison = Comparison.of("Canonical request", "ours", ours, "theirs", Map.of("header b", "2"),
				null);
		assertThat(comparison.rows()).extracting(Row::label).containsExactly("header a", "header b");
		assertThat(comparison.rows()).allMatch(Row::differs);
		assertThat(comparison.rows().get(0).theirs().missing()).isTrue();
		assertThat(comparison.rows().get(1).ours().missing()).isTrue();
		assertThat(comparison.rows().get(1).theirs().piece()).isEqualTo("2");
	}

	private static String text(Cell cell) {
		return cell.before() + cell.piece() + cell.after();
	}

	@Test
	void linesOfACanonicalRequestHaveNames() {
		assertThat(SignedText.canonicalRequest("GET\n/a\n\nhost:a:1\nx-amz-date:d\n\nhost;x-amz-date\ne3b0"))
			.containsExactlyEntriesOf(ordered("method", "GET", "path", "/a", "query", "", "header host", "a:1",
					"header x-amz-date", "d", "signed headers", "host;x-amz-date", "payload hash", "e3b0"));
	}

	@Test
	void whatIsNoCanonicalRequestIsShownTooSomehow() {
		assertThat(SignedText.canonicalRequest("")).containsExactly(Map.entry("method", ""));
		assertThat(SignedText.canonicalRequest("a\nb\nc\nno colon\nd\ne").values()).contains("no colon");
	}

	@Test
	void linesOfAStringToSignHaveNames() {
		assertThat(SignedText.stringToSign("A\nB\nC\nD\nE")).containsExactlyEntriesOf(ordered("algorithm", "A",
				"request date", "B", "credential scope", "C", "hash of the canonical request", "D", "line 5", "E"));
	}

	private static Map<String, String> ordered(String... entries) {
		Map<String, String> ordered = new LinkedHashMap<>();
		for (int i = 0; i < entries.length; i += 2) {
			ordered.put(entries[i], entries[i + 1]);
		}
		return ordered;
	}

}
