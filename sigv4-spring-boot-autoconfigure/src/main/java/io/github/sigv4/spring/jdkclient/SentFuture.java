package io.github.sigv4.spring.jdkclient;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * The future of a request that is sent in several steps. To cancel it, or what was made
 * of it, cancels the step that is under way, as with the JDK's own.
 *
 * @param <T> the type of the result
 */
final class SentFuture<T extends @Nullable Object> extends CompletableFuture<T> {

	private final AtomicReference<@Nullable Future<?>> step;

	SentFuture() {
		this(new AtomicReference<>());
	}

	private SentFuture(AtomicReference<@Nullable Future<?>> step) {
		this.step = step;
	}

	/** Tell which step is under way. */
	void setStep(Future<?> step) {
		this.step.set(step);
		if (isCancelled()) {
			step.cancel(true);
		}
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled = super.cancel(mayInterruptIfRunning);
		Future<?> step = this.step.get();
		if (step != null) {
			step.cancel(true);
		}
		return cancelled;
	}

	@Override
	public <U> CompletableFuture<U> newIncompleteFuture() {
		return new SentFuture<>(this.step);
	}

}
