package io.github.sigv4.benchmarks.scale;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock on which days are short.
 */
final class FastClock extends Clock {

	private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

	private static final long NANOS_A_DAY = 86_400L * 1_000_000_000;

	private final long start = System.nanoTime();

	private final double speed;

	/**
	 * Create a clock.
	 * @param seconds how long a day takes
	 */
	FastClock(double seconds) {
		this.speed = NANOS_A_DAY / (seconds * 1_000_000_000);
	}

	/** Return how many midnights have passed. */
	int midnights() {
		return (int) ((instant().getEpochSecond() - START.getEpochSecond() + 43_200) / 86_400);
	}

	@Override
	public Instant instant() {
		return START.plusNanos((long) ((System.nanoTime() - this.start) * this.speed));
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException("Signing is in UTC");
	}

}
