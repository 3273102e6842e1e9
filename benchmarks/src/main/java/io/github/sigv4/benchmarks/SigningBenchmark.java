package io.github.sigv4.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

@State(Scope.Benchmark)
public class SigningBenchmark {

	@Benchmark
	public long now() {
		return System.nanoTime();
	}

}
