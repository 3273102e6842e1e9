package io.github.sigv4.spring;

import java.io.Serial;
import java.util.Collection;
import java.util.List;

/**
 * Thrown when a service is asked for that is not under {@code aws.sigv4.services}.
 */
public class NoSuchSigV4ServiceException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	/** What was asked for. */
	private final String name;

	private final transient List<String> configuredNames;

	/**
	 * Create an exception.
	 * @param name the name that was asked for
	 * @param configuredNames the names that there are
	 */
	public NoSuchSigV4ServiceException(String name, Collection<String> configuredNames) {
		super("There is no SigV4 service '" + name + "': set aws.sigv4.services." + name
				+ ".base-url, or use one of the configured services: "
				+ (configuredNames.isEmpty() ? "(none)" : String.join(", ", configuredNames)));
		this.name = name;
		this.configuredNames = List.copyOf(configuredNames);
	}

	/**
	 * Return the name that was asked for.
	 * @return the name
	 */
	public String getName() {
		return this.name;
	}

	/**
	 * Return the names of the configured services.
	 * @return the names
	 */
	public List<String> getConfiguredNames() {
		return this.configuredNames;
	}

}
