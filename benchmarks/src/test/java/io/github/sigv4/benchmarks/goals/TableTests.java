package io.github.sigv4.benchmarks.goals;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.sigv4.benchmarks.AdapterBenchmark;
import io.github.sigv4.benchmarks.ChunkBenchmark;
import io.github.sigv4.benchmarks.ColdKeyBenchmark;
import io.github.sigv4.benchmarks.Contender;
import io.github.sigv4.benchmarks.RequestShape;
import io.github.sigv4.benchmarks.SigV4aBenchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

class TableTests {

	private final Measurements measured = new Measurements(List.of(), System.out);

	@BeforeEach
	void setUp() {
		for (RequestShape shape : RequestShape.values()) {
			signing(Contender.SIGV4, shape, 1, 800);
			signing(Contender.FLOOR, shape, 1, 500);
			signing(Contender.HTTP_AUTH_AWS, shape, 1, 5600);
		}
		signing(Contender.AWS4_SIGNER, RequestShape.GET, 1, 4000);
		signing(Contender.AWS_CRT, RequestShape.GET, 1, 7200);
		signing(Contender.SIGV4, RequestShape.GET, 2, 1000);
		method(AdapterBenchmark.class, "interceptor", 1400, 1700);
		method(AdapterBenchmark.class, "unsignedInterceptor", 100, 600);
		method(ColdKeyBenchmark.class, "newDay", 2000, 0);
		method(ColdKeyBenchmark.class, "rotatedCredentials", 2300, 0);
		method(ColdKeyBenchmark.class, "floor", 1200, 0);
		method(SigV4aBenchmark.class, "sign", 102_000, 0);
		method(SigV4aBenchmark.class, "ecdsa", 100_000, 0);
		method(ChunkBenchmark.class, "sign", 33_000, 0);
		method(ChunkBenchmark.class, "floor", 30_000, 0);
	}

	private void signing(Contender contender, RequestShape shape, int threads, double nanoseconds) {
		this.measured.add(new Measurement(Measurements.name(contender, shape, threads), nanoseconds, 400));
	}

	private void method(Class<?> benchmark, String method, double nanoseconds, double bytes) {
		this.measured.add(new Measurement(Measurements.name(benchmark, method), nanoseconds, bytes));
	}

	@Test
	void shouldDivideWhatOthersTakeByWhatWeTake() {
		assertMeasured("get", 7);
		assertMeasured("get-crt", 9);
		assertMeasured("get-legacy", 5);
		assertMeasured("token", 7, 400);
		assertMeasured("presign", 7, 1.6, 400);
		assertMeasured("adapter", 4, 1100);
	}

	@Test
	void shouldDivideWhatWeTakeByTheFloor() {
		assertMeasured("get-floor", 1.6);
		assertMeasured("post1k", 7, 1.6, 400);
		assertMeasured("post1m", 1.6, 400);
		assertMeasured("sigv4a", 1.02);
		assertMeasured("chunk", 1.1);
		assertMeasured("threads", 1.25);
	}

	@Test
	void shouldCompareTheTimeAboveTheFloor() {
		assertMeasured("above-floor", 17, 17);
		assertMeasured("cold", 1.1);
	}

	@Test
	void shouldTakeTheBestOfTwoRuns() {
		signing(Contender.SIGV4, RequestShape.GET, 1, 700);
		signing(Contender.SIGV4, RequestShape.GET, 1, 900);
		assertMeasured("get", 8);
	}

	private void assertMeasured(String row, double... expected) {
		Map<String, Goal> goals = new Table(this.measured).goals()
			.stream()
			.collect(Collectors.toMap(Goal::row, Function.identity()));
		List<Criterion> criteria = goals.get(row).criteria();
		assertThat(criteria).hasSize(expected.length);
		for (int i = 0; i < expected.length; i++) {
			assertThat(criteria.get(i).measured()).isCloseTo(expected[i], offset(0.001));
		}
	}

}
