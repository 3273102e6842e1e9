package io.github.sigv4.benchmarks.goals;

import java.util.Collection;
import java.util.Locale;

import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What JMH measured of one benchmark: the best iteration of all forks. The others were
 * disturbed, by the compiler or by what else the machine does.
 *
 * @param name which benchmark, with its parameters
 * @param nanoseconds the time for one operation
 * @param bytes the heap allocated for one operation
 */
record Measurement(String name, double nanoseconds, double bytes) {

	private static final String ALLOCATED = "gc.alloc.rate.norm";

	static Measurement of(String name, RunResult result) {
		return new Measurement(name, min(result, false), min(result, true));
	}

	private static double min(RunResult result, boolean allocated) {
		return result.getBenchmarkResults()
			.stream()
			.flatMap((fork) -> fork.getIterationResults().stream())
			.mapToDouble((iteration) -> allocated ? allocated(iteration) : iteration.getPrimaryResult().getScore())
			.min()
			.orElse(Double.NaN);
	}

	@SuppressWarnings("rawtypes")
	private static double allocated(IterationResult iteration) {
		Collection<Result> results = iteration.getSecondaryResults().values();
		return results.stream()
			.filter((result) -> result.getLabel().endsWith(ALLOCATED))
			.mapToDouble(Result::getScore)
			.findFirst()
			.orElse(Double.NaN);
	}

	/** Return the best of two JVMs, each of which compiles in its own way. */
	Measurement best(Measurement other) {
		return new Measurement(this.name, Math.min(this.nanoseconds, other.nanoseconds),
				Math.min(this.bytes, other.bytes));
	}

	/** Return how many times as long as the other this takes. */
	double times(Measurement other) {
		return this.nanoseconds / other.nanoseconds;
	}

	/** The line that is printed. */
	String line() {
		return String.format(Locale.ROOT, "# %-44s %12.1f ns/op %10.0f B/op", this.name, this.nanoseconds, this.bytes);
	}

}
