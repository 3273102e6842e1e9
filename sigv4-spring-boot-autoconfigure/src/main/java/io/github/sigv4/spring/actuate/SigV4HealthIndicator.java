package io.github.sigv4.spring.actuate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.CredentialsStatus;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;

/**
 * {@link HealthIndicator} for the credentials of all services. It asks nobody: a probe
 * must not cost a call, nor be down because AWS is.
 * <p>
 * It is down while requests fail for want of credentials. A minute after the last one
 * failed it is up again, or an instance that gets no requests because it is down would
 * stay so for ever. Credentials that have expired while there were no requests are no
 * reason to be down: the next request has them renewed.
 */
public class SigV4HealthIndicator extends AbstractHealthIndicator {

	private static final Duration RECENT = Duration.ofMinutes(1);

	private final SigV4Services services;

	private final Clock clock;

	/**
	 * Create the indicator.
	 * @param services the services
	 * @param clock tells when credentials expire
	 */
	public SigV4HealthIndicator(SigV4Services services, Clock clock) {
		super("The health of AWS SigV4 signing cannot be told");
		this.services = services;
		this.clock = clock;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.up();
		Instant now = this.clock.instant();
		for (String name : this.services.names()) {
			SigV4Service service = this.services.get(name);
			CredentialsStatus status = service.credentialsStatus();
			if (service.isEnabled() && isDown(status, now)) {
				builder.down();
			}
			builder.withDetail(name, service.isEnabled() ? details(service, status, now) : "unsigned");
		}
	}

	/** Not for ever: who is down may get no requests, and so no credentials. */
	private static boolean isDown(CredentialsStatus status, Instant now) {
		return status.failure() != null && !isUsable(status, now) && status.asked() != null
				&& now.isBefore(status.asked().plus(RECENT));
	}

	private static boolean isUsable(CredentialsStatus status, Instant now) {
		return status.credentials() != null
				&& (status.credentials().expiration() == null || now.isBefore(status.credentials().expiration()));
	}

	private static Map<String, Object> details(SigV4Service service, CredentialsStatus status, Instant now) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("credentials", state(status, now));
		put(details, "expiration", (status.credentials() != null) ? status.credentials().expiration() : null);
		CredentialsException failure = status.failure();
		put(details, "failure", (failure != null) ? failure.getMessage() : null);
		if (!service.clockOffset().isZero()) {
			details.put("clockOffset", service.clockOffset().toMillis() / 1000.0);
		}
		return details;
	}

	private static String state(CredentialsStatus status, Instant now) {
		if (isUsable(status, now)) {
			return "usable";
		}
		if (status.failure() != null) {
			return "failed";
		}
		return (status.credentials() != null) ? "expired, and renewed with the next request" : "not resolved yet";
	}

	private static void put(Map<String, Object> details, String name, @Nullable Object value) {
		if (value != null) {
			details.put(name, value);
		}
	}

}
