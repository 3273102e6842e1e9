package io.github.sigv4;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One signer for thousands of credentials and threads, and over midnight.
 */
class ScaleTests {

	/** As its Javadoc says. */
	private static final int MAX_KEYS = 1024;

	/** Several times the processors, never one for each thread. */
	private static final int MAX_SCRATCHES = 8 * Runtime.getRuntime().availableProcessors();

	private static final int THREADS = 8;

	private static final int VIRTUAL_THREADS = 10_000;

	private final SigV4Signer signer = SigV4Signer.create();

	@Test
	void whenCredentialsRotateOverMidnightThenEachSignatureIsRightAndNothingGrows() throws Exception {
		int keys = LiveObjects.count(HmacSigningKey.class);
		int credentials = LiveObjects.count(SigV4Credentials.class);
		int scratches = LiveObjects.count(SigningScratch.class);
		String[] signed = signAllByManyThreads();
		// Rotated out, of them is left what fits
		assertThat(LiveObjects.count(HmacSigningKey.class) - keys).isBetween(1, MAX_KEYS);
		assertThat(LiveObjects.count(SigV4Credentials.class) - credentials).isBetween(1, MAX_KEYS);
		assertThat(LiveObjects.count(SigningScratch.class) - scratches).isBetween(1, MAX_SCRATCHES);
		for (int call = 0; call < signed.length; call++) {
			assertThat(signed[call]).isEqualTo(ManyCredentials.sign(SigV4Signer.create(), call));
		}
		for (int call = 0; call < signed.length; call += 31) {
			assertThat(signed[call]).isEqualTo(ManyCredentials.signByAws(call));
		}
		assertThat(ManyCredentials.sign(this.signer, 0)).isEqualTo(signed[0]);
	}

	private String[] signAllByManyThreads() throws Exception {
		String[] signed = new String[ManyCredentials.CALLS];
		AtomicInteger next = new AtomicInteger();
		Callable<Void> untilAllAreSigned = () -> {
			for (int call = next.getAndIncrement(); call < signed.length; call = next.getAndIncrement()) {
				signed[call] = ManyCredentials.sign(this.signer, call);
			}
			return null;
		};
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			for (Future<Void> done : threads
				.invokeAll(IntStream.range(0, THREADS).mapToObj((thread) -> untilAllAreSigned).toList())) {
				done.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
		return signed;
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "This JDK has no virtual threads")
	void whenTenThousandVirtualThreadsSignAtOnceThenEachSignatureIsRightAndNothingIsLeft() throws Exception {
		int scratches = LiveObjects.count(SigningScratch.class);
		CountDownLatch started = new CountDownLatch(VIRTUAL_THREADS);
		List<Callable<String>> calls = new ArrayList<>();
		for (int thread = 0; thread < VIRTUAL_THREADS; thread++) {
			int call = thread;
			calls.add(() -> {
				started.countDown();
				started.await();
				return ManyCredentials.sign(this.signer, call);
			});
		}
		ExecutorService threads = virtualThreads();
		try {
			List<Future<String>> signed = threads.invokeAll(calls);
			assertThat(LiveObjects.count(SigningScratch.class) - scratches).isBetween(1, MAX_SCRATCHES);
			for (int call = 0; call < VIRTUAL_THREADS; call++) {
				assertThat(signed.get(call).get()).isEqualTo(ManyCredentials.sign(SigV4Signer.create(), call));
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	/** By name, since what is compiled here runs on JDK 17 too. */
	private static ExecutorService virtualThreads() throws ReflectiveOperationException {
		return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
	}

	@Test
	void whenManyScratchesAreTakenAtOnceThenNoneIsTakenTwiceAndFewAreKept() throws Exception {
		ScratchPool pool = new ScratchPool();
		int scratches = LiveObjects.count(SigningScratch.class);
		for (int round = 0; round < 2; round++) {
			List<SigningScratch> taken = IntStream.range(0, 1000).mapToObj((i) -> pool.take()).toList();
			assertThat(taken).doesNotHaveDuplicates();
			ExecutorService threads = Executors.newCachedThreadPool();
			try {
				taken.forEach((scratch) -> threads.execute(() -> pool.giveBack(scratch)));
			}
			finally {
				threads.shutdown();
				assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
			}
		}
		assertThat(LiveObjects.count(SigningScratch.class) - scratches).isBetween(1, MAX_SCRATCHES);
		assertThat(pool.take()).isNotNull();
	}

}
