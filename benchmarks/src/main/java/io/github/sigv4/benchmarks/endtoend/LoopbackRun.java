package io.github.sigv4.benchmarks.endtoend;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Runs a client in one process against the server in another.
 *
 * @param main the client's program, which tells of each result
 * @param options options of the virtual machine in which the client runs
 */
record LoopbackRun(Class<?> main, List<String> options) {

	/**
	 * Run it to its end.
	 * @param subject the client's first argument; the second is the server's URL
	 * @param arguments its further arguments, and those of the server
	 * @param parse makes a result of what is told
	 * @return the results
	 */
	<T> List<T> results(String subject, List<String> arguments, Function<String, T> parse)
			throws IOException, InterruptedException {
		try (JavaProcess server = JavaProcess.start(LoopbackServer.class, List.of(), arguments)) {
			String url = server.readTold();
			if (url == null) {
				throw new IllegalStateException("The process of the server failed");
			}
			List<String> all = new ArrayList<>(List.of(subject, url));
			all.addAll(arguments);
			try (JavaProcess client = JavaProcess.start(this.main, this.options, all)) {
				List<T> results = new ArrayList<>();
				for (String told = client.readTold(); told != null; told = client.readTold()) {
					results.add(parse.apply(told));
				}
				client.requireSuccess();
				return results;
			}
		}
	}

}
