package io.github.sigv4.spring.autoconfigure;

import java.util.Collection;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.StringUtils;

import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.Credentials;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.Service;

/**
 * Finds the credentials of a service: what somebody wrote down goes before what happens
 * to be around.
 */
class CredentialsLookup {

	private static final String PROPERTY = SigV4Properties.PREFIX + ".credentials";

	private final SigV4Properties properties;

	private final ObjectProvider<SigV4CredentialsProvider> beans;

	CredentialsLookup(SigV4Properties properties, ObjectProvider<SigV4CredentialsProvider> beans) {
		this.properties = properties;
		this.beans = beans;
	}

	/**
	 * Return the credentials provider of a service.
	 * @param name the service's name
	 * @param service its properties
	 * @return the provider and what it is
	 * @throws InvalidSigV4PropertyException if what is written down cannot be used, or
	 * there are several beans
	 */
	Found<SigV4CredentialsProvider> find(String name, Service service) {
		String own = ServiceNames.property(name, "credentials");
		Found<SigV4CredentialsProvider> found = written(own, service.credentials());
		if (found == null) {
			found = bean(own);
		}
		if (found == null) {
			found = written(PROPERTY, this.properties.credentials());
		}
		return (found != null) ? found
				: new Found<>(SigV4CredentialsProvider.ofSurroundings(), "system properties or environment variables");
	}

	private @Nullable Found<SigV4CredentialsProvider> bean(String own) {
		try {
			SigV4CredentialsProvider bean = this.beans.getIfAvailable();
			return (bean != null) ? new Found<>(bean, "the SigV4CredentialsProvider bean") : null;
		}
		catch (NoUniqueBeanDefinitionException ex) {
			Collection<String> names = ex.getBeanNamesFound();
			throw new InvalidSigV4PropertyException(own, null,
					"There are several SigV4CredentialsProvider beans"
							+ ((names != null) ? " (" + String.join(", ", names) + ")" : "")
							+ ", and none is @Primary, so that it is open whose credentials sign.",
					"Mark one of them @Primary, or set " + own + ".access-key-id and secret-access-key.");
		}
	}

	private static @Nullable Found<SigV4CredentialsProvider> written(String property,
			@Nullable Credentials credentials) {
		if (credentials == null) {
			return null;
		}
		String id = text(credentials.accessKeyId());
		String secret = text(credentials.secretAccessKey());
		String token = text(credentials.sessionToken());
		if (id == null && secret == null && token == null) {
			return null;
		}
		if (id == null) {
			throw missing(property + ".access-key-id", property);
		}
		if (secret == null) {
			throw missing(property + ".secret-access-key", property);
		}
		try {
			return new Found<>(SigV4CredentialsProvider.of(SigV4Credentials.of(id, secret, token)), property);
		}
		catch (CredentialsException ex) {
			throw new InvalidSigV4PropertyException(property, null, String.valueOf(ex.getMessage()),
					"Check the values below " + property + ", and where they come from.");
		}
	}

	/** An empty placeholder, as {@code ${KEY:}}, is none. */
	private static @Nullable String text(@Nullable String value) {
		return StringUtils.hasText(value) ? value : null;
	}

	private static InvalidSigV4PropertyException missing(String property, String group) {
		return new InvalidSigV4PropertyException(property, null,
				"It is not set, but another part of " + group + " is. Half of a key pair cannot sign.",
				"Set both access-key-id and secret-access-key below " + group + ", or neither.");
	}

}
