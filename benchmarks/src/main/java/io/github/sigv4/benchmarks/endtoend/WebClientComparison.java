package io.github.sigv4.benchmarks.endtoend;

import java.io.IOException;
import java.util.List;

/**
 * What signing costs a WebClient, compared with one that only collects the bodies of its
 * requests.
 */
public final class WebClientComparison {

	private static final int ROUNDS = 24;

	private final Comparison comparison;

	private WebClientComparison(Comparison comparison) {
		this.comparison = comparison;
	}

	/**
	 * Measure, for about a minute: POST of 1 KiB, 64 in flight.
	 * @return what was measured
	 * @throws IOException if a process cannot be started
	 * @throws InterruptedException if the wait for a process is interrupted
	 * @throws IllegalStateException if a request fails or is not signed well
	 */
	public static WebClientComparison run() throws IOException, InterruptedException {
		return run(Options.parse(List.of("--rounds=" + ROUNDS)));
	}

	static WebClientComparison run(Options options) throws IOException, InterruptedException {
		return new WebClientComparison(EndToEnd.compare(Options.WEB_CLIENT, options));
	}

	/**
	 * Measure once more, in other processes.
	 * @return what was measured, and all that was before
	 * @throws IOException if a process cannot be started
	 * @throws InterruptedException if the wait for a process is interrupted
	 * @throws IllegalStateException if a request fails or is not signed well
	 */
	public WebClientComparison runAgain() throws IOException, InterruptedException {
		return new WebClientComparison(this.comparison.and(run().comparison));
	}

	/**
	 * Return how many requests it sends in the time in which the other sends one.
	 * @return a ratio
	 */
	public double throughputRatio() {
		return this.comparison.throughputRatio(Contender.STARTER);
	}

	/**
	 * Return the processor time that each request takes more.
	 * @return microseconds
	 */
	public double addedCpuMicros() {
		return this.comparison.addedCpuMicros(Contender.STARTER);
	}

	/**
	 * Return what was measured.
	 * @return a text to print
	 */
	public String table() {
		return this.comparison.table(EndToEnd.WEB_CLIENT_TITLE);
	}

}
