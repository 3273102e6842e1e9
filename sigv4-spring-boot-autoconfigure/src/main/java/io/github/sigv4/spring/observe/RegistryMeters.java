package io.github.sigv4.spring.observe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import io.github.sigv4.Refusal;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;

/**
 * The meters of one registry. Their tags have few values: names of services, kinds of
 * causes.
 */
final class RegistryMeters {

	/** Not just "service", by which many applications tag all that is theirs. */
	private static final String SERVICE = "sigv4.service";

	private final MeterRegistry registry;

	/** Not looked up in the registry for each request, which takes its time. */
	private final Map<String, Timer> success = new ConcurrentHashMap<>();

	RegistryMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	void signed(String service, Duration duration) {
		Timer timer = this.success.get(service);
		if (timer == null) {
			timer = this.success.computeIfAbsent(service, (name) -> sign(name, "success"));
		}
		timer.record(duration);
	}

	private Timer sign(String service, String outcome) {
		return Timer.builder("aws.sigv4.sign")
			.description("Signatures, without the wait for credentials")
			.tag(SERVICE, service)
			.tag("outcome", outcome)
			.register(this.registry);
	}

	void failed(String service, Duration duration, Throwable failure) {
		sign(service, "failure").record(duration);
		Counter.builder("aws.sigv4.failures")
			.description("Requests that could not be signed")
			.tag(SERVICE, service)
			.tag("reason", reason(failure))
			.register(this.registry)
			.increment();
	}

	private static String reason(Throwable failure) {
		if (failure instanceof CredentialsException) {
			return "credentials";
		}
		return (failure instanceof SigV4Exception) ? "request" : "other";
	}

	void refused(String service, Refusal refusal) {
		Counter.builder("aws.sigv4.refusals")
			.description("Signed requests that were refused")
			.tag(SERVICE, service)
			.tag("cause", refusal.cause().name().toLowerCase(Locale.ROOT))
			.register(this.registry)
			.increment();
	}

	void addGauges(SigV4Services services, Clock clock) {
		for (String name : services.names()) {
			SigV4Service service = services.get(name);
			if (service.isEnabled()) {
				addGauges(service, clock);
			}
		}
	}

	private void addGauges(SigV4Service service, Clock clock) {
		Gauge.builder("aws.sigv4.credentials.expiry", service, (asked) -> secondsToExpiry(asked, clock.instant()))
			.description("Time until the credentials that are kept expire")
			.baseUnit("seconds")
			.tag(SERVICE, service.name())
			.strongReference(true)
			.register(this.registry);
		Gauge.builder("aws.sigv4.clock.offset", service, (asked) -> asked.clockOffset().toMillis() / 1000.0)
			.description("Time by which the clock of the service is ahead of ours, as far as it was learned")
			.baseUnit("seconds")
			.tag(SERVICE, service.name())
			.strongReference(true)
			.register(this.registry);
	}

	private static double secondsToExpiry(SigV4Service service, Instant now) {
		SigV4Credentials credentials = service.credentialsStatus().credentials();
		Instant expiration = (credentials != null) ? credentials.expiration() : null;
		return (expiration != null) ? Duration.between(now, expiration).toMillis() / 1000.0 : Double.NaN;
	}

}
