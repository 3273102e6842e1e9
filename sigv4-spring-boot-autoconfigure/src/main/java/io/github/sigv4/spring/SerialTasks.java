package io.github.sigv4.spring;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks of several threads one after the other, in the order in which they come:
 * each on the thread that brings it, or on one that is running another at that time.
 * Nobody waits. Public because the packages of the clients use it; applications have no
 * need of it. Thread-safe.
 */
public final class SerialTasks {

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final AtomicInteger count = new AtomicInteger();

	/**
	 * Create a queue with nothing in it.
	 */
	public SerialTasks() {
	}

	/**
	 * Run a task, or leave it to whoever is running another.
	 * @param task the task, which must not throw
	 */
	public void run(Runnable task) {
		this.tasks.add(task);
		if (this.count.getAndIncrement() == 0) {
			do {
				Objects.requireNonNull(this.tasks.poll()).run();
			}
			while (this.count.decrementAndGet() > 0);
		}
	}

}
