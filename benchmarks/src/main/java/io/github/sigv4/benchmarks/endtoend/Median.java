package io.github.sigv4.benchmarks.endtoend;

import java.util.stream.DoubleStream;

/**
 * The median of values: what a machine with other work to do spoils least.
 */
final class Median {

	private Median() {
	}

	static double of(DoubleStream values) {
		double[] sorted = values.sorted().toArray();
		return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
	}

}
