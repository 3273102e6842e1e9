package io.github.sigv4.benchmarks.scale;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Looks at the workers and at the JVM from time to time.
 */
final class SoakSampler {

	private final List<SoakWorker> workers;

	private final FastClock clock;

	private final long start = System.nanoTime();

	private long[] counts = new long[Latencies.BUCKETS];

	private long lastSample = this.start;

	private long liveHeap;

	SoakSampler(List<SoakWorker> workers, FastClock clock) {
		this.workers = workers;
		this.clock = clock;
	}

	double second() {
		return (System.nanoTime() - this.start) / 1e9;
	}

	/** Have garbage collected, which nobody does in production: what is left is alive. */
	void collectGarbage() {
		System.gc();
		this.liveHeap = usedHeap();
	}

	Sample sample() {
		long now = System.nanoTime();
		long[] sum = new long[Latencies.BUCKETS];
		this.workers.forEach((worker) -> worker.latencies().addTo(sum));
		long[] since = new long[Latencies.BUCKETS];
		long total = 0;
		for (int bucket = 0; bucket < sum.length; bucket++) {
			since[bucket] = sum[bucket] - this.counts[bucket];
			total += since[bucket];
		}
		double seconds = (now - this.lastSample) / 1e9;
		this.counts = sum;
		this.lastSample = now;
		return new Sample((now - this.start) / 1e9, this.clock.midnights(), total / seconds,
				Latencies.micros(since, 0.5), Latencies.micros(since, 0.99), Latencies.micros(since, 1), usedHeap(),
				this.liveHeap, collections(), ManagementFactory.getThreadMXBean().getThreadCount(), checked());
	}

	private long checked() {
		return this.workers.stream().mapToLong(SoakWorker::checked).sum();
	}

	private static long usedHeap() {
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private static long collections() {
		return ManagementFactory.getGarbageCollectorMXBeans()
			.stream()
			.mapToLong(GarbageCollectorMXBean::getCollectionCount)
			.sum();
	}

}
