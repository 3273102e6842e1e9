package io.github.sigv4.benchmarks.endtoend;

import java.io.IOException;
import java.util.List;

/**
 * What signing costs a WebClient, compared with one that only collects the bodies of its
 * requests.
 *
 * @param throughputRatio how many requests it sends in the time in which the other sends
 * one
 * @param addedCpuMicros the processor time that each request takes more, in microseconds
 * @param table what was measured, as a text to print
 */
public record WebClientComparison(double throughputRatio, double addedCpuMicros, String table) {

	private static final int ROUNDS = 24;

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
		Comparison comparison = EndToEnd.compare(Options.WEB_CLIENT, options);
		return new WebClientComparison(comparison.throughputRatio(Contender.STARTER),
				comparison.addedCpuMicros(Contender.STARTER), comparison.table(EndToEnd.WEB_CLIENT_TITLE));
	}

}
