package io.github.sigv4.spring;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

	private final @Nullable Supplier<SigningSettings> question;

	private final AtomicReference<@Nullable CompletableFuture<SigningSettings>> asking = new AtomicReference<>();

	private volatile @Nullable SigningSettings known;

	/**
	 * Create settings.
	 * @param provisional the settings, right but for the region if that is asked for
	 * @param question returns the settings with the region, and may block; or
	 * {@code null} if it is known
	 */
	DeferredSettings(SigningSettings provisional, @Nullable Supplier<SigningSettings> question) {
		this.provisional = provisional;
		this.question = question;
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
		if (known != null) {
			return known;
		}
		return (this.question != null) ? ask(this.question) : this.provisional;
	}

	private SigningSettings ask(Supplier<SigningSettings> question) {
		CompletableFuture<SigningSettings> mine = new CompletableFuture<>();
		CompletableFuture<SigningSettings> running = this.asking.compareAndExchange(null, mine);
		if (running != null) {
			return await(running);
		}
		try {
			SigningSettings answer = question.get();
			this.known = answer;
			mine.complete(answer);
		}
		catch (Throwable ex) {
			mine.completeExceptionally(ex);
		}
		finally {
			this.asking.set(null);
		}
		return await(mine);
	}

	private static SigningSettings await(CompletableFuture<SigningSettings> answer) {
		try {
			return answer.join();
		}
		catch (CompletionException ex) {
			Throwable cause = Objects.requireNonNullElse(ex.getCause(), ex);
			throw new SigV4Exception(String.valueOf(cause.getMessage()), cause);
		}
	}

}
