package io.github.sigv4.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Bounds the time of everything, also of what no timeout reaches, as the look-up of a
 * host's name or of credentials.
 */
final class Deadline {

	private Deadline() {
	}

	/**
	 * Do some work.
	 * @param limit how long to wait for it
	 * @param work the work, which is left behind if it takes longer
	 */
	static int call(Duration limit, Callable<Integer> work) throws Exception {
		FutureTask<Integer> task = new FutureTask<>(work);
		Thread thread = new Thread(task, "sigv4");
		thread.setDaemon(true);
		thread.start();
		try {
			return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw CommandException.failed("gave up after " + limit.toMillis() / 1000.0
					+ " s without a whole answer. Give --max-time more, or look with -v what it waits for");
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof Exception cause) {
				throw cause;
			}
			throw ex;
		}
	}

}
