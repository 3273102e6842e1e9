package io.github.sigv4.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Refuses properties that nothing reads: binding would ignore a typo, and with it what
 * the author wanted.
 */
class PropertyNames {

	static final Set<String> ROOT = Set.of("enabled", "region", "credentials", "services", "elasticsearch",
			"opensearch");

	static final Set<String> SEARCH_CLIENT = Set.of("service");

	static final Set<String> CREDENTIALS = Set.of("access-key-id", "secret-access-key", "session-token", "profile",
			"assume-role", "eager");

	static final Set<String> ASSUME_ROLE = Set.of("role-arn", "role-session-name", "external-id", "duration",
			"source-roles");

	static final Set<String> SOURCE_ROLE = Set.of("role-arn", "role-session-name", "external-id");

	static final Set<String> CHUNKED = Set.of("chunk-size", "chunk-signing", "trailer-checksum");

	static final Set<String> SERVICE = Set.of("base-url", "signing-name", "region", "algorithm", "region-set",
			"payload", "chunked", "max-buffer-size", "signed-headers", "allowed-hosts", "allow-insecure-http",
			"signing-host", "on-existing-authorization", "retry-on-clock-skew", "retry-on-expired-credentials",
			"enabled", "normalize-path", "double-encode-path", "content-sha256-header", "credentials");

	private static final Set<String> LISTS = Set.of("region-set", "signed-headers", "allowed-hosts");

	private static final Log logger = LogFactory.getLog(PropertyNames.class);

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(SigV4Properties.PREFIX);

	private final Environment environment;

	PropertyNames(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Check all names below {@code aws.sigv4}.
	 * @throws InvalidSigV4PropertyException with the first that is not known
	 */
	void check() {
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				iterable.stream().filter(PREFIX::isAncestorOf).forEach((name) -> check(name, isEnvironment(source)));
			}
		}
	}

	private static boolean isEnvironment(ConfigurationPropertySource source) {
		return source.getUnderlyingSource() instanceof PropertySource<?> underlying
				&& underlying.getName().endsWith(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
	}

	/**
	 * Return whether there is a property of that name.
	 * @param name a name below {@code aws.sigv4}
	 * @return whether it is read
	 */
	static boolean isKnown(ConfigurationPropertyName name) {
		return unknown(name) == null;
	}

	private static void check(ConfigurationPropertyName name, boolean environment) {
		InvalidSigV4PropertyException unknown = unknown(name);
		if (unknown == null) {
			return;
		}
		if (environment && unknown.getReason().startsWith(Tree.UNKNOWN)) {
			// Whoever starts the process may have variables of that prefix for another
			// program
			logger.warn(unknown.getMessage());
			return;
		}
		throw unknown;
	}

	private static @Nullable InvalidSigV4PropertyException unknown(ConfigurationPropertyName name) {
		List<String> keys = new ArrayList<>();
		for (int i = PREFIX.getNumberOfElements(); i < name.getNumberOfElements(); i++) {
			keys.add(name.getElement(i, Form.ORIGINAL));
		}
		String first = keys.get(0);
		if (is(first, "services") && keys.size() > 2) {
			return inService(name, keys.subList(2, keys.size()));
		}
		if (is(first, "credentials") && keys.size() > 1) {
			return inCredentials(name, keys.subList(1, keys.size()));
		}
		if ((is(first, "elasticsearch") || is(first, "opensearch")) && keys.size() > 1) {
			return new Tree(SEARCH_CLIENT, Set.of()).check(name, keys.subList(1, keys.size()));
		}
		return new Tree(ROOT, Set.of("services", "credentials")).check(name, keys);
	}

	private static @Nullable InvalidSigV4PropertyException inService(ConfigurationPropertyName name,
			List<String> keys) {
		if (is(keys.get(0), "credentials") && keys.size() > 1) {
			return inCredentials(name, keys.subList(1, keys.size()));
		}
		if (is(keys.get(0), "chunked") && keys.size() > 1) {
			return new Tree(CHUNKED, Set.of()).check(name, keys.subList(1, keys.size()));
		}
		return new Tree(SERVICE, LISTS).check(name, keys);
	}

	private static @Nullable InvalidSigV4PropertyException inCredentials(ConfigurationPropertyName name,
			List<String> keys) {
		if (is(keys.get(0), "assume-role") && keys.size() > 1) {
			return inRole(name, keys.subList(1, keys.size()));
		}
		return new Tree(CREDENTIALS, Set.of()).check(name, keys);
	}

	private static @Nullable InvalidSigV4PropertyException inRole(ConfigurationPropertyName name, List<String> keys) {
		if (is(keys.get(0), "source-roles") && keys.size() > 2) {
			return new Tree(SOURCE_ROLE, Set.of()).check(name, keys.subList(2, keys.size()));
		}
		return new Tree(ASSUME_ROLE, Set.of("source-roles")).check(name, keys);
	}

	private static boolean is(String key, String known) {
		return key.equals(known) || uniform(key).equals(uniform(known));
	}

	/** As binding compares: an environment variable has no dashes. */
	private static String uniform(String key) {
		return key.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
	}

	/**
	 * What may be written at one place.
	 *
	 * @param known the names that are read
	 * @param deep the names that may have something below them
	 */
	private record Tree(Set<String> known, Set<String> deep) {

		static final String UNKNOWN = "There is no such property.";

		@Nullable InvalidSigV4PropertyException check(ConfigurationPropertyName name, List<String> keys) {
			String key = keys.get(0);
			if (contains((keys.size() > 1) ? this.deep : this.known, key)) {
				return null;
			}
			return new InvalidSigV4PropertyException(name.toString(), null, UNKNOWN, Nearest.to(key, this.known)
				.map((nearest) -> "Did you mean '" + nearest + "'?")
				.orElseGet(() -> "Use one of " + this.known.stream().sorted().collect(Collectors.joining(", ")) + "."));
		}

		private static boolean contains(Set<String> names, String key) {
			return names.contains(key) || names.stream().anyMatch((name) -> is(key, name));
		}

	}

}
