package io.github.sigv4.benchmarks;

import java.util.List;

import io.github.sigv4.benchmarks.endtoend.EndToEnd;
import io.github.sigv4.benchmarks.goals.Goals;
import io.github.sigv4.benchmarks.scale.ContextStart;
import io.github.sigv4.benchmarks.scale.Soak;

/**
 * JMH, and what else there is beside it.
 */
public final class Main {

	private Main() {
	}

	/**
	 * Run what the first argument says, or JMH.
	 * @param arguments {@code goals}, {@code end-to-end}, {@code context-start} or
	 * {@code soak} with their options, or the arguments of JMH
	 * @throws Exception if a benchmark fails
	 */
	public static void main(String[] arguments) throws Exception {
		switch ((arguments.length > 0) ? arguments[0] : "") {
			case "goals" -> System.exit(Goals.run(arguments, System.out) ? 0 : 1);
			case "end-to-end" -> EndToEnd.run(List.of(arguments).subList(1, arguments.length));
			case "context-start" -> ContextStart.main(arguments);
			case "soak" -> Soak.main(arguments);
			default -> org.openjdk.jmh.Main.main(arguments);
		}
	}

}
