package io.github.sigv4.spring.httpclient;

import org.apache.hc.core5.http.HttpException;

/**
 * Takes the failure of a signature through HttpClient, to be taken off again.
 */
final class NotSignedException extends HttpException {

	private static final long serialVersionUID = 1L;

	private final RuntimeException failure;

	NotSignedException(RuntimeException failure) {
		super(failure.getMessage(), failure);
		this.failure = failure;
	}

	RuntimeException failure() {
		return this.failure;
	}

	/** Return what is told to the caller of a client. */
	static Exception unwrapped(Exception failure) {
		return (failure instanceof NotSignedException notSigned) ? notSigned.failure : failure;
	}

}
