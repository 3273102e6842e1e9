package io.github.sigv4.spring.autoconfigure;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;

import io.github.sigv4.SigV4Signer;

/**
 * What all services share, which an application may have its own of. A test that verifies
 * signatures gives both.
 *
 * @param clock tells the time of signing, and when credentials expire
 * @param signer signs
 */
record ServiceParts(Clock clock, SigV4Signer signer) {

	/** Of beans that are for signing alone. */
	static final String QUALIFIER = "sigv4";

	/**
	 * Choose the parts.
	 * @param signingClocks clocks that are for signing
	 * @param clocks clocks of the application
	 * @param signers signers that are for the services
	 * @return a clock for signing, else the application's only one, else the system's;
	 * and a signer of its own, unless there is one
	 */
	static ServiceParts of(ObjectProvider<Clock> signingClocks, ObjectProvider<Clock> clocks,
			ObjectProvider<SigV4Signer> signers) {
		Clock signingClock = signingClocks.getIfAvailable();
		return new ServiceParts((signingClock != null) ? signingClock : clocks.getIfUnique(Clock::systemUTC),
				signers.getIfAvailable(SigV4Signer::create));
	}

}
