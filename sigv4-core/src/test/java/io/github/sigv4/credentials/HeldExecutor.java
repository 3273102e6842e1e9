package io.github.sigv4.credentials;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * Holds tasks until a test lets them run.
 */
final class HeldExecutor implements Executor {

	private final Deque<Runnable> tasks = new ArrayDeque<>();

	private @Nullable Error refusal;

	private int refused;

	/** As when no thread can be started. */
	void refuse(@Nullable Error refusal) {
		this.refusal = refusal;
	}

	int refused() {
		return this.refused;
	}

	@Override
	public void execute(Runnable task) {
		if (this.refusal != null) {
			this.refused++;
			throw this.refusal;
		}
		this.tasks.add(task);
	}

	int held() {
		return this.tasks.size();
	}

	void runHeld() {
		while (!this.tasks.isEmpty()) {
			this.tasks.remove().run();
		}
	}

}
