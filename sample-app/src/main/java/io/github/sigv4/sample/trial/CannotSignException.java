package io.github.sigv4.sample.trial;

/**
 * A request cannot be signed as it is. The message says why.
 */
public class CannotSignException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	CannotSignException(String message) {
		super(message);
	}

}
