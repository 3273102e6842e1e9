package io.github.sigv4.benchmarks.scale;

import java.util.Locale;

/**
 * What was seen at one time of the soak.
 *
 * @param second since the start
 * @param midnights that have passed
 * @param opsPerSecond signatures a second
 * @param p50 half of the signatures took no longer, in microseconds
 * @param p99 all but one in a hundred took no longer
 * @param max the longest
 * @param usedHeap bytes in use, garbage included
 * @param liveHeap bytes in use after the last collection that was asked for
 * @param collections of garbage since the start
 * @param threads that are alive
 * @param checked signatures that AWS's signer has confirmed since the start
 */
record Sample(double second, int midnights, double opsPerSecond, double p50, double p99, double max, long usedHeap,
		long liveHeap, long collections, int threads, long checked) {

	static final String HEADER = "second,midnights,ops_per_second,p50_us,p99_us,max_us,used_heap_bytes,"
			+ "live_heap_bytes,collections,threads,checked";

	String csv() {
		return String.format(Locale.ROOT, "%.1f,%d,%.0f,%.1f,%.1f,%.1f,%d,%d,%d,%d,%d", this.second, this.midnights,
				this.opsPerSecond, this.p50, this.p99, this.max, this.usedHeap, this.liveHeap, this.collections,
				this.threads, this.checked);
	}

}
