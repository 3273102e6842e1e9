package io.github.sigv4.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/**
 * Says which property is wrong, where it was set, and how to mend it.
 */
class InvalidSigV4PropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSigV4PropertyException> {

	private final Environment environment;

	InvalidSigV4PropertyFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidSigV4PropertyException cause) {
		StringBuilder description = new StringBuilder(
				"An AWS SigV4 property is missing or cannot be used:%n%n".formatted());
		line(description, "Property", cause.getProperty());
		line(description, "Value", cause.getValue());
		line(description, "Origin", origin(cause.getProperty()));
		line(description, "Reason", cause.getReason());
		return new FailureAnalysis(description.toString().stripTrailing(), cause.getFix(), cause);
	}

	private static void line(StringBuilder description, String label, @Nullable Object value) {
		if (value != null) {
			description.append("    %s: %s%n".formatted(label, value));
		}
	}

	private @Nullable Origin origin(String property) {
		if (!ConfigurationPropertyName.isValid(property)) {
			return null;
		}
		ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			ConfigurationProperty found = source.getConfigurationProperty(name);
			if (found != null) {
				return found.getOrigin();
			}
		}
		return null;
	}

}
