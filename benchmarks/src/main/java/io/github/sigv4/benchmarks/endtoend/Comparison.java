package io.github.sigv4.benchmarks.endtoend;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What came of a contest: medians over the quietest third of its rounds. Contenders are
 * compared within each round, and the median is that of the comparisons.
 * <p>
 * What else the machine does makes everybody slower for seconds or minutes, and a
 * difference in microseconds with it. How quiet a round was is told by the client that is
 * compared with, so that no other can gain by the choice.
 *
 * @param rounds the rounds of all contenders
 */
record Comparison(List<Round> rounds) {

	double throughputRatio(Contender contender) {
		return against(contender, (round, buffered) -> round.requestsPerSecond() / buffered.requestsPerSecond());
	}

	double addedCpuMicros(Contender contender) {
		return against(contender, (round, buffered) -> round.cpuMicrosPerRequest() - buffered.cpuMicrosPerRequest());
	}

	String table(String title) {
		StringBuilder table = new StringBuilder();
		table.append(String.format(Locale.ROOT, "%-26s %8s %6s %8s %8s %10s %8s%n", title, "req/s", "ratio", "p50 us",
				"p99 us", "CPU us/req", "added"));
		for (Contender contender : Contender.values()) {
			table.append(String.format(Locale.ROOT, "%-26s %8.0f %6.2f %8.0f %8.0f %10.1f %+8.1f%n", contender.title(),
					median(contender, Round::requestsPerSecond), throughputRatio(contender),
					median(contender, (round) -> round.p50() / 1e3), median(contender, (round) -> round.p99() / 1e3),
					median(contender, Round::cpuMicrosPerRequest), addedCpuMicros(contender)));
		}
		return table.toString();
	}

	private double against(Contender contender, ToDoubleBiFunction<Round, Round> comparison) {
		List<Round> rounds = of(contender);
		List<Round> buffered = of(Contender.BUFFERED);
		return Median.of(quietest().mapToDouble((i) -> comparison.applyAsDouble(rounds.get(i), buffered.get(i))));
	}

	private double median(Contender contender, ToDoubleFunction<Round> value) {
		List<Round> rounds = of(contender);
		return Median.of(quietest().mapToDouble((i) -> value.applyAsDouble(rounds.get(i))));
	}

	private IntStream quietest() {
		List<Round> buffered = of(Contender.BUFFERED);
		return IntStream.range(0, buffered.size())
			.boxed()
			.sorted(Comparator.comparingDouble((i) -> buffered.get(i).cpuMicrosPerRequest()))
			.limit((buffered.size() + 2) / 3)
			.mapToInt(Integer::intValue);
	}

	/** Return this with what came of another contest. */
	Comparison and(Comparison other) {
		return new Comparison(Stream.of(this, other).flatMap((part) -> part.rounds().stream()).toList());
	}

	private List<Round> of(Contender contender) {
		return this.rounds.stream().filter((round) -> round.contender() == contender).toList();
	}

}
