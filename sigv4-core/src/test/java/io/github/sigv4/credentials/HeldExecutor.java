package io.github.sigv4.credentials;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * Holds tasks until a test lets them run.
 */
final class HeldExecutor implements Executor {

	private final Deque<Runnable> tasks = new ArrayDeque<>();

	@Override
	public void execute(Runnable task) {
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
