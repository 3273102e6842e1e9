package io.github.sigv4.credentials;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Stands still until a test moves it, and lets a test act at the moment at which it is
 * read.
 */
final class MovedClock extends Clock {

	private final AtomicReference<@Nullable Runnable> onNextReading = new AtomicReference<>();

	private volatile Instant now = Instant.parse("2030-01-01T00:00:00Z");

	void move(Duration duration) {
		this.now = this.now.plus(duration);
	}

	/** The reader goes on with the time at which it looked. */
	void onNextReading(Runnable action) {
		this.onNextReading.set(action);
	}

	@Override
	public Instant instant() {
		Instant read = this.now;
		Runnable action = this.onNextReading.getAndSet(null);
		if (action != null) {
			action.run();
		}
		return read;
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
