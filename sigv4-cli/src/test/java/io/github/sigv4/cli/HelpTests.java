package io.github.sigv4.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

class HelpTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "", "verify ", "batch ", "generate-completion " })
	void shouldFitIntoATerminal(String command) {
		Run run = Run.of((command + "--help").split(" ", -1));
		assertThat(run).returns(0, Run::status).returns("", Run::err);
		assertThat(run.out().lines()).allMatch((line) -> line.length() < 80)
			.anyMatch((line) -> line.contains("sigv4 "));
	}

	@Test
	void shouldHaveExamplesAndEachOption() {
		assertThat(Run.of("--help").out()).startsWith("Usage:")
			.contains("\nExamples:\n  sigv4 https://", "-X, --request", "-H, --header", "-d, --data", "--data-binary",
					"-T, --upload-file", "-o, --output", "-i, --include", "-f, --fail", "-v, --verbose", "-s, --silent",
					"--max-time", "--service", "--region", "--profile", "--presign", "--explain", "--unsigned-payload",
					"--algorithm", "--region-set", "--date", "--allow-insecure-http", "\n  verify ", "\n  batch ",
					"\n  generate-completion ");
	}

	@Test
	void shouldTellTheVersion() {
		assertThat(Run.of("--version").out()).matches("sigv4 \\S+ \\(Java [^)]*\\)\\R");
	}

	/** In a shell of its own, as by pressing the tabulator. */
	@Test
	void shouldCompleteOptionsAndCommandsInBash() throws Exception {
		Path bash = Path.of("/bin/bash");
		if (!Files.isExecutable(bash)) {
			System.out.println("Skipped: there is no /bin/bash to complete in");
		}
		assumeThat(bash).isExecutable();
		Path script = Files.writeString(this.directory.resolve("completion"), Run.of("generate-completion").out());
		assertThat(complete(script, "--unsi", "ver", "verify --prof")).containsExactly("--unsigned-payload", "verify",
				"--profile");
	}

	/** Complete the last word of each line. */
	private static List<String> complete(Path script, String... lines) throws IOException, InterruptedException {
		StringBuilder commands = new StringBuilder("set -e; compopt() { :; }; source " + script + "\n");
		for (String line : lines) {
			commands.append("COMP_WORDS=(sigv4 ").append(line).append("); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n");
			commands.append("_complete_sigv4 sigv4 \"${COMP_WORDS[COMP_CWORD]}\"; echo \"${COMPREPLY[*]}\"\n");
		}
		Process process = new ProcessBuilder("/bin/bash", "-c", commands.toString()).redirectErrorStream(true).start();
		List<String> output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
			.toList();
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		return output;
	}

}
