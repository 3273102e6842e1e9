package io.github.sigv4.spring.wire;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Goes on by a second with each look, so that no two signatures have the same date.
 */
public final class TickingClock extends Clock {

	private final AtomicLong seconds = new AtomicLong(1_800_000_000);

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

	@Override
	public Instant instant() {
		return Instant.ofEpochSecond(this.seconds.getAndIncrement());
	}

}
