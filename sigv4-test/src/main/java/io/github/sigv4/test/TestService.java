package io.github.sigv4.test;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import io.github.sigv4.SigV4Verifier;
import io.github.sigv4.credentials.SigV4Credentials;

/**
 * The service that a server stands for.
 *
 * @param signingName its name in the credential scope
 * @param region its region
 * @param maxSkew how far a request date may be from the present
 * @param credentials who is known, by access key id
 * @param clock the present time
 */
record TestService(String signingName, String region, Duration maxSkew, Map<String, SigV4Credentials> credentials,
		Clock clock) {

	SigV4Verifier verifier() {
		return SigV4Verifier.builder(this.credentials::get)
			.signingName(this.signingName)
			.region(this.region)
			.maxSkew(this.maxSkew)
			.build();
	}

}
