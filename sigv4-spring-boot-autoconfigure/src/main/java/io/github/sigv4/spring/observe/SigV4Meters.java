package io.github.sigv4.spring.observe;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.github.sigv4.Refusal;
import io.github.sigv4.spring.SigV4Listener;
import io.github.sigv4.spring.SigV4Services;

/**
 * Counts and times what happens to the requests of all services.
 * <p>
 * It is bound to registries when the application has started, rather than made with them:
 * a registry may send its meters by one of the clients that sign. Public because
 * auto-configuration is in another package; applications have no need of it.
 */
public final class SigV4Meters implements SigV4Listener, MeterBinder {

	private final Supplier<SigV4Services> services;

	private final Clock clock;

	private final List<RegistryMeters> registries = new CopyOnWriteArrayList<>();

	/**
	 * Create meters.
	 * @param services gives the services, once there is a registry
	 * @param clock tells when credentials expire
	 */
	public SigV4Meters(Supplier<SigV4Services> services, Clock clock) {
		this.services = services;
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		RegistryMeters meters = new RegistryMeters(registry);
		meters.addGauges(this.services.get(), this.clock);
		this.registries.add(meters);
	}

	@Override
	public void signed(String service, Duration duration) {
		forEach((meters) -> meters.signed(service, duration));
	}

	@Override
	public void failed(String service, Duration duration, Throwable failure) {
		forEach((meters) -> meters.failed(service, duration, failure));
	}

	@Override
	public void refused(String service, Refusal refusal) {
		forEach((meters) -> meters.refused(service, refusal));
	}

	/** There is one, nearly always. */
	private void forEach(Consumer<RegistryMeters> action) {
		for (RegistryMeters meters : this.registries) {
			action.accept(meters);
		}
	}

}
