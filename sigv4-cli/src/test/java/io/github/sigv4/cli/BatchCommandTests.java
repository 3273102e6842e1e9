package io.github.sigv4.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * How lines come and go, good or bad. What is signed: {@link BatchRequestTests}.
 */
class BatchCommandTests {

	@Test
	void shouldAnswerEveryLineInOrder() {
		StringBuilder input = new StringBuilder();
		List<String> expected = new ArrayList<>();
		for (int i = 0; i < 2000; i++) {
			input.append((i % 3 != 0) ? Batch.line("\"id\":" + i) : "{\"id\":" + i + "}").append('\n');
			expected.add((i % 3 != 0) ? "{\"id\":" + i + ",\"canonical_request\":" : "{\"id\":" + i + ",\"error\":");
		}
		List<String> answers = Batch.answers(input.toString());
		assertThat(answers).hasSameSizeAs(expected);
		for (int i = 0; i < expected.size(); i++) {
			assertThat(answers.get(i)).startsWith(expected.get(i));
		}
	}

	@Test
	@Timeout(60)
	void whenEachAnswerIsAwaitedThenItComesBeforeTheNextLine() throws Exception {
		try (PipedInputStream answers = new PipedInputStream()) {
			CompletableFuture<Void> run;
			try (PipedOutputStream questions = new PipedOutputStream()) {
				run = start(new PipedInputStream(questions), new PipedOutputStream(answers));
				for (String id : List.of("1", "2", "3")) {
					questions.write((Batch.line("\"id\":" + id) + "\n").getBytes(StandardCharsets.UTF_8));
					questions.flush();
					assertThat(readLine(answers)).startsWith("{\"id\":" + id + ",\"canonical_request\"");
				}
				questions.write("{\"id\":4".getBytes(StandardCharsets.UTF_8));
			}
			assertThat(readLine(answers)).startsWith("{\"id\":4,\"error\"");
			run.get(30, TimeUnit.SECONDS);
			assertThat(answers.read()).isEqualTo(-1);
		}
	}

