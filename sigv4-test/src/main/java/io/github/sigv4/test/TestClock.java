package io.github.sigv4.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that stands still until a test moves it, so that a request has the same
 * signature whenever it is signed. <pre class="code">
 * TestClock clock = TestClock.at(Instant.parse("2015-08-30T12:36:00Z"));
 * clock.advance(Duration.ofMinutes(10));
 * </pre>
 * <p>
 * Thread-safe.
 */
public final class TestClock extends Clock {

	private final Instant start;

	private final Hands hands;

	private final ZoneId zone;

	private TestClock(Instant start, Hands hands, ZoneId zone) {
		this.start = start;
		this.hands = hands;
		this.zone = zone;
	}

	/**
	 * Create a clock.
	 * @param start the time that it tells
	 * @return the clock, in UTC
	 */
	public static TestClock at(Instant start) {
		return new TestClock(start, new Hands(start), ZoneOffset.UTC);
	}

	/**
	 * Set the time.
	 * @param instant the time that the clock tells from now on
	 */
	public void set(Instant instant) {
		this.hands.set(instant);
	}

	/**
	 * Move the clock.
	 * @param duration by how much; backwards if it is negative
	 */
	public void advance(Duration duration) {
		this.hands.advance(duration);
	}

	/**
	 * Set the clock back to the time that it was created with.
	 */
	public void reset() {
		this.hands.set(this.start);
	}

	@Override
	public Instant instant() {
		return this.hands.now();
	}

	@Override
	public ZoneId getZone() {
		return this.zone;
	}

	/**
	 * Return the same clock, in another zone: it is moved when this one is.
	 */
	@Override
	public Clock withZone(ZoneId zone) {
		return new TestClock(this.start, this.hands, zone);
	}

	@Override
	public String toString() {
		return "TestClock[" + instant() + "]";
	}

	/** What the clocks of all zones share. */
	private static final class Hands {

		private Instant now;

		Hands(Instant now) {
			this.now = now;
		}

		synchronized Instant now() {
			return this.now;
		}

		synchronized void set(Instant now) {
			this.now = now;
		}

		synchronized void advance(Duration duration) {
			this.now = this.now.plus(duration);
		}

	}

}
