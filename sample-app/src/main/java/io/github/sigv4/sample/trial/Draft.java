package io.github.sigv4.sample.trial;

import java.time.Duration;

/**
 * A request to try.
 *
 * @param target where it goes
 * @param request what is signed, without what signing adds
 * @param keys with which credentials
 * @param signingName the service in the credential scope
 * @param region the region in the credential scope, or by SigV4A a set of regions
 * @param clockOffset how far the clock that signs is ahead of the server's
 * @param damage what happens to it on its way
 */
public record Draft(Target target, WireRequest request, Keys keys, String signingName, String region,
		Duration clockOffset, Damage damage) {

}