	private static CompletableFuture<Void> start(InputStream in, OutputStream out) {
		return CompletableFuture.runAsync(() -> {
			try (out) {
				new BatchCommand(in, out).run();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

	private static String readLine(PipedInputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int c = in.read(); c != '\n'; c = in.read()) {
			assertThat(c).as("end of the answers").isNotEqualTo(-1);
			line.append((char) c);
		}
		return line.toString();
	}

	@Test
	void whenOutputIsClosedThenStops() {
		OutputStream closed = new OutputStream() {
			@Override
			public void write(int b) throws IOException {
				throw new IOException("Broken pipe");
			}
		};
		byte[] input = (Batch.line("") + "\n").repeat(3).getBytes(StandardCharsets.UTF_8);
		assertThatIOException().isThrownBy(() -> new BatchCommand(new ByteArrayInputStream(input), closed).run())
			.withMessage("Broken pipe");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "1.0", "-1.50e+3", "12345678901234567890.10", "true", "null", "\"text\"",
			"\"\\u00e9 \\\" \\n\"", "\"\u00e9\ud83d\ude00\"", "[1, {\"a\": [2]}]", "{}", "\"\"" })
	void shouldEchoTheIdAsItCame(String id) {
		assertThat(Batch.answers(Batch.line(" \"id\" : " + id + " ") + "\n")).singleElement()
			.asString()
			.startsWith("{\"id\":" + id + ",\"canonical_request\":");
	}

	@Test
	void whenIdHasALineBreakBetweenItsTokensThenTheAnswerIsOneLine() {
		assertThat(
				new String(Batch.answers("{\"id\":[1,\r2]}".getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
			.startsWith("{\"id\":[1, 2],\"error\"");
	}

	@Test
	void whenNoIdThenNull() {
		assertThat(Batch.answers(Batch.line(""))).singleElement().asString().startsWith("{\"id\":null,\"canonical");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			``                              | null | The line is blank
			`   `                           | null | The line is blank
			x                               | null | The line is not JSON
			"                               | null | The line is not JSON
			[1]                             | null | not an object
			"text"                          | null | not an object
			[1                              | null | The line is not JSON
			{"id":7,"kind":header}          | 7    | The line is not JSON, or not UTF-8, at byte
			{"id":7,"kind":"header"         | 7    | The line is not JSON
			{"id":7} {"id":8}               | 7    | goes on behind its JSON object
			{"id":7} x                      | 7    | The line is not JSON
			{"kind":1,"id":7}               | 7    | Field 'kind' has to be a string
			{"id":6,"id":7}                 | 7    | Field 'kind' is missing
			{"id":7,"kind":"chunk"}         | 7    | Field 'service' is missing
			{"id":7,"kind":"other"}         | 7    | use 'header', 'query' or 'chunk'
			{"x":{"id":8,"kind":[{}]}}      | null | Field 'kind' is missing
			""")
	void whenLineIsBadThenSaysWhyAndGoesOn(String line, String id, String message) {
		List<String> answers = Batch.answers(line + "\n" + Batch.line("\"id\":\"next\"") + "\n");
		assertThat(answers).hasSize(2);
		assertThat(answers.get(0)).startsWith("{\"id\":" + id + ",\"error\":\"").contains(message);
		assertThat(Batch.parse(answers.get(0))).containsOnlyKeys("id", "error");
		assertThat(answers.get(1)).startsWith("{\"id\":\"next\",\"canonical_request\"");
	}

	@Test
	void whenBytesAreNotUtf8ThenSaysSo() {
		byte[] line = "{\"id\":7,\"body\":\"\u00e9x\"}".getBytes(StandardCharsets.ISO_8859_1);
		assertThat(new String(Batch.answers(line), StandardCharsets.UTF_8))
			.startsWith("{\"id\":7,\"error\":\"The line is not JSON, or not UTF-8");
	}

	@Test
	void whenBytesLookLikeUtf16ThenTheyAreNotTakenForIt() {
		byte[] line = "{\"id\":7}".getBytes(StandardCharsets.UTF_16LE);
		assertThat(new String(Batch.answers(line), StandardCharsets.UTF_8))
			.startsWith("{\"id\":null,\"error\":\"The line is not JSON");
	}

	@Test
	void whenGarbageIsDeepOrLongThenGoesOn() {
		String[] garbage = { "[".repeat(1_000_000), "{\"id\":7,\"x\":" + "[".repeat(1_000_000),
				"{\"a\":".repeat(500_000), "{\"id\":7,\"headers\":" + "[".repeat(400) + "]".repeat(400) + "}",
				"{\"id\":" + "9".repeat(10_000_000) + "}", "x".repeat(10_000_000),
				"{\"" + "k".repeat(10_000_000) + "\":1}", "\"" + "\\u00e9".repeat(2_000_000) };
		List<String> answers = Batch.answers(String.join("\n", garbage) + "\n" + Batch.line(""));
		assertThat(answers).hasSize(garbage.length + 1);
		assertThat(answers.subList(0, garbage.length)).allSatisfy((line) -> assertThat(line).contains("\"error\":"));
		assertThat(answers.get(1)).startsWith("{\"id\":7,\"error\":\"The line is nested too deeply");
		assertThat(answers.get(garbage.length)).contains("\"signature\":");
	}

	@Test
	void whenBodyHasTenMegabytesThenSigns() {
		String body = "\u00e9".repeat(5_000_000);
		assertThat(Batch.answer(Batch.line("\"body\":\"" + body + "\""))).containsKey("signature");
	}

	@Test
	void whenLineIsTooLongToHoldThenSkipsIt() {
		byte[] input = new byte[LineReader.MAX_LENGTH + 100_000];
		Arrays.fill(input, (byte) 'x');
		byte[] next = ("\n" + Batch.line("\"id\":8")).getBytes(StandardCharsets.UTF_8);
		System.arraycopy(next, 0, input, input.length - next.length, next.length);
		List<String> answers = new String(Batch.answers(input), StandardCharsets.UTF_8).lines().toList();
		assertThat(answers).hasSize(2);
		assertThat(answers.get(0)).startsWith("{\"id\":null,\"error\":\"The line has more than 67108864 bytes");
		assertThat(answers.get(1)).startsWith("{\"id\":8,\"canonical_request\"");
	}

	@Test
	void whenTextIsNotAsciiThenItIsUtf8InAndJsonOut() {
		String line = Batch
			.line("\"id\":\"\u00e9\u2028\",\"headers\":[[\"X-Amz-Meta-A\",\"\u20ac \ud83d\ude00 \\\" \\\\\"]]");
		byte[] out = Batch.answers(line.getBytes(StandardCharsets.UTF_8));
		assertThat(Batch.parse(new String(out, StandardCharsets.UTF_8))).containsEntry("id", "\u00e9\u2028")
			.extractingByKey("canonical_request")
			.asString()
			.contains("\nx-amz-meta-a:\u20ac \ud83d\ude00 \" \\\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"secret_key\":SECRET}", "SECRET", "\"SECRET\"", "{\"SECRET\":", "{\"kind\":\"SECRET\"}",
			"[\"SECRET\"]", "{\"credentials\":{\"secret_key\":\"SECRET\"}", "{} SECRET" })
	void whenLineIsBadThenItsSecretIsNotInTheError(String line) {
		assertNoSecret(line.replace("SECRET", Batch.SECRET));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"kind\":\"SECRET\"", "\"algorithm\":\"SECRET\"", "\"method\":\"\",\"x\":\"SECRET\"",
			"\"url\":\"SECRET\"", "\"url\":\"https://a:wJalrXUtnFEMI@host/\"", "\"url\":\"https://SECRET\\u0001\"",
			"\"uri\":\"SECRET\"", "\"uri\":\"/SECRET\\n\"", "\"headers\":[[\"x-amz-a\",\"SECRET\\n\"]]",
			"\"headers\":[[\"Authorization\",\"SECRET\"]]", "\"headers\":[[\"x-amz-security-token\",\"SECRET\"]]",
			"\"headers\":\"SECRET\"", "\"body_b64\":\"SECRET=!\"", "\"region\":\"SECRET\"", "\"service\":\"SECRET\"",
			"\"timestamp\":\"SECRET\"", "\"timestamp\":\"2015-SECRET\"", "\"options\":\"SECRET\"",
			"\"options\":{\"expires\":\"SECRET\"}", "\"options\":{\"payload_hash\":\"SECRET \"}",
			"\"options\":{\"sign_body\":\"SECRET\"}", "\"options\":{\"unsigned_headers\":\"SECRET\"}",
			"\"credentials\":{\"access_key\":\"SECRET\",\"secret_key\":\"SECRET\"}",
			"\"credentials\":{\"access_key\":\"A\",\"secret_key\":\"SECRET\\n\"}",
			"\"credentials\":{\"access_key\":\"A\",\"secret_key\":[\"SECRET\"]}",
			"\"credentials\":{\"access_key\":\"A\",\"secret_key\":\"S\",\"token\":\" SECRET\"}",
			"\"credentials\":\"SECRET\"", "\"algorithm\":\"AWS4-ECDSA-P256-SHA256\",\"region_set\":\"SECRET\"",
			"\"algorithm\":\"AWS4-ECDSA-P256-SHA256\",\"region_set\":\"SECRET,\"",
			"\"kind\":\"chunk\",\"chunk\":\"SECRET\"",
			"\"kind\":\"chunk\",\"chunk\":{\"previous_signature\":\"SECRET\"}",
			"\"kind\":\"chunk\",\"chunk\":{\"previous_signature\":\"p\",\"data\":\"SECRET\\ud800\"}",
			"\"kind\":\"chunk\",\"chunk\":{\"previous_signature\":\"p\",\"data_b64\":\"SECRET!\"}",
			"\"kind\":\"chunk\",\"chunk\":{\"previous_signature\":\"p\",\"data_repeat\":[\"SECRET\",-1]}",
			"\"kind\":\"chunk\",\"chunk\":{\"previous_signature\":\"p\",\"trailer\":[[\"x\",\"SECRET\\n\"]]}" })
	void whenFieldIsBadThenItsSecretIsNotInTheError(String field) {
		assertNoSecret(Batch.line(field.replace("SECRET", Batch.SECRET)));
	}

	private static void assertNoSecret(String line) {
		List<String> answers = Batch.answers(line);
		assertThat(answers).singleElement().asString().contains("\"error\":\"").doesNotContain(Batch.SECRET, "wJalr");
	}

}
