package io.github.sigv4;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a request cannot be signed so that a server would accept it. The message
 * says what is wrong and how to fix it; it never has a secret, a token or a body.
 */
public class SigV4Exception extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what is wrong and how to fix it, without any secret
	 */
	public SigV4Exception(String message) {
		super(message);
	}

	/**
	 * Create an exception with a cause.
	 * @param message what is wrong and how to fix it, without any secret
	 * @param cause the cause
	 */
	public SigV4Exception(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
