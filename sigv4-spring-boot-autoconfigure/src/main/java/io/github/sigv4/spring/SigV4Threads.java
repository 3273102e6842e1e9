package io.github.sigv4.spring;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for clients that must not block those they are called on. Public because the
 * packages of the clients use it; applications have no need of it.
 */
public final class SigV4Threads {

	private static final int IDLE_SECONDS = 60;

	private static final int PER_PROCESSOR = 10;

	/** For what does not block, or not for long. */
	private static final ExecutorService CONTINUING = pool("sigv4");

	private SigV4Threads() {
	}

	/**
	 * Return the threads on which calls go on when what they waited for is there.
	 * @return the threads, for what does not block, or not for long
	 */
	public static ExecutorService continuing() {
		return CONTINUING;
	}

	/**
	 * Return new threads for what blocks: a provider of credentials, what tells the
	 * region, a body that is read. Each client has its own, so that a slow provider of
	 * one service is in the way of no other.
	 * @return the threads, of which there are none while there is nothing to do
	 */
	public static ExecutorService forBlocking() {
		return pool("sigv4-blocking");
	}

	private static ExecutorService pool(String name) {
		int size = PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
		ThreadPoolExecutor executor = new ThreadPoolExecutor(size, size, IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), (task) -> thread(task, name));
		// So that there are none when there is nothing to do
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	private static Thread thread(Runnable task, String name) {
		Thread thread = new Thread(null, task, name, 0, false);
		thread.setDaemon(true);
		// Which JDK 25 does not hand on without inheritable thread-locals
		thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
		return thread;
	}

}
