package io.github.sigv4.test;

import java.time.Instant;

/**
 * What stands behind the connections.
 */
interface Exchange {

	/**
	 * Take the head of a request, whose body follows.
	 * @throws BadMessageException if it is none that can be verified
	 */
	IncomingBody receive(MessageHead head) throws BadMessageException;

	/** Answer a request, whose body is complete. */
	TestResponse answer(MessageHead head, IncomingBody body, String requestId);

	/** Answer what is no request. */
	TestResponse refuse(int status, String reason, String requestId);

	/** The time that answers give. */
	Instant now();

}
