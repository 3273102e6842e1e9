package io.github.sigv4.benchmarks.scale;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SoakVerdictTests {

	private static final long MEBIBYTE = 1024 * 1024;

	@Test
	void whenOnlyTheStartDiffersThenItIsGood() {
		assertThat(verdict((i) -> sample((i < 20) ? i * MEBIBYTE : 20 * MEBIBYTE, (i < 20) ? 30 : 8, 3, 1)).isGood())
			.isTrue();
	}

	@Test
	void whenTheLiveHeapGrowsThenItIsNotGood() {
		SoakVerdict verdict = verdict((i) -> sample(20 * MEBIBYTE + i * MEBIBYTE / 20, 8, 3, 1));
		assertThat(verdict.isGood()).isFalse();
		assertThat(verdict.toString()).startsWith("FAILED");
	}

	@Test
	void whenThreadsAreAddedThenItIsNotGood() {
		assertThat(verdict((i) -> sample(20 * MEBIBYTE, 8 + i / 50, 3, 1)).isGood()).isFalse();
	}

	@Test
	void whenThereWasNoMidnightOrNoCheckThenItIsNotGood() {
		assertThat(verdict((i) -> sample(20 * MEBIBYTE, 8, 0, 1)).isGood()).isFalse();
		assertThat(verdict((i) -> sample(20 * MEBIBYTE, 8, 3, 0)).isGood()).isFalse();
	}

	private static SoakVerdict verdict(IntFunction<Sample> sample) {
		List<Sample> samples = IntStream.range(0, 100).mapToObj(sample).toList();
		return new SoakVerdict(samples);
	}

	private static Sample sample(long liveHeap, int threads, int midnights, long checked) {
		return new Sample(1, midnights, 1000, 10, 20, 30, 2 * liveHeap, liveHeap, 1, threads, checked);
	}

}
