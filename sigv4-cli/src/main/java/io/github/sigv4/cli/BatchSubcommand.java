package io.github.sigv4.cli;

import java.io.IOException;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;

/**
 * {@code sigv4 batch} on standard input and output.
 */
@Command(name = "batch", mixinStandardHelpOptions = true, versionProvider = Version.class,
		header = "Signs requests, URLs and chunks of bodies given as JSON Lines.", synopsisHeading = "%nUsage:%n",
		customSynopsis = "  sigv4 batch", descriptionHeading = "%n",
		description = "Each line on standard input is answered by one line of JSON on standard output, and nothing is "
				+ "sent.",
		optionListHeading = "%n")
final class BatchSubcommand implements Callable<Integer> {

	private final Streams streams;

	BatchSubcommand(Streams streams) {
		this.streams = streams;
	}

	@Override
	public Integer call() {
		try {
			new BatchCommand(this.streams.in(), this.streams.out()).run();
			return ExitStatus.DONE;
		}
		catch (IOException ex) {
			this.streams.err()
				.println("sigv4 batch: stopped before the end of input, since standard input or output "
						+ "failed or was closed: " + ex.getMessage());
			return ExitStatus.FAILED;
		}
	}

}
