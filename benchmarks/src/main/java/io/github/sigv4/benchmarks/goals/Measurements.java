package io.github.sigv4.benchmarks.goals;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import io.github.sigv4.benchmarks.AdapterBenchmark;
import io.github.sigv4.benchmarks.ChunkBenchmark;
import io.github.sigv4.benchmarks.ColdKeyBenchmark;
import io.github.sigv4.benchmarks.Contender;
import io.github.sigv4.benchmarks.RequestShape;
import io.github.sigv4.benchmarks.SigV4aBenchmark;
import io.github.sigv4.benchmarks.SigningBenchmark;

/**
 * Everything that the goals are judged by, measured by JMH in one run.
 */
final class Measurements {

	private static final int WARMUPS = 3;

	/** When all processors measure, the compiler has none for itself. */
	private static final int WARMUPS_OF_THREADS = 8;

	private static final TimeValue WARMUP_TIME = TimeValue.milliseconds(600);

	private static final int ITERATIONS = 12;

	/** Short, and many: the better the chance of one that nothing disturbed. */
	private static final TimeValue ITERATION_TIME = TimeValue.milliseconds(150);

	private final PrintStream out;

	private final List<String> jvmArguments = new ArrayList<>();

	private final Map<String, Measurement> measurements = new LinkedHashMap<>();

	/**
	 * Create what measures.
	 * @param jvmArguments further arguments of the JVMs in which it does
	 * @param out where to print each measurement
	 */
	Measurements(List<String> jvmArguments, PrintStream out) {
		this.out = out;
		this.jvmArguments.addAll(jvmArguments);
		this.jvmArguments.add("--enable-native-access=ALL-UNNAMED");
		if (Runtime.version().feature() >= 23) {
			// Of which JMH makes use, and the JDK warns
			this.jvmArguments.add("--sun-misc-unsafe-memory-access=allow");
		}
	}

	/**
	 * Measure everything once more, each benchmark in a JVM of its own. Of all that was
	 * measured so far the best counts.
	 * @throws RunnerException if a benchmark fails, as when a signature is wrong
	 */
	void pass() throws RunnerException {
		for (RequestShape shape : RequestShape.values()) {
			signing(shape, 1, Contender.SIGV4, Contender.FLOOR);
			if (shape != RequestShape.POST_1M) {
				signing(shape, 1, Contender.HTTP_AUTH_AWS);
			}
		}
		signing(RequestShape.GET, 1, Contender.AWS4_SIGNER, Contender.AWS_CRT, Contender.SDK_V1);
		signing(RequestShape.GET, 2, Contender.SIGV4);
		methods(AdapterBenchmark.class, "interceptor", "unsignedInterceptor");
		methods(ColdKeyBenchmark.class, "newDay", "rotatedCredentials", "floor");
		methods(SigV4aBenchmark.class, "sign", "ecdsa");
		methods(ChunkBenchmark.class, "sign", "floor");
	}

	private void signing(RequestShape shape, int threads, Contender... contenders) throws RunnerException {
		for (Contender contender : contenders) {
			ChainedOptionsBuilder options = options(SigningBenchmark.class, "sign").param("shape", shape.name())
				.param("contender", contender.name())
				.threads(threads)
				.warmupIterations((threads > 1) ? WARMUPS_OF_THREADS : WARMUPS);
			run(name(contender, shape, threads), options);
		}
	}

	private void methods(Class<?> benchmark, String... methods) throws RunnerException {
		for (String method : methods) {
			run(name(benchmark, method), options(benchmark, method));
		}
	}

	private ChainedOptionsBuilder options(Class<?> benchmark, String method) {
		return new OptionsBuilder().include(Pattern.quote(benchmark.getName() + "." + method) + "$")
			.verbosity(VerboseMode.SILENT)
			.addProfiler(GCProfiler.class)
			.jvmArgsAppend(this.jvmArguments.toArray(String[]::new))
			.forks(1)
			.warmupIterations(WARMUPS)
			.warmupTime(WARMUP_TIME)
			.measurementIterations(ITERATIONS)
			.measurementTime(ITERATION_TIME)
			.shouldFailOnError(true);
	}

	private void run(String name, ChainedOptionsBuilder options) throws RunnerException {
		try {
			Measurement measurement = Measurement.of(name, new Runner(options.build()).runSingle());
			add(measurement);
			this.out.println(measurement.line());
		}
		catch (RunnerException ex) {
			throw new RunnerException(name + " failed; java -jar benchmarks.jar Benchmark tells more", ex);
		}
	}

	void add(Measurement measurement) {
		this.measurements.merge(measurement.name(), measurement, Measurement::best);
	}

	static String name(Contender contender, RequestShape shape, int threads) {
		return shape + " by " + contender + ((threads > 1) ? ", " + threads + " threads" : "");
	}

	static String name(Class<?> benchmark, String method) {
		return benchmark.getSimpleName() + "." + method;
	}

	Measurement signing(Contender contender, RequestShape shape) {
		return signing(contender, shape, 1);
	}

	Measurement signing(Contender contender, RequestShape shape, int threads) {
		return get(name(contender, shape, threads));
	}

	Measurement method(Class<?> benchmark, String method) {
		return get(name(benchmark, method));
	}

	private Measurement get(String name) {
		return Objects.requireNonNull(this.measurements.get(name), name);
	}

}
