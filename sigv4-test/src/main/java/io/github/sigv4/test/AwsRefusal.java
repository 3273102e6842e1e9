package io.github.sigv4.test;

/**
 * What a service answers to requests that are signed right, so that a test can have its
 * own error handling meet it: {@link Stub#refuse(AwsRefusal)}. Status, code and message
 * are those of the server's {@link ErrorShape}.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html">Common
 * errors</a>
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Amazon S3: error
 * responses</a>
 */
public enum AwsRefusal {

	/**
	 * Too many requests: {@code ThrottlingException}, S3's {@code SlowDown} and so on.
	 */
	THROTTLED,

	/** The session token has expired: {@code ExpiredTokenException} and so on. */
	EXPIRED_TOKEN,

	/**
	 * The request date is wrong, and the service's own time is two hours later: further
	 * than a client should believe, so that it cannot cure this by another signature. A
	 * server whose clock is wrong, which can be cured, is
	 * {@link VerifyingServer#setClockOffset(java.time.Duration)}.
	 */
	SKEWED_CLOCK,

	/** No policy allows the call: {@code AccessDeniedException} and so on. */
	ACCESS_DENIED,

	/**
	 * Refused without a reason: {@code {"message":"Forbidden"}} as API Gateway says, or
	 * where the service speaks XML the page of a firewall in front of it.
	 */
	FORBIDDEN

}
