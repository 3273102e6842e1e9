package io.github.sigv4.benchmarks.scale;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts latencies of one thread in buckets that are at most 1/16 wide, to be read by
 * another.
 */
final class Latencies {

	private static final int PARTS = 16;

	static final int BUCKETS = 64 * PARTS;

	private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

	void add(long nanos) {
		int bucket = bucket(Math.max(nanos, PARTS));
		// One thread writes
		this.counts.lazySet(bucket, this.counts.getPlain(bucket) + 1);
	}

	/** Add all that were counted since the start. */
	void addTo(long[] sum) {
		for (int bucket = 0; bucket < BUCKETS; bucket++) {
			sum[bucket] += this.counts.get(bucket);
		}
	}

	private static int bucket(long nanos) {
		int exponent = 63 - Long.numberOfLeadingZeros(nanos);
		return exponent * PARTS + (int) ((nanos >>> (exponent - 4)) & (PARTS - 1));
	}

	/**
	 * Return a percentile.
	 * @param counts how many there are in each bucket
	 * @param share the share of them that took no longer
	 * @return the upper end of the bucket, in microseconds
	 */
	static double micros(long[] counts, double share) {
		long total = 0;
		for (long count : counts) {
			total += count;
		}
		long rank = Math.max((long) Math.ceil(total * share), 1);
		long seen = 0;
		for (int bucket = 0; bucket < counts.length; bucket++) {
			seen += counts[bucket];
			if (seen >= rank) {
				return upperEnd(bucket) / 1000;
			}
		}
		return 0;
	}

	private static double upperEnd(int bucket) {
		return Math.scalb(1 + (bucket % PARTS + 1) / (double) PARTS, bucket / PARTS);
	}

}
