package io.github.sigv4.spring.observe;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

/**
 * A source of credentials that shows each time that it is asked, as the observation
 * {@value #NAME}. It belongs below what keeps credentials, which has its own thread for
 * the source, so that an observation has no parent.
 * <p>
 * Public because auto-configuration is in another package; applications have no need of
 * it.
 */
public final class ObservedCredentialsProvider implements SigV4CredentialsProvider {

	/** The name of the observation. */
	public static final String NAME = "aws.sigv4.credentials.refresh";

	private final String name;

	private final SigV4CredentialsProvider source;

	private final Supplier<ObservationRegistry> registry;

	/**
	 * Create a source.
	 * @param name the source's name, one of few
	 * @param source the source to ask
	 * @param registry gives the registry whenever the source is asked
	 */
	public ObservedCredentialsProvider(String name, SigV4CredentialsProvider source,
			Supplier<ObservationRegistry> registry) {
		this.name = name;
		this.source = source;
		this.registry = registry;
	}

	@Override
	public SigV4Credentials resolveCredentials() {
		return observe(this.source::resolveCredentials);
	}

	@Override
	public SigV4Credentials refreshCredentials(SigV4Credentials refused) {
		return observe(() -> this.source.refreshCredentials(refused));
	}

	private SigV4Credentials observe(Supplier<SigV4Credentials> question) {
		ObservationRegistry registry = this.registry.get();
		GuardedObservation observation = new GuardedObservation(registry);
		observation.start(() -> Observation.createNotStarted(NAME, registry)
			.contextualName("refresh aws credentials")
			.lowCardinalityKeyValue("credentials.source", this.name));
		try {
			return question.get();
		}
		catch (Throwable ex) {
			observation.error(told(ex));
			throw ex;
		}
		finally {
			observation.stop();
		}
	}

	/**
	 * Without its causes: a strange exception may quote what it has read, and traces keep
	 * messages.
	 */
	private static CredentialsException told(Throwable ex) {
		return new CredentialsException((ex instanceof CredentialsException) ? String.valueOf(ex.getMessage())
				: "The source of the credentials cannot be used: " + ex.getClass().getName());
	}

	@Override
	public String toString() {
		return this.source.toString();
	}

}
