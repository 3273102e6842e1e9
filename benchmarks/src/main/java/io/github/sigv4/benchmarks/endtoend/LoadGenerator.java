package io.github.sigv4.benchmarks.endtoend;

/**
 * Sends requests, so many at a time, from one client.
 */
interface LoadGenerator extends AutoCloseable {

	/**
	 * Send requests and wait for all answers.
	 * @param path where to send them
	 * @param count how many to send
	 * @return how long each took, in nanoseconds
	 * @throws IllegalStateException if any was not answered with 200
	 */
	long[] send(String path, int count);

	@Override
	void close();

}
