package io.github.sigv4.spring;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Runs tasks of several threads one after the other, in the order in which they come:
 * each on the thread that brings it, or on one that is running another at that time.
 * Nobody waits. Public because the packages of the clients use it; applications have no
 * need of it. Thread-safe.
 */
public final class SerialTasks {

	private static final Log logger = LogFactory.getLog(SerialTasks.class);

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final AtomicInteger count = new AtomicInteger();

	private final Consumer<Throwable> failures;

	/**
	 * Create a queue with nothing in it.
	 * @param failures is told, as a part of the task, what a task throws: an application
	 * may be called by it
	 */
	public SerialTasks(Consumer<Throwable> failures) {
		this.failures = failures;
	}

	/**
	 * Run a task, or leave it to whoever is running another.
	 * @param task the task
	 */
	public void run(Runnable task) {
		this.tasks.add(task);
		if (this.count.getAndIncrement() == 0) {
			do {
				runNext();
			}
			while (this.count.decrementAndGet() > 0);
		}
	}

	/** Whatever it throws, or those behind it would wait for ever. */
	private void runNext() {
		try {
			Objects.requireNonNull(this.tasks.poll()).run();
		}
		catch (Throwable ex) {
			fail(ex);
		}
	}

	private void fail(Throwable failure) {
		try {
			this.failures.accept(failure);
		}
		catch (Throwable ex) {
			// By whoever was told of the other, and there is nobody else to tell
			logger.warn("What was told of a failure has failed itself", ex);
		}
	}

}
