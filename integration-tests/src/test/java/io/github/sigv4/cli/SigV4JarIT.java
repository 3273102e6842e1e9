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
	void whenUsageIsWrongThenPrintsItWithStatusTwo() throws Exception {
		assertUsage(start(), 2);
		assertUsage(start("batch", "--fast"), 2);
		assertUsage(start("--help"), 0);
	}

	private static void assertUsage(Process process, int status) throws Exception {
		assertThat(process.waitFor()).isEqualTo(status);
		assertThat(text((status != 0) ? process.getErrorStream() : process.getInputStream()))
			.startsWith("usage: java -jar sigv4.jar batch");
	}

	/** Start the jar; arguments that start with {@code -D} are for the JVM. */
	private static Process start(String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		List.of(arguments).stream().filter((argument) -> argument.startsWith("-D")).forEach(command::add);
		command.add("-jar");
		command.add(System.getProperty("sigv4.cli.jar"));
		List.of(arguments).stream().filter((argument) -> !argument.startsWith("-D")).forEach(command::add);
		ProcessBuilder builder = new ProcessBuilder(command);
		builder.environment().put("LC_ALL", "C");
		return builder.start();
	}

	private static String text(InputStream in) throws IOException {
		return new String(in.readAllBytes(), StandardCharsets.UTF_8);
	}

}
