package io.github.sigv4.spring;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The time by a service's clock, as far as it is known to differ from ours.
 * <p>
 * What a service says of its time is believed only when it has refused us for ours, and
 * at most an hour of it: signatures for the future are worth something to a thief.
 */
final class ServiceClock {

	private static final Duration MAX_OFFSET = Duration.ofHours(1);

	/** What services tolerate is five minutes or more. */
	private static final Duration LONG = Duration.ofMinutes(1);

	private static final Log logger = LogFactory.getLog(ServiceClock.class);

	private final String service;

	private final Clock clock;

	/** What to add to our time. */
	private volatile Duration offset = Duration.ZERO;

	ServiceClock(String service, Clock clock) {
		this.service = service;
		this.clock = clock;
	}

	/** Return our own time. */
	Instant ownTime() {
		return this.clock.instant();
	}

	/** Return the service's time. */
	Instant instant() {
		Duration offset = this.offset;
		Instant now = this.clock.instant();
		return offset.isZero() ? now : now.plus(offset);
	}

	Duration offset() {
		return this.offset;
	}

	/**
	 * Learn from the date of an answer that refused a signature for its time.
	 * @param sent when we began to send the request, by our own time
	 * @param received when its answer came, by our own time
	 * @param date what the answer says
	 * @param used the offset with which the request was signed
	 * @return whether a signature of now has a better chance
	 */
	boolean learn(Instant sent, Instant received, Instant date, Duration used) {
		// The date has whole seconds and was written at some time in between
		Duration least = Duration.between(received, date);
		Duration most = Duration.between(sent, date).plusSeconds(1);
		Duration known = this.offset;
		if (isWithin(known, least, most)) {
			// Somebody has learned it since; or our time was right, and the request
			// waited
			// too long for its connection
			return !known.equals(used) || Duration.between(sent, received).compareTo(LONG) >= 0;
		}
		Duration learned = isWithin(Duration.ZERO, least, most) ? Duration.ZERO : least.plus(most).dividedBy(2);
		if (learned.abs().compareTo(MAX_OFFSET) > 0) {
			logger.warn("SigV4 service '" + this.service + "' refused a signature for its time, and says that it is "
					+ date + " when it is " + received + " here. That is more than an hour, which is not believed: set "
					+ "the clock of this machine, or of the service.");
			return false;
		}
		this.offset = learned;
		logger.warn("SigV4 service '" + this.service + "' refused a signature for its time. "
				+ (learned.isZero() ? "This machine's clock is right again, and signatures have its time."
						: "This machine's clock is " + learned.abs().toSeconds() + " seconds "
								+ (learned.isNegative() ? "ahead of" : "behind")
								+ " that of the service, whose time signatures have from now on: set the clock."));
		return true;
	}

	private static boolean isWithin(Duration offset, Duration least, Duration most) {
		return offset.compareTo(least) >= 0 && offset.compareTo(most) <= 0;
	}

}
