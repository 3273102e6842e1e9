package io.github.sigv4.it.refusals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The clock of this machine, which can be wrong, and the time that AWS has.
 */
final class TestTime extends Clock {

	private volatile Duration passed = Duration.ZERO;

	private volatile Duration error = Duration.ZERO;

	/** Let time pass, here and there. */
	void pass(Duration duration) {
		this.passed = this.passed.plus(duration);
	}

	/** Set the clock of this machine, which is then so much ahead. */
	void set(Duration error) {
		this.error = error;
	}

	void reset() {
		this.passed = Duration.ZERO;
		this.error = Duration.ZERO;
	}

	/** Return the time by AWS's clock. */
	Instant awsTime() {
		return Instant.now().plus(this.passed);
	}

	@Override
	public Instant instant() {
		return awsTime().plus(this.error);
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

}
