package io.github.sigv4.it.aws;

/**
 * What a service finds wrong with a request, in the order in which it looks.
 */
public enum Wrong {

	/** There is no signature. */
	NOT_SIGNED,

	/** There is a signature that it cannot read. */
	MALFORMED,

	/** The request date is not of the day of the credential scope. */
	DATE,

	/** The request date is too old, or in the future. */
	TIME,

	/** The credential scope is for another service. */
	SERVICE,

	/** The credential scope is for another region. */
	REGION,

	/** The access key is not known. */
	KEY,

	/** The session token is not that of the access key. */
	TOKEN,

	/** The session has ended. */
	EXPIRED,

	/** {@code x-amz-content-sha256} is not there, or not what the service takes. */
	HASH,

	/** A header that has to be signed is not. */
	HEADER,

	/** The body is not that of {@code x-amz-content-sha256}. */
	BODY,

	/** AWS's signer computes another signature. */
	SIGNATURE,

	/** All is right, and a policy, a firewall or the lack of a route says no. */
	RULE

}
