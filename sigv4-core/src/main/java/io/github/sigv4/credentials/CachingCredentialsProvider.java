package io.github.sigv4.credentials;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the credentials of a source that is slow to ask, and asks it again in time.
 * <p>
 * The source is asked when credentials are first needed; then in the background, by the
 * first request that comes within 5 minutes of their expiration (or within half of the
 * time for which they are good, if that is less), and a minute after it was last asked if
 * they tell no expiration, since files are rewritten. Whatever the load, it is asked once
 * at a time, on a thread of its own, and while the old credentials are good nobody waits
 * for the new ones. If it fails, the old ones go on until they expire, and it is asked
 * again every 10 seconds; once there are no good ones, or not for so long, with each
 * request, a second after the last time at the soonest. A source that does not answer
 * within a minute has failed. Expired credentials are never returned.
 * <p>
 * Thread-safe. Holds no lock and, between refreshes, no thread.
 */
final class CachingCredentialsProvider implements SigV4CredentialsProvider {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final Logger logger = System.getLogger(CachingCredentialsProvider.class.getName());

	private final SigV4CredentialsProvider source;

	private final Clock clock;

	private final Executor executor;

	private final Duration patience;

	private final AtomicReference<@Nullable CredentialsRefresh> running = new AtomicReference<>();

	/** Made beforehand, for when there is no memory to make another. */
	private final CredentialsException untold = new CredentialsException(
			"The source of the credentials cannot be used, and it cannot be told why.");

	/** Written by whoever is running only. */
	private volatile CachedCredentials cached = CachedCredentials.NONE;

	CachingCredentialsProvider(SigV4CredentialsProvider source, Clock clock) {
		this(source, clock, new RefreshThread());
	}

	CachingCredentialsProvider(SigV4CredentialsProvider source, Clock clock, Executor executor) {
		this(source, clock, executor, PATIENCE);
	}

	CachingCredentialsProvider(SigV4CredentialsProvider source, Clock clock, Executor executor, Duration patience) {
		this.source = source;
		this.clock = clock;
		this.executor = executor;
		this.patience = patience;
	}

	@Override
	public @Nullable SigV4Credentials cachedCredentials() {
		CachedCredentials cached = this.cached;
		Instant now = this.clock.instant();
		SigV4Credentials credentials = cached.goodAt(now);
		if (credentials != null && cached.isDueAt(now)) {
			// In the background
			var unused = refresh();
		}
		return credentials;
	}

	/** Unlike {@link #cachedCredentials()}, it does not have the source asked in time. */
	@Override
	public CredentialsStatus status() {
		CachedCredentials cached = this.cached;
		return (cached.credentials() != null || cached.failure() != null)
				? new CredentialsStatus(cached.credentials(), cached.failure(), cached.asked())
				: CredentialsStatus.UNKNOWN;
	}

	@Override
	public SigV4Credentials resolveCredentials() {
		SigV4Credentials credentials = cachedCredentials();
		return (credentials != null) ? credentials : CredentialsRefresh.await(refresh());
	}

	@Override
	public CompletionStage<SigV4Credentials> resolveCredentialsAsync(Executor blocking) {
		SigV4Credentials credentials = cachedCredentials();
		// A copy, so that whoever cancels it cancels it for himself
		return (credentials != null) ? CompletableFuture.completedFuture(credentials) : refresh().copy();
	}

	@Override
	public SigV4Credentials refreshCredentials(SigV4Credentials refused) {
		return CredentialsRefresh.await(refresh(refused));
	}

	@Override
	public CompletionStage<SigV4Credentials> refreshCredentialsAsync(SigV4Credentials refused, Executor blocking) {
		return refresh(refused).copy();
	}

	private CompletableFuture<SigV4Credentials> refresh() {
		return ask(new CredentialsRefresh(false), this.source::resolveCredentials, (cached, now) -> {
			if (cached.isDueAt(now)) {
				return null;
			}
			SigV4Credentials good = cached.goodAt(now);
			if (good == null && cached.failure() != null) {
				throw cached.failure();
			}
			return good;
		});
	}

	@SuppressWarnings("ReferenceEquality")
	private CompletableFuture<SigV4Credentials> refresh(SigV4Credentials refused) {
		SigV4Credentials others = this.cached.goodAt(this.clock.instant());
		if (others != null && !others.equals(refused)) {
			// At once: a source that is just asked for still newer ones may hang
			return CompletableFuture.completedFuture(others);
		}
		CredentialsRefresh mine = new CredentialsRefresh(true);
		CredentialsRefresh running = ask(mine, () -> this.source.refreshCredentials(refused), (cached, now) -> {
			SigV4Credentials good = cached.goodAt(now);
			return (good != null && (!good.equals(refused) || cached.isJustForcedAt(now))) ? good : null;
		});
		// Somebody else may have asked for any, and got the refused ones
		return (running == mine) ? mine : running.thenCompose((credentials) -> credentials.equals(refused)
				? refresh(refused) : CompletableFuture.completedFuture(credentials));
	}

