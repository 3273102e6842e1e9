package io.github.sigv4.spring.webclient;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import io.github.sigv4.spring.SigV4Threads;

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

	/** For what does not block, or not for long. */
	static final Scheduler CONTINUING = Schedulers.fromExecutorService(SigV4Threads.continuing(), "sigv4");

	private CredentialsThreads() {
	}

	/**
	 * Return threads for what blocks: a provider, or what tells the region. Each filter
	 * has its own, so that a slow provider of one service is in the way of no other.
	 */
	static Scheduler forBlocking() {
		return Schedulers.fromExecutorService(SigV4Threads.forBlocking(), "sigv4-blocking");
	}

}
