package io.github.sigv4.test;

/**
 * What may be tolerated that is refused otherwise. Whatever is tolerated, a signature has
 * to be right.
 */
public enum Leniency {

	/** A signature for another region is accepted, as global services accept it. */
	ANY_REGION,

	/**
	 * {@code x-amz-*} headers need not be signed. S3 wants all of them signed, most
	 * services only those that they need.
	 */
	UNSIGNED_AMZ_HEADERS,

	/**
	 * The session token need not be that of the access key. What is sent has to be as it
	 * was signed.
	 */
	ANY_SESSION_TOKEN

}