	/**
	 * Ask the source, unless somebody is just asking, or the cache knows the answer after
	 * all: the last one who asked may have finished since the caller looked.
	 */
	private CredentialsRefresh ask(CredentialsRefresh mine, Supplier<SigV4Credentials> question, Knowledge knowledge) {
		CredentialsRefresh running = this.running.compareAndExchange(null, mine);
		if (running != null) {
			return running;
		}
		try {
			SigV4Credentials known = knowledge.of(this.cached, this.clock.instant());
			if (known != null) {
				finish(mine, known, null);
			}
			else {
				this.executor.execute(() -> run(question, mine));
				giveUpLater(mine);
			}
		}
		catch (CredentialsException ex) {
			// Known as well
			finish(mine, null, ex);
		}
		catch (Throwable ex) {
			failed(mine, ex);
		}
		return mine;
	}

	private void run(Supplier<SigV4Credentials> question, CredentialsRefresh mine) {
		try {
			SigV4Credentials answer = question.get();
			Instant now = this.clock.instant();
			requireGood(answer, now);
			// Before the end, behind which nothing may fail
			CachedCredentials cached = before(mine, now).with(answer, now);
			if (mine.end()) {
				this.cached = cached;
				finish(mine, answer, null);
			}
		}
		catch (Throwable ex) {
			failed(mine, ex);
		}
	}

	/**
	 * A source that hangs must not be the end: a process that waits for somebody, or a
	 * connection that nobody answers.
	 */
	private void giveUpLater(CredentialsRefresh mine) {
		CompletableFuture.delayedExecutor(this.patience.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
			.execute(() -> failed(mine, new CredentialsException("There are no AWS credentials after waiting for "
					+ this.patience.toSeconds() + " seconds; their source does not answer.")));
	}

	private void failed(CredentialsRefresh mine, Throwable ex) {
		if (!mine.end()) {
			return;
		}
		CredentialsException failure = this.untold;
		SigV4Credentials good = null;
		try {
			failure = (ex instanceof CredentialsException told) ? told
					: new CredentialsException("The source of the credentials cannot be used: " + name(ex), ex);
			Instant now = this.clock.instant();
			this.cached = before(mine, now).with(failure, now);
			good = this.cached.goodAt(now);
		}
		finally {
			// Whatever happens, or nobody could ask again
			finish(mine, null, failure);
		}
		if (good != null) {
			logger.log(Level.WARNING, "The AWS credentials could not be refreshed. " + good
					+ " are used until they expire. " + failure.getMessage());
		}
	}

	/** A strange exception may quote what it has read. */
	private static String name(Throwable ex) {
		return (ex instanceof Error) ? ex.toString() : ex.getClass().getName();
	}

	/**
	 * Forced at its end, so that those who wait meanwhile do not ask a slow one again.
	 */
	private CachedCredentials before(CredentialsRefresh mine, Instant now) {
		return mine.isForced() ? this.cached.forcedAt(now) : this.cached;
	}

	private void finish(CredentialsRefresh mine, @Nullable SigV4Credentials credentials, @Nullable Throwable failure) {
		// First, so that whoever sees the answer can ask again
		this.running.set(null);
		if (failure != null) {
			mine.completeExceptionally(failure);
		}
		else {
			mine.complete(credentials);
		}
	}

	@SuppressWarnings("ConstantValue")
	private static void requireGood(SigV4Credentials credentials, Instant now) {
		if (credentials == null) {
			throw new CredentialsException("The source of the credentials gave none.");
		}
		if (CachedCredentials.isExpired(credentials, now)) {
			throw new CredentialsException("The credentials with the access key id " + credentials.accessKeyId()
					+ " expired at " + credentials.expiration() + ", and it is " + now + " now; their source has no "
					+ "newer ones. Renew them there, as by logging in again; if it is not that time, set the clock.");
		}
	}

	@Override
	public String toString() {
		return this.source.toString();
	}

	/**
	 * Returns credentials that the source need not be asked for, if there are any.
	 */
	private interface Knowledge {

		@Nullable SigV4Credentials of(CachedCredentials cached, Instant now);

	}

}
