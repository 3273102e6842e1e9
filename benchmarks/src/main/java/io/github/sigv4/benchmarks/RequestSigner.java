package io.github.sigv4.benchmarks;

/**
 * One way to sign a request of some {@link RequestShape}. What does not change from one
 * signature to the next is made before.
 */
interface RequestSigner {

	/** Sign, and return all that came of it: the headers or the URL. */
	Object sign();

	/** Return the signature in what {@link #sign()} returned. */
	String signature(Object signed);

	/**
	 * Return the signature in an {@code Authorization} or a presigned URL.
	 */
	static String signatureIn(String text) {
		int from = text.indexOf("Signature=") + "Signature=".length();
		return text.substring(from, from + 64);
	}

}
