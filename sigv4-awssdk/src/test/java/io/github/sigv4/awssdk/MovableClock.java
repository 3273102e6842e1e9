package io.github.sigv4.awssdk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A clock that stands still until it is moved. It starts with the system's, by which the
 * SDK goes.
 */
final class MovableClock extends Clock {

	private volatile Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);

	void set(Instant now) {
		this.now = now;
	}

	void move(Duration duration) {
		set(this.now.plus(duration));
	}

	@Override
	public Instant instant() {
		return this.now;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException();
	}

}
