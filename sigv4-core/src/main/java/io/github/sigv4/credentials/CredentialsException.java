package io.github.sigv4.credentials;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when there are no credentials to sign with, or when those that were found cannot
 * be right. The message says which part or source, and the cure; it never has a secret.
 */
public class CredentialsException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what is wrong and how to fix it, without any secret
	 */
	public CredentialsException(String message) {
		super(message);
	}

	/**
	 * Create an exception with a cause.
	 * @param message what is wrong and how to fix it, without any secret
	 * @param cause the cause
	 */
	public CredentialsException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
