package io.github.sigv4.cli;

/**
 * A line that cannot be understood. Its message goes to the output: what is wrong and how
 * to fix it, without any value of the line, since that may be a secret in the wrong
 * place.
 */
final class BatchException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	BatchException(String message) {
		// A batch may have many such lines, and nobody looks at their stack traces
		super(message, null, false, false);
	}

}
