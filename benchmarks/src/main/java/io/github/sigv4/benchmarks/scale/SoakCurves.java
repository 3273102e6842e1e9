package io.github.sigv4.benchmarks.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The curves that show at a glance that nothing grows.
 */
final class SoakCurves {

	private static final double MEBIBYTE = 1024 * 1024;

	private SoakCurves() {
	}

	static void write(List<Sample> samples, Path folder) throws IOException {
		write(folder.resolve("soak-heap.svg"),
				new Curves("Heap in MiB: in use, and alive after a collection", of(samples, Sample::second),
						Map.of("in use", of(samples, (sample) -> sample.usedHeap() / MEBIBYTE), "alive",
								of(samples, (sample) -> sample.liveHeap() / MEBIBYTE))));
		write(folder.resolve("soak-latency.svg"),
				new Curves("Time to sign in microseconds: median and 99th percentile of each second",
						of(samples, Sample::second),
						Map.of("p50", of(samples, Sample::p50), "p99", of(samples, Sample::p99))));
	}

	private static void write(Path file, Curves curves) throws IOException {
		Files.writeString(file, curves.svg());
	}

	private static List<Double> of(List<Sample> samples, Function<Sample, Double> value) {
		return samples.stream().map(value).toList();
	}

}
