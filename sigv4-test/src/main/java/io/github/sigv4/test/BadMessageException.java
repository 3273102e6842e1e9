package io.github.sigv4.test;

import java.io.IOException;
import java.io.Serial;

/**
 * Thrown when what came in is no request, or one that cannot be verified.
 */
final class BadMessageException extends IOException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final int status;

	private final String reason;

	BadMessageException(int status, String reason) {
		super(reason);
		this.status = status;
		this.reason = reason;
	}

	int status() {
		return this.status;
	}

	String reason() {
		return this.reason;
	}

}
