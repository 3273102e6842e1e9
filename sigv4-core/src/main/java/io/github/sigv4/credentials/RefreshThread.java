package io.github.sigv4.credentials;

import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * Runs each task on a thread of its own. A refresh is so rare that no thread needs to
 * wait for the next one, and so slow that no other task should wait for it.
 */
final class RefreshThread implements Executor {

	/**
	 * Of whoever set the source up: that of whoever happens to need credentials first may
	 * not see the SDK's HTTP client, as in a common pool.
	 */
	private final @Nullable ClassLoader classLoader = Thread.currentThread().getContextClassLoader();

	@Override
	public void execute(Runnable task) {
		Thread thread = new Thread(null, task, "sigv4-credentials", 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(this.classLoader);
		thread.start();
	}

}
