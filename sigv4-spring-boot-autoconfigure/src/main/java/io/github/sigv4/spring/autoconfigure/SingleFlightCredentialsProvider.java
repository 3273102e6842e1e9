package io.github.sigv4.spring.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

/**
 * Asks an application's provider once for all who wait for its answer at the time without
 * a thread: one that is slow would otherwise hold as many threads as there are requests.
 * Whoever asks on his own thread asks for himself, since the answer may depend on it.
 */
final class SingleFlightCredentialsProvider implements SigV4CredentialsProvider {

	private final SigV4CredentialsProvider delegate;

	private final AtomicReference<@Nullable CompletableFuture<SigV4Credentials>> flight = new AtomicReference<>();

	SingleFlightCredentialsProvider(SigV4CredentialsProvider delegate) {
		this.delegate = delegate;
	}

	@Override
	public SigV4Credentials resolveCredentials() {
		return this.delegate.resolveCredentials();
	}

	@Override
	public @Nullable SigV4Credentials cachedCredentials() {
		return this.delegate.cachedCredentials();
	}

	@Override
	public SigV4Credentials refreshCredentials(SigV4Credentials refused) {
		return this.delegate.refreshCredentials(refused);
	}

	@Override
	public CompletionStage<SigV4Credentials> resolveCredentialsAsync(Executor blocking) {
		CompletableFuture<SigV4Credentials> mine = new CompletableFuture<>();
		CompletableFuture<SigV4Credentials> running = this.flight.compareAndExchange(null, mine);
		if (running != null) {
			return running.copy();
		}
		try {
			var unused = this.delegate.resolveCredentialsAsync(blocking)
				.whenComplete((credentials, failure) -> land(mine, credentials, failure));
		}
		catch (RuntimeException ex) {
			land(mine, null, ex);
		}
		return mine.copy();
	}

	@Override
	public CompletionStage<SigV4Credentials> refreshCredentialsAsync(SigV4Credentials refused, Executor blocking) {
		return this.delegate.refreshCredentialsAsync(refused, blocking);
	}

	private void land(CompletableFuture<SigV4Credentials> mine, @Nullable SigV4Credentials credentials,
			@Nullable Throwable failure) {
		this.flight.set(null);
		if (failure != null) {
			mine.completeExceptionally(failure);
		}
		else {
			mine.complete(credentials);
		}
	}

	@Override
	public String toString() {
		return this.delegate.toString();
	}

}
