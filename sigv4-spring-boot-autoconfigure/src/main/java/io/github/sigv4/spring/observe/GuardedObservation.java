package io.github.sigv4.spring.observe;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * An observation that does no harm to what is observed: what its handlers throw is
 * logged.
 */
final class GuardedObservation {

	private static final Log logger = LogFactory.getLog(GuardedObservation.class);

	private final ObservationRegistry registry;

	private final Observation.@Nullable Scope before;

	private Observation observation = Observation.NOOP;

	private Observation.Scope scope = Observation.Scope.NOOP;

	GuardedObservation(ObservationRegistry registry) {
		this.registry = registry;
		this.before = registry.getCurrentObservationScope();
	}

	void start(Supplier<Observation> created) {
		guard(() -> {
			this.observation = created.get();
			this.observation.start();
			this.scope = this.observation.openScope();
		});
	}

	void error(Throwable error) {
		guard(() -> this.observation.error(error));
	}

	/** Also one that has failed to start: some of its handlers may have. */
	void stop() {
		guard(this.scope::close);
		// A handler may have failed before that was done
		this.registry.setCurrentObservationScope(this.before);
		guard(this.observation::stop);
	}

	private static void guard(Runnable step) {
		try {
			step.run();
		}
		catch (RuntimeException ex) {
			logger.warn("A handler of the observation " + ObservedCredentialsProvider.NAME + " failed", ex);
		}
	}

}
