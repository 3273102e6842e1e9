package io.github.sigv4.spring;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

/**
 * Selects the service that signs a request, by the request's {@link SigV4Attributes}.
 * Public because the packages of Spring's clients use it; applications have no need of
 * it. Immutable and thread-safe.
 */
public final class ServiceSelector {

	private final SigV4Services services;

	private final @Nullable SigV4Service standard;

	private ServiceSelector(SigV4Services services, @Nullable SigV4Service standard) {
		this.services = services;
		this.standard = standard;
	}

	/**
	 * Return a selector of a service alone: a request that names another one is refused.
	 * @param service the service
	 * @return the selector
	 */
	public static ServiceSelector of(SigV4Service service) {
		return new ServiceSelector(new SigV4Services(List.of(service)), service);
	}

	/**
	 * Return a selector of a service, unless a request names another one.
	 * @param services the services
	 * @param name the service's name
	 * @return the selector
	 * @throws NoSuchSigV4ServiceException if there is no service of that name
	 */
	public static ServiceSelector of(SigV4Services services, String name) {
		return new ServiceSelector(services, services.get(name));
	}

	/**
	 * Return a selector of the service that each request names; one that names none is
	 * refused.
	 * @param services the services
	 * @return the selector
	 */
	public static ServiceSelector byRequest(SigV4Services services) {
		return new ServiceSelector(services, null);
	}

	/**
	 * Return the service that signs a request.
	 * @param attributes the attributes of the request
	 * @return the service, with the credentials that the request asks for
	 * @throws NoSuchSigV4ServiceException if there is no service of the name that the
	 * request asks for
	 * @throws SigV4Exception if the request asks for nothing that is known
	 */
	public SigV4Service select(Map<String, Object> attributes) {
		SigV4Service service = service(attributes.get(SigV4Attributes.SERVICE));
		SigV4CredentialsProvider credentials = credentials(service, attributes.get(SigV4Attributes.CREDENTIALS));
		return (credentials != null) ? service.withCredentials(credentials) : service;
	}

	private SigV4Service service(@Nullable Object name) {
		if (name instanceof String text) {
			return this.services.get(text);
		}
		if (name != null) {
			throw new SigV4Exception(
					"The request attribute " + SigV4Attributes.SERVICE + " is a " + name.getClass().getName()
							+ ", not the name of a service. Set it by SigV4Attributes.service(..).");
		}
		SigV4Service service = this.standard;
		if (service == null) {
			throw new SigV4Exception("The request does not say which SigV4 service it is for, and its client is for "
					+ "none, so it was not signed and not sent. Add .attributes(SigV4Attributes.service(..)), with one of: "
					+ String.join(", ", this.services.names()));
		}
		return service;
	}

	private static @Nullable SigV4CredentialsProvider credentials(SigV4Service service, @Nullable Object credentials) {
		if (credentials == null) {
			return null;
		}
		if (credentials instanceof SigV4CredentialsProvider provider) {
			return provider;
		}
		if (credentials instanceof SigV4Credentials fixed) {
			return SigV4CredentialsProvider.of(fixed);
		}
		throw service.failure("The request attribute " + SigV4Attributes.CREDENTIALS + " is a "
				+ credentials.getClass().getName() + ". Set it by SigV4Attributes.credentials(..).", null);
	}

	@Override
	public String toString() {
		return (this.standard != null) ? this.standard.toString() : "the service that each request names";
	}

}
