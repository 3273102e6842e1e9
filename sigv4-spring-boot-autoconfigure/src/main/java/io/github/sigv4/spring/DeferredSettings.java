package io.github.sigv4.spring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigningSettings;

/**
 * Settings whose region may have to be asked for, at the first signature. Whoever needs
 * them meanwhile waits for the same answer; after a failure the next one asks again.
 */
final class DeferredSettings {

	private final SigningSettings provisional;

	private final Supplier<SigningSettings> question;

	private final AtomicReference<@Nullable Lookup> running = new AtomicReference<>();

	private volatile @Nullable SigningSettings known;

	/**
	 * Create settings.
	 * @param provisional the settings, right but for the region if that is asked for
	 * @param question returns the settings with the region, and may block; or
	 * {@code null} if it is known
	 */
	DeferredSettings(SigningSettings provisional, @Nullable Supplier<SigningSettings> question) {
		this.provisional = provisional;
		this.question = (question != null) ? question : () -> provisional;
		this.known = (question != null) ? null : provisional;
	}

	boolean isKnown() {
		return this.known != null;
	}

	/** Never blocks. For all but the region. */
	SigningSettings provisional() {
		return this.provisional;
	}

	/** May block. */
	SigningSettings get() {
		SigningSettings known = this.known;
		return (known != null) ? known : ask().get();
	}

	/** Never blocks. */
	CompletionStage<SigningSettings> getAsync(Executor blocking) {
		SigningSettings known = this.known;
		return (known != null) ? CompletableFuture.completedFuture(known) : ask().start(blocking);
	}

	private Lookup ask() {
		Lookup mine = new Lookup();
		Lookup running = this.running.compareAndExchange(null, mine);
		return (running != null) ? running : mine;
	}

	/**
	 * Asks once for all who wait. It is run by the first one who has a thread for it: who
	 * waits on his own thread may hold the one on which it is to be run.
	 */
	private final class Lookup implements Runnable {

		private final CompletableFuture<SigningSettings> answer = new CompletableFuture<>();

		private final AtomicBoolean started = new AtomicBoolean();

		private final AtomicBoolean scheduled = new AtomicBoolean();

		SigningSettings get() {
			run();
			try {
				return this.answer.join();
			}
			catch (CompletionException ex) {
				throw failure(ex);
			}
		}

		CompletionStage<SigningSettings> start(Executor blocking) {
			if (this.scheduled.compareAndSet(false, true)) {
				try {
					blocking.execute(this);
				}
				catch (RuntimeException ex) {
					run(() -> {
						throw ex;
					});
				}
			}
			return this.answer.exceptionallyCompose((ex) -> CompletableFuture.failedFuture(failure(ex)));
		}

		/** One of its own for each that waits. */
		private static SigV4Exception failure(Throwable ex) {
			Throwable cause = (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
			return new SigV4Exception(String.valueOf(cause.getMessage()), cause);
		}

		@Override
		public void run() {
			run(DeferredSettings.this.question);
		}

		private void run(Supplier<SigningSettings> question) {
			if (!this.started.compareAndSet(false, true)) {
				return;
			}
			try {
				// The last one may have finished since the caller looked
				SigningSettings known = DeferredSettings.this.known;
				SigningSettings settings = (known != null) ? known : question.get();
				DeferredSettings.this.known = settings;
				DeferredSettings.this.running.set(null);
				this.answer.complete(settings);
			}
			catch (Throwable ex) {
				// First, so that whoever sees the failure can ask again
				DeferredSettings.this.running.set(null);
				this.answer.completeExceptionally(ex);
			}
		}

	}

}
