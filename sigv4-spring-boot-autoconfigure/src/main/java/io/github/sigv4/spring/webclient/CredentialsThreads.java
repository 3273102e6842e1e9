package io.github.sigv4.spring.webclient;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The threads on which credentials are waited for, and those on which calls go on when
 * they are there.
 * <p>
 * Not those of Reactor's {@code boundedElastic}. An application may have blocked them all
 * until its calls are answered, which would be never. And when all are busy, a task has
 * to wait for one of them that is chosen beforehand, be that the one that asks a slow
 * provider.
 */
final class CredentialsThreads {

	private static final int IDLE_SECONDS = 60;

	/** For what does not block, or not for long. */
	static final Scheduler CONTINUING = scheduler("sigv4");

	private CredentialsThreads() {
	}

	/**
	 * Return threads for what blocks: a provider, or what tells the region. Each filter
	 * has its own, so that a slow provider of one service is in the way of no other.
	 */
	static Scheduler forBlocking() {
		return scheduler("sigv4-blocking");
	}

	private static Scheduler scheduler(String name) {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE,
				Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				(task) -> thread(task, name));
		// So that there are none when there is nothing to do
		executor.allowCoreThreadTimeOut(true);
		return Schedulers.fromExecutorService(executor, name);
	}

	private static Thread thread(Runnable task, String name) {
		Thread thread = new Thread(null, task, name, 0, false);
		thread.setDaemon(true);
		// Which JDK 25 does not hand on without inheritable thread-locals
		thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
		return thread;
	}

}
