package io.github.sigv4.benchmarks.scale;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LatenciesTests {

	@Test
	void whenLatenciesWereAddedThenAPercentileIsOffByABucketAtMost() {
		Latencies latencies = new Latencies();
		for (int micros = 1; micros <= 1000; micros++) {
			latencies.add(1000L * micros);
		}
		long[] counts = new long[Latencies.BUCKETS];
		latencies.addTo(counts);
		assertThat(Latencies.micros(counts, 0.5)).isCloseTo(500, Percentage.withPercentage(7));
		assertThat(Latencies.micros(counts, 0.99)).isCloseTo(990, Percentage.withPercentage(7));
		assertThat(Latencies.micros(counts, 1)).isGreaterThanOrEqualTo(1000)
			.isCloseTo(1000, Percentage.withPercentage(7));
	}

}
