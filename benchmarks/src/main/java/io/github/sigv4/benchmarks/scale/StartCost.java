package io.github.sigv4.benchmarks.scale;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.github.sigv4.benchmarks.JavaCommand;

/**
 * What one start has cost, or the median of several.
 *
 * @param millis from the start of the JVM until the context was refreshed
 * @param cpu milliseconds of the main thread on a processor, which a busy machine hardly
 * changes
 * @param classes that were loaded
 * @param beans definitions in the context
 * @param threads that were alive then
 */
record StartCost(double millis, double cpu, double classes, double beans, double threads) {

	/**
	 * Start an application in a JVM of its own.
	 * @param argument an argument of Spring Boot
	 */
	static StartCost of(String argument) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(
				JavaCommand.of(List.of("-Xmx256m"), StartedApplication.class, List.of(argument)))
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		int status = process.waitFor();
		return output.lines()
			.filter((line) -> line.startsWith(StartedApplication.RESULT))
			.map((line) -> line.substring(StartedApplication.RESULT.length()).split(" ", -1))
			.map((numbers) -> new StartCost(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]),
					Double.parseDouble(numbers[2]), Double.parseDouble(numbers[3]), Double.parseDouble(numbers[4])))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(
					"The application did not start, its status is " + status + ":\n" + output));
	}

	static StartCost median(List<StartCost> costs) {
		return new StartCost(median(costs, StartCost::millis), median(costs, StartCost::cpu),
				median(costs, StartCost::classes), median(costs, StartCost::beans), median(costs, StartCost::threads));
	}

	private static double median(List<StartCost> costs, ToDoubleFunction<StartCost> value) {
		double[] sorted = costs.stream().mapToDouble(value).sorted().toArray();
		return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
	}

}
