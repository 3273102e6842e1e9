package io.github.sigv4.spring.autoconfigure;

import io.github.sigv4.credentials.SigV4CredentialsProvider;

/**
 * Lets it show when a source of credentials is asked.
 */
@FunctionalInterface
interface SourceObserver {

	/**
	 * Return a source that shows when it is asked.
	 * @param name one of few: the group of properties that tells the source, or the
	 * surroundings
	 * @param source the source
	 * @return a source that gives the same
	 */
	SigV4CredentialsProvider observe(String name, SigV4CredentialsProvider source);

}
