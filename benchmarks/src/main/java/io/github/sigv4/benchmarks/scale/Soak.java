package io.github.sigv4.benchmarks.scale;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import io.github.sigv4.benchmarks.JavaCommand;

/**
 * A thousand services and ten thousand credentials in rotation, in a small heap and over
 * many midnights: whether anything grows or fails. What it prints tells whether it gets
 * slower, which is for the reader to judge.
 */
public final class Soak {

	private Soak() {
	}

	/**
	 * Run the soak in a JVM of its own.
	 * @param arguments {@code --minutes} or {@code --seconds}, and {@code --output} for
	 * the folder of the results
	 * @throws Exception if it cannot be run
	 */
	public static void main(String[] arguments) throws Exception {
		int status = run(arguments);
		if (status != 0) {
			System.exit(status);
		}
	}

	/** Return the exit status: 0 if all was well. */
	static int run(String... arguments) throws IOException, InterruptedException {
		return new ProcessBuilder(JavaCommand.of(List.of("-Xmx128m"), SoakRun.class, Arrays.asList(arguments)))
			.inheritIO()
			.start()
			.waitFor();
	}

}
