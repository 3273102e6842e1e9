package io.github.sigv4.benchmarks;

import java.util.List;

import io.github.sigv4.benchmarks.endtoend.EndToEnd;

/**
 * JMH, and what else there is beside it.
 */
public final class Main {

	private Main() {
	}

	/**
	 * Run JMH, or the end-to-end harness if the first argument says so.
	 * @param arguments the arguments of JMH
	 * @throws Exception if a benchmark fails
	 */
	public static void main(String[] arguments) throws Exception {
		if (arguments.length > 0 && arguments[0].equals("end-to-end")) {
			EndToEnd.run(List.of(arguments).subList(1, arguments.length));
			return;
		}
		org.openjdk.jmh.Main.main(arguments);
	}

}
