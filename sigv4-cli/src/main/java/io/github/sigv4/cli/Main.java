package io.github.sigv4.cli;

import java.time.Clock;
import java.util.List;

/**
 * The entry of the command line. Public since the JVM starts it.
 */
public final class Main {

	private Main() {
	}

	/**
	 * Run the command and end the JVM with its exit status.
	 * @param args the arguments
	 */
	public static void main(String[] args) {
		System.exit(run(Streams.ofProcess(), List.of(args)));
	}

	private static int run(Streams streams, List<String> args) {
		// There is nothing to read of the arguments, which takes longer than many lines
		return args.equals(List.of("batch")) ? new BatchSubcommand(streams).call()
				: SigV4CommandLine.run(streams, Clock.systemUTC(), args);
	}

}
