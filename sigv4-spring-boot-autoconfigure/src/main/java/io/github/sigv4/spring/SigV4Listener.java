package io.github.sigv4.spring;

import java.time.Duration;

import io.github.sigv4.Refusal;

/**
 * Is told what happens to the requests of a service, as to count it. Called on the thread
 * that signs or reads the answer, so it must neither block nor throw. A bean of this type
 * is told of all services, from when all singletons are there; it may need clients that
 * sign.
 */
public interface SigV4Listener {

	/**
	 * Does nothing.
	 */
	SigV4Listener NONE = new SigV4Listener() {
	};

	/**
	 * A request was signed. It may {@linkplain #failed fail} yet, before it is sent to
	 * its end.
	 * @param service the service's name
	 * @param duration how long it took, from the canonical request to the signature
	 */
	default void signed(String service, Duration duration) {
	}

	/**
	 * A request was not sent, or not to its end, with an exception of the service: it may
	 * not go there, or is a redirected one; its headers, its attributes or the settings
	 * do not allow to sign it; its body is too large to be held in memory, or is not as
	 * long as it was to be; there are no credentials, or no region. Told once for each
	 * attempt, and also of a URL or a token that could not be presigned.
	 * <p>
	 * Not told of: requests that do not say for which service they are, or name one that
	 * is not there; credentials that could not be refreshed after a refusal, whose answer
	 * the caller gets; failures to connect or to read an answer.
	 * @param service the service's name
	 * @param duration how long it took from the begin of signing until that failed; zero
	 * if it is not signing that failed
	 * @param failure why
	 */
	default void failed(String service, Duration duration, Throwable failure) {
	}

	/**
	 * A signed request was refused.
	 * @param service the service's name
	 * @param refusal why
	 */
	default void refused(String service, Refusal refusal) {
	}

}
