package io.github.sigv4.credentials;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * Where credentials come from. It is asked for each request, and again for each attempt
 * of a retry, so that rotated credentials take effect at once.
 * <p>
 * Implementations are called from many threads at a time. {@link #resolveCredentials()}
 * may block; reactive clients call it on a thread that may be blocked unless
 * {@link #cachedCredentials()} has an answer. One that asks a server is best wrapped, so
 * that it is asked in time, in the background, and once for all: <pre class="code">
 * SigV4CredentialsProvider provider = SigV4CredentialsProvider.caching(this::askVault, clock);
 * </pre>
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
	 * Return what is known of the credentials, for whoever shows it. Never blocks, and
	 * should not have anybody asked: it is called without any request at hand.
	 * @return what is known; if the provider does not say, the
	 * {@linkplain #cachedCredentials() credentials at hand}
	 */
	default CredentialsStatus status() {
		return new CredentialsStatus(cachedCredentials(), null, null);
	}

	/**
	 * Return credentials in place of some that a service has refused as expired or
	 * unknown. May block.
	 * @param refused the credentials that were refused
	 * @return the credentials to sign with now; the same ones if there are no others
	 * @throws CredentialsException if there are none
	 */
	default SigV4Credentials refreshCredentials(SigV4Credentials refused) {
		return resolveCredentials();
	}

	/**
	 * Return the credentials to sign with now without waiting for them.
	 * @param blocking runs what may block
	 * @return what completes with the credentials or with a {@link CredentialsException}
	 */
	default CompletionStage<SigV4Credentials> resolveCredentialsAsync(Executor blocking) {
		return CompletableFuture.supplyAsync(this::resolveCredentials, blocking);
	}

	/**
	 * Return credentials in place of some that a service has refused, without waiting for
	 * them.
	 * @param refused the credentials that were refused
	 * @param blocking runs what may block
	 * @return what completes with the credentials or with a {@link CredentialsException}
	 */
	default CompletionStage<SigV4Credentials> refreshCredentialsAsync(SigV4Credentials refused, Executor blocking) {
		return CompletableFuture.supplyAsync(() -> refreshCredentials(refused), blocking);
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
	 * Return a provider that keeps what another one returns, and asks it again in time.
	 * @param source the provider to ask, whose answer does not depend on who asks
	 * @param clock tells when credentials expire
	 * @return the provider
	 * @see CachingCredentialsProvider
	 */
	static SigV4CredentialsProvider caching(SigV4CredentialsProvider source, Clock clock) {
		return new CachingCredentialsProvider(source, clock);
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
