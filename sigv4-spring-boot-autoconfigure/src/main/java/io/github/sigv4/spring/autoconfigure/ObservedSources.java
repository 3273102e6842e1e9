package io.github.sigv4.spring.autoconfigure;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.observe.ObservedCredentialsProvider;

/**
 * Observes sources of credentials, from when all beans are there: the registry may need a
 * client that signs, and is not made on a thread for which the start may be waiting.
 */
final class ObservedSources implements SourceObserver, SmartInitializingSingleton {

	private final ObjectProvider<ObservationRegistry> registries;

	private volatile ObservationRegistry registry = ObservationRegistry.NOOP;

	ObservedSources(ObjectProvider<ObservationRegistry> registries) {
		this.registries = registries;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.registry = this.registries.getIfUnique(() -> ObservationRegistry.NOOP);
	}

	@Override
	public SigV4CredentialsProvider observe(String name, SigV4CredentialsProvider source) {
		return new ObservedCredentialsProvider(name, source, () -> this.registry);
	}

}
