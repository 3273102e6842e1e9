package io.github.sigv4.test;

import java.time.Instant;

/**
 * What stands behind the connections.
 */
interface Exchange {

	/** Answer a request. */
	TestResponse answer(MessageHead head, MessageBody body, String requestId);

	/** Answer what is no request. */
	TestResponse refuse(int status, String reason, String requestId);

	/** The time that answers give. */
	Instant now();

}
