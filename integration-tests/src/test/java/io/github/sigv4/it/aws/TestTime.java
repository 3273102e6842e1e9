package io.github.sigv4.it.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The clock of this machine, which can be wrong, and the time that AWS has.
 */
public final class TestTime extends Clock {

	private volatile Duration passed = Duration.ZERO;

	private volatile Duration error = Duration.ZERO;

	/**
	 * Let time pass, here and there.
	 * @param duration how much
	 */
	public void pass(Duration duration) {
		this.passed = this.passed.plus(duration);
	}

	/**
	 * Set the clock of this machine wrong.
	 * @param error by how much it is then ahead
	 */
	public void set(Duration error) {
		this.error = error;
	}

	/**
	 * Make all right again.
	 */
	public void reset() {
		this.passed = Duration.ZERO;
		this.error = Duration.ZERO;
	}

	/**
	 * Return the time by AWS's clock.
	 * @return the time
	 */
	public Instant awsTime() {
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
