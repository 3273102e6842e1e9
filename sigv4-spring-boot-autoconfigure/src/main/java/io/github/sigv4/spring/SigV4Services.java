package io.github.sigv4.spring;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The services of {@code aws.sigv4.services} by name.
 * <p>
 * Immutable and thread-safe.
 */
public final class SigV4Services {

	private final Map<String, SigV4Service> services;

	/**
	 * Create the services.
	 * @param services the services, each with a name of its own
	 */
	public SigV4Services(Collection<SigV4Service> services) {
		Map<String, SigV4Service> byName = new LinkedHashMap<>();
		services.forEach((service) -> byName.put(service.name(), service));
		this.services = byName;
	}

	/**
	 * Return a service.
	 * @param name the name under {@code aws.sigv4.services}
	 * @return the service
	 * @throws NoSuchSigV4ServiceException if there is none of that name
	 */
	public SigV4Service get(String name) {
		SigV4Service service = this.services.get(name);
		if (service == null) {
			throw new NoSuchSigV4ServiceException(name, names());
		}
		return service;
	}

	/**
	 * Return the names of all services.
	 * @return the names, in the order of the properties
	 */
	public Set<String> names() {
		return this.services.keySet();
	}

}
