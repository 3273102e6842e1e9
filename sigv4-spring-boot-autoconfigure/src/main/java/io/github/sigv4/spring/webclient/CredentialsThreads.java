package io.github.sigv4.spring.webclient;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The threads on which credentials may be waited for, and the region if that has to be
 * asked for.
 * <p>
 * Not those of Reactor's {@code boundedElastic}. An application may have blocked them all
 * until its calls are answered, which would be never. And when all are busy, a task has
 * to wait for one of them that is chosen beforehand, be that the one that asks a slow
 * provider.
 */
final class CredentialsThreads {

	private static final int IDLE_SECONDS = 60;

	/** Ends its threads when there is nothing to do. */
	static final Scheduler SCHEDULER = Schedulers.fromExecutorService(executor(), "sigv4");

	private CredentialsThreads() {
	}

	private static ThreadPoolExecutor executor() {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE,
				Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				CredentialsThreads::thread);
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(null, task, "sigv4", 0, false);
		thread.setDaemon(true);
		return thread;
	}

}
