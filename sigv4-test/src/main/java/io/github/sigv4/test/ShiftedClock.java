package io.github.sigv4.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A clock that is ahead of another.
 */
final class ShiftedClock extends Clock {

	private final Clock clock;

	private volatile Duration offset = Duration.ZERO;

	ShiftedClock(Clock clock) {
		this.clock = clock;
	}

	void setOffset(Duration offset) {
		this.offset = offset;
	}

	@Override
	public Instant instant() {
		return this.clock.instant().plus(this.offset);
	}

	@Override
	public ZoneId getZone() {
		return this.clock.getZone();
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException("Only the time is asked for");
	}

}
