package io.github.sigv4.credentials;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a source of credentials after it was last asked, and when to ask it
 * again.
 *
 * @param credentials the last ones that it gave, if any
 * @param asked when it was last asked
 * @param due when to ask it again
 * @param forced when it was last asked because a service had refused what it gave
 * @param failure why it gave none when it was last asked, if it gave none
 */
record CachedCredentials(@Nullable SigV4Credentials credentials, Instant asked, Instant due, Instant forced,
		@Nullable CredentialsException failure) {

	static final CachedCredentials NONE = new CachedCredentials(null, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH,
			null);

	/** Before they expire, if that leaves as much time again. */
	private static final Duration EARLY = Duration.ofMinutes(5);

	/** Files without an expiration are rewritten. */
	private static final Duration RECHECK = Duration.ofMinutes(1);

	/** After a failure that nobody notices meanwhile. */
	private static final Duration PAUSE = Duration.ofSeconds(10);

	/** After a failure that everybody notices, or soon will. */
	private static final Duration SHORT_PAUSE = Duration.ofSeconds(1);

	/** Return the credentials, unless they have expired. */
	@Nullable SigV4Credentials goodAt(Instant now) {
		return (this.credentials != null && !isExpired(this.credentials, now)) ? this.credentials : null;
	}

	static boolean isExpired(SigV4Credentials credentials, Instant now) {
		Instant expiration = credentials.expiration();
		return expiration != null && !now.isBefore(expiration);
	}

	/** Also when the clock was set back, since nobody knows how long it has been. */
	boolean isDueAt(Instant now) {
		return !now.isBefore(this.due) || now.isBefore(this.asked);
	}

	/**
	 * A service that refuses good credentials must not have them replaced without end.
	 */
	boolean isJustForcedAt(Instant now) {
		return now.isBefore(this.forced.plus(PAUSE)) && !now.isBefore(this.forced);
	}

	CachedCredentials forcedAt(Instant now) {
		return new CachedCredentials(this.credentials, this.asked, this.due, now, this.failure);
	}

	CachedCredentials with(SigV4Credentials credentials, Instant now) {
		Instant expiration = credentials.expiration();
		Instant due = now.plus(RECHECK);
		if (expiration != null) {
			Duration half = Duration.between(now, expiration).dividedBy(2);
			Instant early = expiration.minus((half.compareTo(EARLY) < 0) ? half : EARLY);
			Instant soonest = now.plus(PAUSE);
			due = early.isBefore(soonest) ? soonest : early;
		}
		return new CachedCredentials(credentials, now, due, this.forced, null);
	}

	CachedCredentials with(CredentialsException failure, Instant now) {
		Instant due = now.plus(PAUSE);
		due = (goodAt(due) != null) ? due : now.plus(SHORT_PAUSE);
		return new CachedCredentials(this.credentials, now, due, this.forced, failure);
	}

}
