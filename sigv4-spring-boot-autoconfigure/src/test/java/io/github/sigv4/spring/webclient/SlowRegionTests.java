package io.github.sigv4.spring.webclient;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A region that has to be asked for, as of an instance's metadata, before the first
 * signature.
 */
class SlowRegionTests {

	private static final int CALLS = 200;

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final WireServer server = new WireServer();

	private final CountDownLatch told = new CountDownLatch(1);

	private final AtomicInteger questions = new AtomicInteger();

	private final Queue<String> wrongThreads = new ConcurrentLinkedQueue<>();

	@AfterEach
	void stop() {
		this.told.countDown();
		this.server.close();
	}

	@Test
	void whenManyCallsWaitForTheRegionThenItIsAskedForOnceAndNothingElseWaits() throws Exception {
		WebClient client = client(service(() -> "eu-central-1"));
		Crowd crowd = Crowd.of(CALLS, (i) -> get(client));
		Awaitility.await().atMost(TIMEOUT).until(() -> this.questions.get() > 0);
		OtherService.assertIsServed();
		assertThat(this.server.connections()).isZero();
		this.told.countDown();
		assertThat(crowd.failures()).isEmpty();
		for (int i = 0; i < CALLS; i++) {
			AwsJudge.assertSigned(this.server.take(), TestServices.EXECUTE_API.withRegion("eu-central-1"),
					TestServices.TEMPORARY);
		}
		assertThat(this.questions).hasValue(1);
		assertThat(this.wrongThreads).isEmpty();
	}

	@Test
	void whenThereIsNoRegionThenEachCallFailsAndTheNextOneAsksAgain() throws Exception {
		WebClient client = client(service(() -> {
			if (this.questions.get() == 1) {
				throw new SigV4Exception("No region was found.");
			}
			return "eu-central-1";
		}));
		Crowd crowd = Crowd.of(CALLS, (i) -> get(client));
		this.told.countDown();
		assertThat(crowd.failures()).hasSize(CALLS)
			.allSatisfy((failure) -> assertThat(failure).isInstanceOf(SigV4Exception.class)
				.hasMessage("SigV4 service 'orders': No region was found."));
		assertThat(this.server.connections()).isZero();
		assertThat(this.questions).hasValue(1);
		get(client).block(TIMEOUT);
		assertThat(this.questions).hasValue(2);
		AwsJudge.assertSigned(this.server.take(), TestServices.EXECUTE_API.withRegion("eu-central-1"),
				TestServices.TEMPORARY);
	}

	@Test
	void whenTheOneForWhomTheRegionIsAskedForGivesUpThenTheOthersGetIt() throws Exception {
		WebClient client = client(service(() -> "eu-central-1"));
		Crowd cancelled = Crowd.of(20, (i) -> get(client));
		Crowd waiting = Crowd.of(20, (i) -> get(client));
		Awaitility.await().atMost(TIMEOUT).until(() -> this.questions.get() > 0);
		cancelled.cancel();
		this.told.countDown();
		assertThat(waiting.failures()).isEmpty();
		assertThat(this.questions).hasValue(1);
	}

	@Test
	void whenAThreadWaitsForTheRegionThenItNeedsNoOtherThread() {
		SigV4Service service = service(() -> "eu-central-1");
		Queue<Runnable> neverRun = new ConcurrentLinkedQueue<>();
		service.resolveCredentialsAsync(neverRun::add);
		assertThat(neverRun).hasSize(1);
		this.told.countDown();
		assertThat(service.settings().region()).isEqualTo("eu-central-1");
		assertThat(this.questions).hasValue(1);
	}

	private SigV4Service service(Supplier<String> region) {
		return TestServices
			.service(this.server, TestServices.EXECUTE_API, SigV4CredentialsProvider.of(TestServices.TEMPORARY))
			.region(() -> {
				this.questions.incrementAndGet();
				if (Schedulers.isInNonBlockingThread()) {
					this.wrongThreads.add(Thread.currentThread().getName());
				}
				await();
				return region.get();
			})
			.build();
	}

	private void await() {
		try {
			if (!this.told.await(60, TimeUnit.SECONDS)) {
				throw new IllegalStateException("Held for too long");
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static WebClient client(SigV4Service service) {
		return WebClient.builder()
			.clientConnector(Crowd.CONNECTOR.connector())
			.filter(new SigV4ExchangeFilterFunction(service))
			.build();
	}

	private Mono<?> get(WebClient client) {
		return client.get().uri(this.server.uri("/orders")).retrieve().toBodilessEntity();
	}

}
