package io.github.sigv4.benchmarks;

import io.github.sigv4.benchmarks.scale.ContextStart;
import io.github.sigv4.benchmarks.scale.Soak;

/**
 * JMH, and what else there is beside it.
 */
public final class Main {

	private Main() {
	}

	/**
	 * Run JMH.
	 * @param arguments the arguments of JMH
	 * @throws Exception if a benchmark fails
	 */
	public static void main(String[] arguments) throws Exception {
		switch ((arguments.length > 0) ? arguments[0] : "") {
			case "context-start" -> ContextStart.main(arguments);
			case "soak" -> Soak.main(arguments);
			default -> org.openjdk.jmh.Main.main(arguments);
		}
	}

}
