package io.github.sigv4.benchmarks.endtoend;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;

/**
 * What was measured in one round of one contender. It is passed from process to process
 * as a line of text.
 *
 * @param contender the contender
 * @param requests how many requests it sent
 * @param nanos how long that took
 * @param cpuNanos the processor time of the process in which the client is
 * @param p50 what half of the requests took at most, in nanoseconds
 * @param p99 what 99 % of the requests took at most, in nanoseconds
 */
record Round(Contender contender, int requests, long nanos, long cpuNanos, long p50, long p99) {

	private static final String SEPARATOR = " ";

	static Round measure(Contender contender, LoadGenerator load, int requests) {
		OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		String path = contender.signs() ? LoopbackServer.SIGNED : LoopbackServer.ANY;
		long cpuStart = process.getProcessCpuTime();
		long start = System.nanoTime();
		long[] each = load.send(path, requests);
		long nanos = System.nanoTime() - start;
		long cpuNanos = process.getProcessCpuTime() - cpuStart;
		Arrays.sort(each);
		return new Round(contender, requests, nanos, cpuNanos, each[each.length / 2], each[each.length * 99 / 100]);
	}

	static Round parse(String line) {
		List<String> values = List.of(line.split(SEPARATOR, -1));
		return new Round(Contender.valueOf(values.get(0)), Integer.parseInt(values.get(1)),
				Long.parseLong(values.get(2)), Long.parseLong(values.get(3)), Long.parseLong(values.get(4)),
				Long.parseLong(values.get(5)));
	}

	String toLine() {
		return Stream.of(this.contender, this.requests, this.nanos, this.cpuNanos, this.p50, this.p99)
			.map(String::valueOf)
			.collect(Collectors.joining(SEPARATOR));
	}

	double requestsPerSecond() {
		return this.requests * 1e9 / this.nanos;
	}

	double cpuMicrosPerRequest() {
		return this.cpuNanos / 1e3 / this.requests;
	}

}
