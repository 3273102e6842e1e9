package io.github.sigv4.spring;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Refusal;

/**
 * How often and why a service has refused signed requests since the start, for whoever
 * shows it. Immutable.
 *
 * @param counts the number of refusals by cause, those alone that there were
 * @param last the last refusal, or {@code null} if there was none
 * @param lastTime when the last came, by this machine's clock, or {@code null} if there
 * was none
 */
public record SigV4Refusals(Map<Refusal.Cause, Long> counts, @Nullable Refusal last, @Nullable Instant lastTime) {

	/**
	 * Create a snapshot.
	 * @param counts the number of refusals by cause
	 * @param last the last refusal
	 * @param lastTime when the last came
	 */
	public SigV4Refusals {
		Map<Refusal.Cause, Long> copy = new EnumMap<>(Refusal.Cause.class);
		copy.putAll(counts);
		counts = Collections.unmodifiableMap(copy);
	}

	/**
	 * Return how many refusals there were.
	 * @return the sum of all counts
	 */
	public long count() {
		return this.counts.values().stream().mapToLong(Long::longValue).sum();
	}

}
