package io.github.sigv4.benchmarks.scale;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Whether anything has grown, from the second fifth of the time, when all is warm, to the
 * last.
 *
 * @param samples in their order
 */
record SoakVerdict(List<Sample> samples) {

	/** What the JVM itself may need more after a while. */
	private static final double TOLERATED_BYTES = 2 * 1024 * 1024;

	boolean isGood() {
		return liveHeap(4) - liveHeap(1) <= TOLERATED_BYTES && threads(4) <= threads(1) && last().checked() > 0
				&& last().midnights() > 0;
	}

	private Sample last() {
		return this.samples.get(this.samples.size() - 1);
	}

	private double liveHeap(int fifth) {
		return median(fifth, Sample::liveHeap);
	}

	private double threads(int fifth) {
		return median(fifth, Sample::threads);
	}

	private double median(int fifth, ToDoubleFunction<Sample> value) {
		int size = this.samples.size();
		double[] sorted = this.samples.subList(size * fifth / 5, size * (fifth + 1) / 5)
			.stream()
			.mapToDouble(value)
			.sorted()
			.toArray();
		return sorted[sorted.length / 2];
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, """
				%s: %d midnights, %d signatures confirmed by AWS's signer
				                  second fifth    last fifth
				live heap, MiB    %12.2f  %12.2f
				threads           %12.0f  %12.0f
				signatures/s      %12.0f  %12.0f
				p50, us           %12.1f  %12.1f
				p99, us           %12.1f  %12.1f""", isGood() ? "Nothing grows" : "FAILED", last().midnights(),
				last().checked(), liveHeap(1) / 1048576, liveHeap(4) / 1048576, threads(1), threads(4),
				median(1, Sample::opsPerSecond), median(4, Sample::opsPerSecond), median(1, Sample::p50),
				median(4, Sample::p50), median(1, Sample::p99), median(4, Sample::p99));
	}

}
