package io.github.sigv4.test;

import java.util.Map;

/**
 * An error before it is put into a form.
 *
 * @param status the status
 * @param code what programs look at
 * @param message what people look at
 * @param details S3's further elements, in their order
 */
record AwsError(int status, String code, String message, Map<String, String> details) {

	AwsError(int status, String code, String message) {
		this(status, code, message, Map.of());
	}

	/**
	 * Message and details stay out: they may have the canonical request with its session
	 * token, and signatures.
	 */
	@Override
	public String toString() {
		return "AwsError[" + this.status + " " + this.code + "]";
	}

}
