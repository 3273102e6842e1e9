package io.github.sigv4.test;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

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
 * @param lenient what is tolerated
 */
record TestService(String signingName, String region, Duration maxSkew, Map<String, SigV4Credentials> credentials,
		Clock clock, Set<Leniency> lenient) {

	SigV4Verifier verifier() {
		SigV4Verifier.Builder builder = SigV4Verifier.builder(this.credentials::get)
			.signingName(this.signingName)
			.maxSkew(this.maxSkew);
		if (!takesAnyRegion()) {
			builder.region(this.region);
		}
		if (this.lenient.contains(Leniency.UNSIGNED_AMZ_HEADERS)) {
			builder.unsignedAmzHeaders();
		}
		if (this.lenient.contains(Leniency.ANY_SESSION_TOKEN)) {
			builder.anySessionToken();
		}
		return builder.build();
	}

	boolean takesAnyRegion() {
		return this.lenient.contains(Leniency.ANY_REGION);
	}

}
