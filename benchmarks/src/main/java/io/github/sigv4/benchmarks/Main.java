package io.github.sigv4.benchmarks;

/**
 * JMH, and what else there is beside it.
 */
public final class Main {

	private Main() {
	}

	/**
	 * Run JMH.
	 * @param arguments the arguments of JMH
	 * @throws Exception if a benchmark fails
	 */
	public static void main(String[] arguments) throws Exception {
		org.openjdk.jmh.Main.main(arguments);
	}

}
