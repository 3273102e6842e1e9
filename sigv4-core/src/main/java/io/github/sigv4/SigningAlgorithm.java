package io.github.sigv4;

/**
 * The algorithms by which AWS lets requests be signed.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">AWS Signature
 * Version 4 for API requests</a>
 */
public enum SigningAlgorithm {

	/** Signature Version 4: an HMAC, good in one region. */
	SIGV4("AWS4-HMAC-SHA256"),

	/** Signature Version 4A: an ECDSA signature, good in a set of regions. */
	SIGV4A("AWS4-ECDSA-P256-SHA256");

	private final String id;

	SigningAlgorithm(String id) {
		this.id = id;
	}

	/**
	 * Return the algorithm's name in a string to sign.
	 * @return the name, as {@code AWS4-HMAC-SHA256}
	 */
	public String id() {
		return this.id;
	}

}
