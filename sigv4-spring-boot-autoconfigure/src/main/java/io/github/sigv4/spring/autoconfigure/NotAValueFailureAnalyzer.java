package io.github.sigv4.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.convert.ConverterNotFoundException;

/**
 * Says that a property that has others below it was given a value itself. Boot's analysis
 * would show the value, which may be a secret. All other values that cannot be converted
 * are left to Boot.
 */
class NotAValueFailureAnalyzer extends AbstractFailureAnalyzer<BindException> implements Ordered {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(SigV4Properties.PREFIX);

	private static final ConfigurationPropertyName SERVICES = ConfigurationPropertyName.of(ServiceNames.PROPERTY);

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		if (!PREFIX.isAncestorOf(cause.getName()) || findCause(cause, ConverterNotFoundException.class) == null) {
			return null;
		}
		String property = cause.getName().toString();
		return new FailureAnalysis(
				"An AWS SigV4 property cannot be used:%n%n    Property: %s%n    Reason: It has a value, but it is the name of a group: values are given below it."
					.formatted(property),
				"Give values below " + property + ", as " + property + example(cause.getName()) + ".", cause);
	}

	/**
	 * A service may have the name of a group, but groups are not right below services.
	 */
	private static String example(ConfigurationPropertyName group) {
		if (SERVICES.equals(group)) {
			return ".<name>.base-url";
		}
		return switch (SERVICES.isParentOf(group) ? "" : group.getLastElement(Form.UNIFORM)) {
			case "credentials" -> ".access-key-id";
			case "assumerole" -> ".role-arn";
			case "chunked" -> ".chunk-size";
			default -> ".base-url";
		};
	}

	@Override
	public int getOrder() {
		return 0;
	}

}
