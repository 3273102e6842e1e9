package io.github.sigv4.benchmarks.goals;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.openjdk.jmh.runner.RunnerException;

import io.github.sigv4.benchmarks.endtoend.WebClientComparison;

/**
 * Measures everything that the goals are about, and judges them.
 */
public final class Goals {

	/** Measure as on a processor that has no instructions for SHA-256. */
	private static final String NO_SHA = "--no-sha";

	/**
	 * One after the other, since what disturbs the machine lasts for seconds or minutes;
	 * and each JVM compiles in its own way.
	 */
	private static final int PASSES = 2;

	/**
	 * How many there may be while a goal is missed: a disturbance only ever makes slower,
	 * whoever is measured, so that more passes come closer to the truth.
	 */
	private static final int MAX_PASSES = 4;

	private Goals() {
	}

	/**
	 * Measure, and print what was measured and then a line for each goal. While a goal is
	 * missed everybody is measured again, up to four times in all. Without the
	 * processor's help with SHA-256 only the time above the floor is judged.
	 * @param arguments {@code goals}, and {@code --no-sha} or nothing
	 * @param out where to print
	 * @return whether no goal was missed
	 * @throws RunnerException if a benchmark fails, as when a signature is wrong
	 * @throws IOException if a process cannot be started
	 * @throws InterruptedException if interrupted
	 */
	public static boolean run(String[] arguments, PrintStream out)
			throws RunnerException, IOException, InterruptedException {
		List<String> options = Arrays.asList(arguments).subList(1, arguments.length);
		if (!options.isEmpty() && !options.equals(List.of(NO_SHA))) {
			throw new IllegalArgumentException("After 'goals' there can be " + NO_SHA + " only, not " + options);
		}
		boolean sha = options.isEmpty();
		out.println("# JDK " + System.getProperty("java.runtime.version") + " (" + System.getProperty("java.vm.name")
				+ "), " + Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name")
				+ " " + System.getProperty("os.arch") + (sha ? "" : ", without instructions for SHA-256"));
		Measurements measurements = new Measurements(sha ? List.of() : List.of("-XX:-UseSHA"), out);
		Table table = new Table(measurements);
		List<Goal> goals = new ArrayList<>();
		for (int pass = 1; pass <= PASSES || (isMissed(goals) && pass <= MAX_PASSES); pass++) {
			out.println("# pass " + pass);
			measurements.pass();
			goals = sha ? table.goals() : List.of(table.timeAboveFloor());
		}
		List<Goal> all = new ArrayList<>(goals);
		if (sha) {
			all.add(webClient(out));
		}
		all.forEach((goal) -> out.println(goal.line()));
		List<Goal> measured = all.stream().filter(Goal::isMeasured).toList();
		out.println("# " + measured.stream().filter(Goal::isTargetReached).count() + " of " + measured.size()
				+ " reach their target");
		return !isMissed(all);
	}

	private static boolean isMissed(List<Goal> goals) {
		return goals.stream().anyMatch(Goal::isFailed);
	}

	private static Goal webClient(PrintStream out) throws IOException, InterruptedException {
		WebClientComparison comparison = WebClientComparison.run();
		for (int pass = 2; goal(comparison).isFailed() && pass <= MAX_PASSES; pass++) {
			comparison = comparison.runAgain();
		}
		comparison.table().lines().forEach((line) -> out.println("# " + line));
		return goal(comparison);
	}

	private static Goal goal(WebClientComparison comparison) {
		return Goal.of("webclient", Criterion.atLeast(comparison.throughputRatio(), 0.85, 0.9),
				new Criterion(comparison.addedCpuMicros(), false, 6, 6, "us"));
	}

}
