package io.github.sigv4.spring.autoconfigure;

import java.time.Clock;

import io.github.sigv4.credentials.SigV4CredentialsProvider;

/**
 * Has the credentials of a source kept, and lets it show when the source is asked.
 *
 * @param clock tells when credentials expire
 * @param observer shows it
 */
record CredentialsCache(Clock clock, SourceObserver observer) {

	/** The name of a source that no properties tell. */
	static final String SURROUNDINGS = "surroundings";

	SigV4CredentialsProvider keep(String name, SigV4CredentialsProvider source) {
		return SigV4CredentialsProvider.caching(this.observer.observe(name, source), this.clock);
	}

}
