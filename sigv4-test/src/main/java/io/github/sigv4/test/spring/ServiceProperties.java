package io.github.sigv4.test.spring;

import java.net.URI;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;
import org.springframework.util.StringUtils;

import io.github.sigv4.AwsEndpoint;
import io.github.sigv4.credentials.SigV4Credentials;

/**
 * What an application says of a service, read by the names of its properties: what the
 * service is, whatever reads them otherwise.
 */
final class ServiceProperties {

	static final String PREFIX = "aws.sigv4.";

	private final PropertyResolver properties;

	private final String name;

	ServiceProperties(PropertyResolver properties, String name) {
		this.properties = properties;
		this.name = name;
	}

	/** Return the full name of a property of the service. */
	String property(String key) {
		return PREFIX + "services." + this.name + "." + key;
	}

	/** Return a property of the service. */
	@Nullable String get(String key) {
		return find(property(key));
	}

	/**
	 * Return any property, or {@code null} if it is empty or is made of others that are
	 * not set, as in a test they may be.
	 */
	@Nullable String find(String property) {
		try {
			String value = this.properties.getProperty(property);
			return StringUtils.hasText(value) ? value : null;
		}
		catch (IllegalArgumentException ex) {
			// A placeholder for which there is nothing
			return null;
		}
	}

	/** Return the path of a URL among the properties, empty if there is none. */
	String path(String property) {
		String url = find(property);
		try {
			String path = (url != null) ? URI.create(url.strip()).getRawPath() : null;
			return (path != null) ? path : "";
		}
		catch (IllegalArgumentException ex) {
			return "";
		}
	}

	/** Return what the host that is signed tells. */
	Optional<AwsEndpoint> endpoint() {
		String signingHost = get("signing-host");
		String host = (signingHost != null) ? signingHost : host(get("base-url"));
		return (host != null) ? AwsEndpoint.fromHost(host) : Optional.empty();
	}

	private static @Nullable String host(@Nullable String url) {
		try {
			return (url != null) ? URI.create(url.strip()).getHost() : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/** Return the signing name, as far as the properties tell. */
	@Nullable String signingName() {
		String own = get("signing-name");
		return (own != null) ? own : endpoint().map(AwsEndpoint::signingName).orElse(null);
	}

	/** Return the region, as far as the properties tell. */
	@Nullable String region() {
		String own = get("region");
		String found = (own != null) ? own : endpoint().map(AwsEndpoint::region).orElse(null);
		return (found != null) ? found : find(PREFIX + "region");
	}

	/** Return the keys that are written down for the service. */
	@Nullable SigV4Credentials ownCredentials() {
		return credentials(property("credentials"));
	}

	/** Return the keys that are written down for all services. */
	@Nullable SigV4Credentials sharedCredentials() {
		return credentials(PREFIX + "credentials");
	}

	private @Nullable SigV4Credentials credentials(String group) {
		String id = find(group + ".access-key-id");
		String secret = find(group + ".secret-access-key");
		return (id != null && secret != null) ? SigV4Credentials.of(id, secret, find(group + ".session-token")) : null;
	}

	@Override
	public String toString() {
		return "ServiceProperties[" + this.name + "]";
	}

}
