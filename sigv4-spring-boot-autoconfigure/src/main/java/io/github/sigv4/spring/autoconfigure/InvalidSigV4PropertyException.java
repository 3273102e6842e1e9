package io.github.sigv4.spring.autoconfigure;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a property cannot be what its author wanted. Stops the start.
 */
class InvalidSigV4PropertyException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String property;

	private final @Nullable String value;

	private final String reason;

	private final String fix;

	/**
	 * Create an exception.
	 * @param property the property's full name
	 * @param value its value, or {@code null} if it has none or the value is a secret
	 * @param reason what is wrong, as a sentence
	 * @param fix what to do, as a sentence
	 */
	InvalidSigV4PropertyException(String property, @Nullable String value, String reason, String fix) {
		super("Property " + property + ((value != null) ? " = '" + value + "'" : "") + ": " + reason + " " + fix);
		this.property = property;
		this.value = value;
		this.reason = reason;
		this.fix = fix;
	}

	String getProperty() {
		return this.property;
	}

	@Nullable String getValue() {
		return this.value;
	}

	String getReason() {
		return this.reason;
	}

	String getFix() {
		return this.fix;
	}

}
