package io.github.sigv4.spring.autoconfigure;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;

/**
 * The secrets that properties and AWS's own variables hold, wherever they came from
 * there.
 */
final class KnownSecrets implements Supplier<Collection<String>> {

	private static final String[] NAMES = { "aws.secretAccessKey", "aws.secretKey", "aws.sessionToken",
			"AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN",
			"AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_BEARER_TOKEN_BEDROCK" };

	private final ObjectProvider<SigV4Properties> properties;

	private final Environment environment;

	KnownSecrets(ObjectProvider<SigV4Properties> properties, Environment environment) {
		this.properties = properties;
		this.environment = environment;
	}

	@Override
	public Collection<String> get() {
		Set<String> secrets = new HashSet<>();
		Arrays.stream(NAMES).forEach((name) -> add(secrets, this.environment.getProperty(name)));
		this.properties.ifAvailable((properties) -> {
			add(secrets, properties.credentials());
			properties.services().values().forEach((service) -> add(secrets, service.credentials()));
		});
		return secrets;
	}

	private static void add(Set<String> secrets, SigV4Properties.@Nullable Credentials credentials) {
		if (credentials != null) {
			add(secrets, credentials.secretAccessKey());
			add(secrets, credentials.sessionToken());
		}
	}

	private static void add(Set<String> secrets, @Nullable String secret) {
		if (secret != null) {
			secrets.add(secret);
		}
	}

}
