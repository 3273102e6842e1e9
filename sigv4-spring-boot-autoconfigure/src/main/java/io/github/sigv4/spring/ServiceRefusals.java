package io.github.sigv4.spring;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.sigv4.Refusal;

/**
 * The refusals of a service since it was started. Each kind is logged and then counted,
 * since all calls may be refused for the same reason; and logged again when there was a
 * pause, since then it may be another one.
 */
final class ServiceRefusals {

	/** After which a refusal is news. */
	private static final Duration PAUSE = Duration.ofMinutes(10);

	private static final Log logger = LogFactory.getLog(ServiceRefusals.class);

	private final String service;

	private final SigV4Listener listener;

	private final Map<Refusal.Cause, Kind> kinds = new EnumMap<>(Refusal.Cause.class);

	private volatile @Nullable Last last;

	ServiceRefusals(String service, SigV4Listener listener) {
		this.service = service;
		this.listener = listener;
		for (Refusal.Cause cause : Refusal.Cause.values()) {
			this.kinds.put(cause, new Kind());
		}
	}

	/** Remember a refusal, log it, and tell the listener. */
	void add(Refusal refusal, Instant time) {
		this.last = new Last(refusal, time);
		Kind kind = Objects.requireNonNull(this.kinds.get(refusal.cause()));
		boolean news = kind.isNews(time);
		long count = kind.count.incrementAndGet();
		String message = "SigV4 service '" + this.service + "': " + refusal.explanation();
		if (count == 1) {
			logger.warn(message);
		}
		else if (news || isPowerOfTen(count)) {
			logger.warn(message + " This was refusal number " + count + " of this kind; each is logged at DEBUG.");
		}
		else {
			logger.debug(message);
		}
		tell(refusal);
	}

	private void tell(Refusal refusal) {
		try {
			this.listener.refused(this.service, refusal);
		}
		catch (RuntimeException ex) {
			// Of whoever listens, not of the call
			logger.warn("SigV4 service '" + this.service + "': the listener " + this.listener.getClass().getName()
					+ " failed", ex);
		}
	}

	private static boolean isPowerOfTen(long count) {
		long rest = count;
		while (rest % 10 == 0) {
			rest /= 10;
		}
		return rest == 1;
	}

	SigV4Refusals snapshot() {
		Map<Refusal.Cause, Long> counts = new EnumMap<>(Refusal.Cause.class);
		this.kinds.forEach((cause, kind) -> {
			long count = kind.count.get();
			if (count > 0) {
				counts.put(cause, count);
			}
		});
		Last last = this.last;
		return (last != null) ? new SigV4Refusals(counts, last.refusal(), last.time())
				: new SigV4Refusals(counts, null, null);
	}

	private record Last(Refusal refusal, Instant time) {

	}

	/** The refusals for one cause. */
	private static final class Kind {

		private final AtomicLong count = new AtomicLong();

		private final AtomicReference<@Nullable Instant> latest = new AtomicReference<>();

		/** Whether there was none for a while. */
		boolean isNews(Instant time) {
			Instant before = this.latest.getAndSet(time);
			return before == null || Duration.between(before, time).compareTo(PAUSE) >= 0;
		}

	}

}
