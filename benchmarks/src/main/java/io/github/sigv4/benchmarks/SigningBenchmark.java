package io.github.sigv4.benchmarks;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One signature with a signing key that is known already, by each signer, of each shape.
 * Requests are made before where the signer lets one sign them again.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SigningBenchmark {

	/** Who signs. */
	@Param
	public @Nullable Contender contender;

	/** What is signed. */
	@Param
	public @Nullable RequestShape shape;

	private @Nullable RequestSigner shared;

	/**
	 * Make the signer, and see that it signs right.
	 */
	@Setup
	public void setUp() {
		this.shared = signer();
	}

	private RequestSigner signer() {
		return Objects.requireNonNull(this.contender).checked(Objects.requireNonNull(this.shape));
	}

	/**
	 * Sign.
	 * @param signing what to sign by
	 * @return what came of it
	 */
	@Benchmark
	public Object sign(Signing signing) {
		return Objects.requireNonNull(signing.signer).sign();
	}

	/** What a thread signs by: all by the same, if that is thread-safe. */
	@State(Scope.Thread)
	public static class Signing {

		private @Nullable RequestSigner signer;

		/**
		 * Take the signer, or make one for this thread.
		 * @param benchmark what is measured
		 */
		@Setup
		public void setUp(SigningBenchmark benchmark) {
			boolean threadSafe = Objects.requireNonNull(benchmark.contender).isThreadSafe();
			this.signer = threadSafe ? benchmark.shared : benchmark.signer();
		}

	}

}
