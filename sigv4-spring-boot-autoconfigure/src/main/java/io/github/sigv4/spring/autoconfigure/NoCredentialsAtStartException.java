package io.github.sigv4.spring.autoconfigure;

import java.io.Serial;

import io.github.sigv4.credentials.CredentialsException;

/**
 * Thrown if there are no credentials when the start demands them.
 */
class NoCredentialsAtStartException extends CredentialsException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String property;

	/**
	 * Create an exception.
	 * @param property the name of the property that demands them
	 * @param cause why there are none
	 */
	NoCredentialsAtStartException(String property, CredentialsException cause) {
		super(String.valueOf(cause.getMessage()), cause);
		this.property = property;
	}

	/** Return the name of the property that demands them. */
	String property() {
		return this.property;
	}

}
