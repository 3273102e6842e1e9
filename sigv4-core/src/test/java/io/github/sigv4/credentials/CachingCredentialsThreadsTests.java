package io.github.sigv4.credentials;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link CachingCredentialsProvider} with many threads at a time.
 */
@Timeout(60)
class CachingCredentialsThreadsTests {

	private static final int THREADS = 200;

	/** Half of them expiries. */
	private static final int STEPS = 600;

	private final CapturedLog log = new CapturedLog();

	private final MovedClock clock = new MovedClock();

	private final AskedSource source = new AskedSource(this.clock);

	private final AtomicInteger started = new AtomicInteger();

	private final Semaphore ended = new Semaphore(0);

	private final RefreshThread refreshThread = new RefreshThread();

	private final CachingCredentialsProvider provider = new CachingCredentialsProvider(this.source, this.clock,
			(task) -> {
				this.started.incrementAndGet();
				this.refreshThread.execute(() -> {
					task.run();
					this.ended.release();
				});
			});

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@AfterEach
	void end() {
		this.threads.shutdownNow();
		this.log.close();
	}

	@Test
	void whenAWaitingThreadIsInterruptedThenItStopsWaitingAndNobodyElseDoes() throws Exception {
		CompletableFuture<SigV4Credentials> answer = new CompletableFuture<>();
		CountDownLatch asked = new CountDownLatch(1);
		this.source.answer(() -> {
			asked.countDown();
			return answer.join();
		});
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		Thread waiting = new Thread(() -> {
			try {
				this.provider.resolveCredentials();
				interrupted.complete(false);
			}
			catch (CredentialsException ex) {
				assertThat(ex).hasMessageContaining("Interrupted").hasCauseInstanceOf(InterruptedException.class);
				interrupted.complete(Thread.currentThread().isInterrupted());
			}
			catch (Throwable ex) {
				interrupted.completeExceptionally(ex);
			}
		});
		waiting.start();
		asked.await();
		Future<SigV4Credentials> other = this.threads.submit(this.provider::resolveCredentials);
		waiting.interrupt();
		assertThat(interrupted).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true);
		assertThat(other).isNotDone();
		SigV4Credentials credentials = this.source.newCredentials(null);
		answer.complete(credentials);
		assertThat(other.get()).isSameAs(credentials);
		assertThat(this.source.asked()).isEqualTo(1);
	}

	@Test
	void whenAnInterruptedThreadNeedNotWaitThenItIsServed() {
		SigV4Credentials credentials = this.provider.resolveCredentials();
		Thread.currentThread().interrupt();
		assertThat(this.provider.resolveCredentials()).isSameAs(credentials);
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void whenTheSourceIsSlowThenNobodyWaitsWhileTheOldOnesAreGood() {
		SigV4Credentials old = this.provider.resolveCredentials();
		CompletableFuture<SigV4Credentials> answer = new CompletableFuture<>();
		this.source.answer(answer::join);
		this.clock.move(Duration.ofMinutes(55));
		for (int i = 0; i < 100; i++) {
			assertThat(this.provider.resolveCredentials()).isSameAs(old);
		}
		assertThat(this.started).hasValue(2);
		SigV4Credentials credentials = this.source.newCredentials(null);
		answer.complete(credentials);
		this.ended.acquireUninterruptibly(2);
		assertThat(this.provider.resolveCredentials()).isSameAs(credentials);
	}

	@Test
	void whenManyThreadsSeeCredentialsExpireThenTheSourceIsAskedOncePerExpiry() throws Exception {
		this.provider.resolveCredentials();
		this.ended.acquire();
		Steps steps = new Steps();
		CyclicBarrier barrier = new CyclicBarrier(THREADS, steps);
		List<Future<?>> results = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			results.add(this.threads.submit(() -> {
				for (int step = 0; step < STEPS; step++) {
					barrier.await(30, TimeUnit.SECONDS);
					steps.take();
				}
				barrier.await(30, TimeUnit.SECONDS);
				return null;
			}));
		}
		for (Future<?> result : results) {
			result.get();
		}
		assertThat(this.source.asked()).isEqualTo(1 + STEPS);
	}

	private enum Step {

		NEAR, FAILED, ASKED_AGAIN, EXPIRED, REFUSED, REFUSED_IN_VAIN

	}

	/**
	 * Before each step, when all threads have taken the last one, checks that the source
	 * was asked once, and moves the clock.
	 */
	private final class Steps implements Runnable {

		private final List<Step> kinds = List.of(Step.values());

		private int taken;

		private volatile Step step;

		private volatile Semaphore served = new Semaphore(0);

		private volatile SigV4Credentials old = CachingCredentialsThreadsTests.this.provider.cachedCredentials();

		@Override
		public void run() {
			if (this.taken > 0) {
				checkThatTheSourceWasAskedOnce();
			}
			this.step = this.kinds.get(this.taken % this.kinds.size());
			this.taken++;
			prepare();
		}

		private void checkThatTheSourceWasAskedOnce() {
			CachingCredentialsThreadsTests test = CachingCredentialsThreadsTests.this;
			assertThat(test.started).as("refreshes until %s, step %d", this.step, this.taken).hasValue(1 + this.taken);
			test.ended.acquireUninterruptibly();
			SigV4Credentials now = test.provider.cachedCredentials();
			boolean same = this.step == Step.FAILED || this.step == Step.REFUSED_IN_VAIN;
			assertThat(this.old.equals(now)).as("%s, step %d", this.step, this.taken).isEqualTo(same);
			this.old = now;
		}

		private void prepare() {
			AskedSource source = CachingCredentialsThreadsTests.this.source;
			Semaphore half = new Semaphore(0);
			this.served = half;
			source.answer(() -> source.newCredentials(Duration.ofHours(1)));
			source.answerWhenForced((refused) -> source.newCredentials(Duration.ofHours(1)));
			switch (this.step) {
				case NEAR -> {
					// So that it ends while the other half of the threads looks
					source.answer(() -> {
						half.acquireUninterruptibly(THREADS / 2);
						return source.newCredentials(Duration.ofHours(1));
					});
					moveTo(this.old.expiration().minus(Duration.ofMinutes(5)));
				}
				case FAILED -> {
					source.fail(new CredentialsException("no vault"));
					moveTo(this.old.expiration().minus(Duration.ofMinutes(5)));
				}
				case ASKED_AGAIN -> CachingCredentialsThreadsTests.this.clock.move(Duration.ofSeconds(10));
				case EXPIRED -> moveTo(this.old.expiration());
				case REFUSED -> CachingCredentialsThreadsTests.this.clock.move(Duration.ofSeconds(10));
				case REFUSED_IN_VAIN -> {
					source.answerWhenForced((refused) -> refused);
					CachingCredentialsThreadsTests.this.clock.move(Duration.ofSeconds(10));
				}
			}
		}

		private void moveTo(Instant time) {
			MovedClock clock = CachingCredentialsThreadsTests.this.clock;
			clock.move(Duration.between(clock.instant(), time));
		}

		void take() {
			CachingCredentialsProvider provider = CachingCredentialsThreadsTests.this.provider;
			SigV4Credentials old = this.old;
			switch (this.step) {
				case NEAR, ASKED_AGAIN -> assertThat(provider.resolveCredentials()).isNotNull();
				case FAILED -> assertThat(provider.resolveCredentials()).isEqualTo(old);
				case EXPIRED -> assertThat(provider.resolveCredentials()).isNotEqualTo(old);
				case REFUSED -> assertThat(provider.refreshCredentials(old)).isNotEqualTo(old);
				case REFUSED_IN_VAIN -> assertThat(provider.refreshCredentials(old)).isEqualTo(old);
			}
			this.served.release();
		}

	}

}
