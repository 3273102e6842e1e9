package io.github.sigv4.cli;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The jar as users start it: what no test inside one JVM can see.
 */
@Timeout(120)
class SigV4JarIT {

	@Test
	void shouldAnswerManyLinesInOrderWhateverTheLocale() throws Exception {
		int lines = 20_000;
		Process process = start("-Dfile.encoding=US-ASCII", "batch");
		CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> ask(process, lines));
		List<String> answers = new ArrayList<>();
		try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
			for (String answer = reader.readLine(); answer != null; answer = reader.readLine()) {
				answers.add(answer);
			}
		}
		writer.get();
		assertThat(process.waitFor()).isZero();
		assertThat(text(process.getErrorStream())).isEmpty();
		assertThat(answers).hasSize(lines);
		for (int i = 0; i < lines; i++) {
			assertThat(answers.get(i)).startsWith((i % 10 != 0)
					? "{\"id\":" + i + ",\"canonical_request\":\"GET\\n/" + i + "\\n\\nhost:example.amazonaws.com\\n"
							+ "x-amz-date:20150830T123600Z\\nx-amz-meta-a:\\u00e9\\u20ac\\n"
					: "{\"id\":\"\u00e9" + i + "\",\"error\":");
		}
	}

	/** Every tenth line is broken. */
	private static void ask(Process process, int lines) {
		try (Writer writer = new BufferedWriter(
				new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8))) {
			for (int i = 0; i < lines; i++) {
				writer.write((i % 10 != 0) ? line(i) : "{\"id\":\"\u00e9" + i + "\",garbage\n");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String line(int number) {
		return """
				{"id":%d,"kind":"header","method":"GET","url":"https://example.amazonaws.com/%d",\
				"headers":[["X-Amz-Meta-A","\u00e9\u20ac"]],"region":"us-east-1","service":"service",\
				"timestamp":"2015-08-30T12:36:00Z","credentials":{"access_key":"AKIDEXAMPLE","secret_key":"secret-%d"}}
				""".formatted(number, number, number);
	}

	/**
	 * The example that AWS publishes, a chunk of more bytes than there is memory for, and
	 * an algorithm whose provider the JVM has to find.
	 */
	@Test
	void shouldSignChunksByBothAlgorithmsInLittleMemory() throws Exception {
		Process process = start("-Xmx48m", "batch");
		try (Writer writer = process.outputWriter(StandardCharsets.UTF_8)) {
			writer.write(chunk("AWS4-HMAC-SHA256", "[\"a\",65536]"));
			writer.write(chunk("AWS4-ECDSA-P256-SHA256", "[\"\u00e9\",50000000]"));
		}
		List<String> answers = text(process.getInputStream()).lines().toList();
		assertThat(process.waitFor()).isZero();
		assertThat(answers).hasSize(2);
		assertThat(answers.get(0))
			.endsWith("\"signature\":\"ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\"}");
		assertThat(answers.get(1))
			.startsWith("{\"id\":null,\"string_to_sign\":\"AWS4-ECDSA-P256-SHA256-PAYLOAD\\n20130524T000000Z\\n"
					+ "20130524/s3/aws4_request\\n4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9\\n"
					+ "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\\n"
					+ "d8af8e9250a39e6813ed650292264706df0042923261a953eeae9a102dc127ff\",\"signature\":\"30");
	}

	private static String chunk(String algorithm, String dataRepeat) {
		return """
				{"kind":"chunk","algorithm":"%s","region":"us-east-1","service":"s3","timestamp":"20130524T000000Z",\
				"credentials":{"access_key":"AKIAIOSFODNN7EXAMPLE",\
				"secret_key":"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"},"chunk":{"data_repeat":%s,\
				"previous_signature":"4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"}}
				""".formatted(algorithm, dataRepeat);
	}

	@Test
	void whenOutputIsClosedThenEndsWithStatusOneAndOneLine() throws Exception {
		Process process = start("batch");
		process.getInputStream().close();
		try (Writer writer = process.outputWriter()) {
			writer.write("{}\n");
		}
		assertThat(process.waitFor()).isOne();
		assertThat(text(process.getErrorStream())).startsWith("sigv4 batch: stopped before the end of input")
			.hasLineCount(1)
			.doesNotContain("Exception");
	}

	@Test
	void whenUsageIsWrongThenSaysSoWithStatusTwo() throws Exception {
		for (Process process : List.of(start(), start("batch", "--fast"))) {
			assertThat(process.waitFor()).isEqualTo(2);
			assertThat(text(process.getInputStream())).isEmpty();
			assertThat(text(process.getErrorStream())).startsWith("sigv4: there is no ")
				.endsWith(" (sigv4 --help)" + System.lineSeparator())
				.hasLineCount(1);
		}
		Process help = start("--help");
		assertThat(help.waitFor()).isZero();
		assertThat(text(help.getInputStream())).startsWith("Usage:");
	}

	/**
	 * Start the jar; arguments that start with {@code -D} or {@code -X} are for the JVM.
	 */
	private static Process start(String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		List.of(arguments).stream().filter((argument) -> argument.matches("-[DX].*")).forEach(command::add);
		command.add("-jar");
		command.add(System.getProperty("sigv4.cli.jar"));
		List.of(arguments).stream().filter((argument) -> !argument.matches("-[DX].*")).forEach(command::add);
		ProcessBuilder builder = new ProcessBuilder(command);
		builder.environment().put("LC_ALL", "C");
		return builder.start();
	}

	private static String text(InputStream in) throws IOException {
		return new String(in.readAllBytes(), StandardCharsets.UTF_8);
	}

}
