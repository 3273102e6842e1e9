package io.github.sigv4.benchmarks.goals;

import java.util.ArrayList;
import java.util.List;

import io.github.sigv4.benchmarks.AdapterBenchmark;
import io.github.sigv4.benchmarks.ChunkBenchmark;
import io.github.sigv4.benchmarks.ColdKeyBenchmark;
import io.github.sigv4.benchmarks.Contender;
import io.github.sigv4.benchmarks.RequestShape;
import io.github.sigv4.benchmarks.SigV4aBenchmark;

/**
 * The goals. What others take is divided by what we take: all of one run, so that the
 * machine does not matter, but for its instructions: where the processor hashes slowly,
 * nothing but the time above the floor can be compared.
 */
final class Table {

	private final Measurements measured;

	Table(Measurements measured) {
		this.measured = measured;
	}

	/** Return the goals of signing. */
	List<Goal> goals() {
		List<Goal> goals = new ArrayList<>();
		goals.add(Goal.of("get", againstSdk(RequestShape.GET, 5, 6)));
		goals.add(Goal.of("get-floor", aboveFloor(RequestShape.GET, 2.2, 1.8)));
		goals.add(Goal.of("get-heap", Criterion.heap(ours(RequestShape.GET).bytes(), 600, 450)));
		goals.add(Goal.of("get-crt", against(Contender.AWS_CRT, RequestShape.GET, 6, 8)));
		goals.add(Goal.of("get-legacy", against(Contender.AWS4_SIGNER, RequestShape.GET, 3.5, 4.5)));
		goals.add(Goal.notAvailable("get-smithy", "software.amazon.smithy.java:aws-sigv4 cannot be resolved"));
		goals.add(Goal.of("token", againstSdk(RequestShape.GET_TOKEN, 3.5, 4.5),
				Criterion.heap(ours(RequestShape.GET_TOKEN).bytes(), 700)));
		goals.add(Goal.of("post1k", againstSdk(RequestShape.POST_1K, 2.5, 2.9),
				aboveFloor(RequestShape.POST_1K, 1.5, 1.3), Criterion.heap(ours(RequestShape.POST_1K).bytes(), 700)));
		goals.add(Goal.of("post1m", aboveFloor(RequestShape.POST_1M, 1.08, 1.03),
				Criterion.heap(ours(RequestShape.POST_1M).bytes(), 1024)));
		goals.add(Goal.of("presign", againstSdk(RequestShape.PRESIGN, 3.5, 4),
				aboveFloor(RequestShape.PRESIGN, 2.3, 2.1), Criterion.heap(ours(RequestShape.PRESIGN).bytes(), 700)));
		goals.add(adapter());
		goals.add(threads());
		goals.add(timeAboveFloor());
		goals.add(cold());
		goals.add(Goal.of("sigv4a", Criterion
			.atMost(method(SigV4aBenchmark.class, "sign").times(method(SigV4aBenchmark.class, "ecdsa")), 1.1, 1.05)));
		goals.add(Goal.of("chunk", Criterion
			.atMost(method(ChunkBenchmark.class, "sign").times(method(ChunkBenchmark.class, "floor")), 1.08, 1.03)));
		return goals;
	}

	/** Return the goal that counts where the processor does not help with the hash. */
	Goal timeAboveFloor() {
		return Goal.of("above-floor", Criterion.atLeast(timeAboveFloor(RequestShape.GET), 8, 13),
				Criterion.atLeast(timeAboveFloor(RequestShape.POST_1K), 5, 9));
	}

	private double timeAboveFloor(RequestShape shape) {
		double floor = this.measured.signing(Contender.FLOOR, shape).nanoseconds();
		double sdk = this.measured.signing(Contender.HTTP_AUTH_AWS, shape).nanoseconds();
		return (sdk - floor) / (ours(shape).nanoseconds() - floor);
	}

	/**
	 * The time is that of the whole interceptor. Its heap is what comes on top of the
	 * request and the copy of the headers that an interceptor without a signature has.
	 */
	private Goal adapter() {
		Measurement adapter = method(AdapterBenchmark.class, "interceptor");
		Measurement unsigned = method(AdapterBenchmark.class, "unsignedInterceptor");
		Measurement sdk = this.measured.signing(Contender.HTTP_AUTH_AWS, RequestShape.GET);
		return Goal.of("adapter", Criterion.atLeast(sdk.times(adapter), 4, 4.5),
				Criterion.heap(adapter.bytes() - unsigned.bytes(), 1228));
	}

	private Goal threads() {
		Measurement two = this.measured.signing(Contender.SIGV4, RequestShape.GET, 2);
		return Goal.of("threads", Criterion.atMost(two.times(ours(RequestShape.GET)), 1.3, 1.2));
	}

	private Goal cold() {
		double slower = Math.max(method(ColdKeyBenchmark.class, "newDay").nanoseconds(),
				method(ColdKeyBenchmark.class, "rotatedCredentials").nanoseconds());
		double above = slower - method(ColdKeyBenchmark.class, "floor").nanoseconds();
		return Goal.of("cold", new Criterion(above / 1000, false, 2, 1.5, "us"));
	}

	private Criterion againstSdk(RequestShape shape, double must, double target) {
		return against(Contender.HTTP_AUTH_AWS, shape, must, target);
	}

	private Criterion against(Contender other, RequestShape shape, double must, double target) {
		return Criterion.atLeast(this.measured.signing(other, shape).times(ours(shape)), must, target);
	}

	private Criterion aboveFloor(RequestShape shape, double must, double target) {
		return Criterion.atMost(ours(shape).times(this.measured.signing(Contender.FLOOR, shape)), must, target);
	}

	private Measurement ours(RequestShape shape) {
		return this.measured.signing(Contender.SIGV4, shape);
	}

	private Measurement method(Class<?> benchmark, String method) {
		return this.measured.method(benchmark, method);
	}

}
