package io.github.sigv4.benchmarks.goals;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One row of the table: what is to be reached.
 *
 * @param row the name of the row
 * @param criteria the figures, all of which have to be reached; none if the goal cannot
 * be measured here
 * @param reason why it cannot be measured
 */
record Goal(String row, List<Criterion> criteria, String reason) {

	static Goal of(String row, Criterion... criteria) {
		return new Goal(row, List.of(criteria), "");
	}

	static Goal notAvailable(String row, String reason) {
		return new Goal(row, List.of(), reason);
	}

	boolean isMeasured() {
		return !this.criteria.isEmpty();
	}

	boolean isFailed() {
		return !this.criteria.stream().allMatch(Criterion::isReached);
	}

	boolean isTargetReached() {
		return this.criteria.stream().allMatch(Criterion::isTargetReached);
	}

	/** The line that is printed. */
	String line() {
		if (!isMeasured()) {
			return String.format(Locale.ROOT, "n/a   %-12s %s", this.row, this.reason);
		}
		return String.format(Locale.ROOT, "%s  %-12s %-18s must %-20s target %s", isFailed() ? "fail" : "pass",
				this.row, joined(Criterion::measuredText), joined(Criterion::mustText), joined(Criterion::targetText));
	}

	private String joined(Function<Criterion, String> text) {
		return this.criteria.stream().map(text).collect(Collectors.joining("; "));
	}

}
