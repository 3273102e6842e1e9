package io.github.sigv4.cli;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options that say what becomes of the answer. Filled by picocli.
 */
final class OutputOptions {

	/** Above all doubt, and no number of milliseconds that is too large. */
	private static final double MAX_SECONDS = 1e9;

	@Option(names = { "-o", "--output" }, paramLabel = "FILE",
			description = "Write the body of the answer to a file in place of standard output.")
	private @Nullable String file;

	@Option(names = { "-i", "--include" }, description = "Print the headers of the answer before its body.")
	private boolean include;

	@Option(names = { "-f", "--fail" },
			description = "End with status 22 and without the body if the answer's status is 400 or more.")
	private boolean fail;

	@Option(names = { "-v", "--verbose" },
			description = "Show on standard error what is on the wire: '>' sent, '<' received, '*' about the "
					+ "connection; secrets are left out.")
	private boolean verbose;

	@Option(names = { "-s", "--silent" }, description = "No progress bar, no explanations, no errors.")
	private boolean silent;

	@Option(names = { "-S", "--show-error" }, description = "With -s, explanations and errors all the same.")
	private boolean showError;

	@Option(names = "--max-time", paramLabel = "SECONDS", converter = Seconds.class,
			description = "Give up if there is no whole answer within this time, as 2.5.")
	private @Nullable Double maxTime;

	/** The file of {@code -o}, or {@code null} for standard output. */
	@Nullable String file() {
		return "-".equals(this.file) ? null : this.file;
	}

	boolean isInclude() {
		return this.include;
	}

	boolean isFail() {
		return this.fail;
	}

	boolean isVerbose() {
		return this.verbose;
	}

	boolean isSilent() {
		return this.silent;
	}

	/** Whether what is wrong is kept back. */
	boolean isMute() {
		return this.silent && !this.showError;
	}

	@Nullable Duration maxTime() {
		if (this.maxTime == null) {
			return null;
		}
		if (!(this.maxTime > 0 && this.maxTime <= MAX_SECONDS)) {
			throw CommandException.usage("--max-time takes a number of seconds, as 2.5");
		}
		return Duration.ofMillis(Math.max(1, Math.round(1000 * this.maxTime)));
	}

}
