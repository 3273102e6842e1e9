package io.github.sigv4.spring.wire;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.sigv4.Refusal;
import io.github.sigv4.spring.SigV4Listener;

/**
 * Remembers what it was told.
 */
public final class ListenedTo implements SigV4Listener {

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final List<Duration> durations = new CopyOnWriteArrayList<>();

	@Override
	public void signed(String service, Duration duration) {
		this.events.add(service + " signed");
		this.durations.add(duration);
	}

	@Override
	public void failed(String service, Duration duration, Throwable failure) {
		this.events.add(service + " failed: " + failure.getMessage());
		this.durations.add(duration);
	}

	@Override
	public void refused(String service, Refusal refusal) {
		this.events.add(service + " refused: " + refusal.cause());
	}

	public List<String> events() {
		return this.events;
	}

	public List<Duration> durations() {
		return this.durations;
	}

}
