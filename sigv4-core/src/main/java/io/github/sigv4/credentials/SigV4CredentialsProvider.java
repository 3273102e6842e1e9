package io.github.sigv4.credentials;

import org.jspecify.annotations.Nullable;

/**
 * Where credentials come from. It is asked for each request, and again for each attempt
 * of a retry, so that rotated credentials take effect at once.
 * <p>
 * Implementations are called from many threads at a time. {@link #resolveCredentials()}
 * may block; reactive clients call it on a thread that may be blocked unless
 * {@link #cachedCredentials()} has an answer.
 */
@FunctionalInterface
public interface SigV4CredentialsProvider {

	/**
	 * Return the credentials to sign with now. May block.
	 * @return the credentials
	 * @throws CredentialsException if there are none, with each source that was tried
	 */
	SigV4Credentials resolveCredentials();

	/**
	 * Return the credentials if they are at hand without any waiting. Never blocks.
	 * @return the credentials, or {@code null} if {@link #resolveCredentials()} has to be
	 * called
	 */
	default @Nullable SigV4Credentials cachedCredentials() {
		return null;
	}

	/**
	 * Return a provider of credentials that never change.
	 * @param credentials the credentials
	 * @return the provider
	 */
	static SigV4CredentialsProvider of(SigV4Credentials credentials) {
		return new StaticCredentialsProvider(credentials);
	}

	/**
	 * Return a provider that asks the system properties {@code aws.accessKeyId},
	 * {@code aws.secretAccessKey} and {@code aws.sessionToken}, then the environment
	 * variables {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY} and
	 * {@code AWS_SESSION_TOKEN}: the first two steps of AWS's own chain, in its order.
	 * @return the provider
	 */
	static SigV4CredentialsProvider ofSurroundings() {
		return new SurroundingsCredentialsProvider(System::getProperty, System::getenv);
	}

}
