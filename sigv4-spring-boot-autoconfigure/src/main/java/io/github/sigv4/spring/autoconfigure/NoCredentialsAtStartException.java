package io.github.sigv4.spring.autoconfigure;

import java.io.Serial;

import io.github.sigv4.credentials.CredentialsException;

/**
 * Thrown if there are no credentials when the start demands them.
 */
class NoCredentialsAtStartException extends CredentialsException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param cause why there are none
	 */
	NoCredentialsAtStartException(CredentialsException cause) {
		super(String.valueOf(cause.getMessage()), cause);
	}

}
