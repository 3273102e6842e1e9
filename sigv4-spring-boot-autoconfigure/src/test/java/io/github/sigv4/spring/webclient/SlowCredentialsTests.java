package io.github.sigv4.spring.webclient;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Attributes;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.autoconfigure.SigV4AutoConfiguration;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.HeldCredentials;
import io.github.sigv4.spring.wire.MovedClock;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.WireRequest;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Credentials that take long, fail, or are no longer waited for.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SlowCredentialsTests {

	private static final int CALLS = 2000;

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

	private static final WireServer sleepingServer = new WireServer();

	private static final AtomicInteger sleeps = new AtomicInteger();

	/** Begun before the other tests, since it takes so long. */
	private static Crowd sleepingCrowd;

	private static long asleepUntil;

	private final WireServer server = new WireServer();

	private final MovedClock clock = new MovedClock();

	@BeforeAll
	static void beginToSleep() throws Exception {
		WebClient client = client(sleepingServer, Source.CACHING.of(() -> {
			sleeps.incrementAndGet();
			try {
				Thread.sleep(FIVE_SECONDS.toMillis());
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			return TestServices.TEMPORARY;
		}, Clock.systemUTC()));
		asleepUntil = System.nanoTime() + FIVE_SECONDS.toNanos();
		sleepingCrowd = Crowd.of(CALLS, (i) -> get(client, sleepingServer, i));
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@AfterAll
	static void stopSleeping() {
		sleepingServer.close();
	}

	@ParameterizedTest
	@EnumSource
	void whenManyCallsWaitForCredentialsThenNothingElseDoes(Source source) throws Exception {
		HeldCredentials held = new HeldCredentials(() -> TestServices.TEMPORARY);
		WebClient client = client(this.server, source.of(held, this.clock));
		Crowd crowd = Crowd.of(CALLS, (i) -> get(client, i));
		Awaitility.await().atMost(TIMEOUT).until(() -> held.calls() > 0);
		OtherService.assertIsServed();
		assertThat(this.server.connections()).isZero();
		held.give();
		assertThat(crowd.failures()).isEmpty();
		assertThat(held.calls()).isEqualTo(source.questions(CALLS));
		assertSigned(this.server, CALLS);
	}

	@ParameterizedTest
	@EnumSource
	void whenTheApplicationBlocksAllOfReactorsThreadsThenItsCallsAreAnswered(Source source) throws Exception {
		HeldCredentials held = new HeldCredentials(() -> TestServices.TEMPORARY);
		WebClient client = client(this.server, source.of(held, this.clock));
		int threads = Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE;
		CountDownLatch blocked = new CountDownLatch(threads);
		Crowd crowd = Crowd.of(threads, (i) -> Mono.fromCallable(() -> {
			blocked.countDown();
			return get(client, i).block(TIMEOUT);
		}).subscribeOn(Schedulers.boundedElastic()));
		assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();
		held.give();
		assertThat(crowd.failures()).isEmpty();
		assertSigned(this.server, threads);
	}

	@ParameterizedTest
	@EnumSource
	void whenSomeGiveUpThenTheOthersGetTheirCredentials(Source source) throws Exception {
		HeldCredentials held = new HeldCredentials(() -> TestServices.TEMPORARY);
		WebClient client = client(this.server, source.of(held, this.clock));
		// The first of these is the one for whom the provider is asked
		Crowd cancelled = Crowd.of(50, (i) -> get(client, 1000 + i));
		Crowd waiting = Crowd.of(50, (i) -> get(client, i));
		Crowd timedOut = Crowd.of(50, (i) -> get(client, 2000 + i).timeout(Duration.ofMillis(50)));
		Awaitility.await().atMost(TIMEOUT).until(() -> held.calls() > 0);
		cancelled.cancel();
		assertThat(timedOut.failures()).hasSize(50).hasOnlyElementsOfType(TimeoutException.class);
		held.give();
		assertThat(waiting.failures()).isEmpty();
		if (source == Source.CACHING) {
			assertThat(held.calls()).isEqualTo(1);
		}
		assertSigned(this.server, 50);
		assertThat(this.server.isIdle()).isTrue();
	}

	@ParameterizedTest
	@EnumSource(names = "CACHING")
	void whenThereAreNoCredentialsThenEachCallFailsAndTheNextOneAsksAgain(Source source) throws Exception {
		HeldCredentials held = new HeldCredentials(() -> {
			throw new CredentialsException("Nobody answers.");
		}, () -> TestServices.TEMPORARY);
		WebClient client = client(this.server, source.of(held, this.clock));
		Crowd crowd = Crowd.of(CALLS, (i) -> get(client, i));
		held.give();
		List<Throwable> failures = crowd.failures();
		assertThat(failures).hasSize(CALLS)
			.allSatisfy((failure) -> assertThat(failure).isInstanceOf(CredentialsException.class)
				.hasMessage("SigV4 service 'orders': Nobody answers."));
		assertThat(Set.copyOf(failures)).as("an exception of its own for each").hasSize(CALLS);
		assertThat(this.server.connections()).isZero();
		assertThat(held.calls()).isEqualTo(1);
		// Further than the pause after a failure
		this.clock.move(Duration.ofSeconds(2));
		get(client, 0).block(TIMEOUT);
		assertThat(held.calls()).isEqualTo(2);
		assertSigned(this.server, 1);
	}

	/** As tracing and security do, by Reactor's hooks. */
	@Test
	void whenABeanDependsOnTheThreadThenEachCallAsksForItself() throws Exception {
		ThreadLocal<String> tenant = new ThreadLocal<>();
		Schedulers.onScheduleHook("tenant", (task) -> {
			String asking = tenant.get();
			return () -> {
				tenant.set(asking);
				try {
					task.run();
				}
				finally {
					tenant.remove();
				}
			};
		});
		try {
			CountDownLatch both = new CountDownLatch(2);
			WebClient client = client(this.server, Source.BEAN.of(() -> {
				String asking = tenant.get();
				both.countDown();
				try {
					both.await(20, TimeUnit.SECONDS);
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
				return SigV4Credentials.of("AKID" + asking, "secret");
			}, this.clock));
			Crowd crowd = Crowd.of(2, (i) -> Mono.defer(() -> {
				tenant.set("TENANT" + i);
				return get(client, i);
			}));
			assertThat(crowd.failures()).isEmpty();
			for (int i = 0; i < 2; i++) {
				WireRequest request = this.server.take();
				assertThat(request.value("Authorization"))
					.contains("Credential=AKIDTENANT" + request.target().replace("/orders/", "") + "/");
			}
		}
		finally {
			tenant.remove();
			Schedulers.resetOnScheduleHook("tenant");
		}
	}

	/** Boot's launcher has a class loader of its own. */
	@Test
	void whenAProviderIsAskedThenItSeesTheClassLoaderOfTheApplication() throws Exception {
		ClassLoader own = Thread.currentThread().getContextClassLoader();
		try (URLClassLoader application = new URLClassLoader(new URL[0], own)) {
			AtomicReference<ClassLoader> seen = new AtomicReference<>();
			WebClient client = client(this.server, () -> {
				seen.set(Thread.currentThread().getContextClassLoader());
				return TestServices.TEMPORARY;
			});
			Thread.currentThread().setContextClassLoader(application);
			get(client, 0).block(TIMEOUT);
			// Or that of another test's, whose thread was used again
			assertThat(seen.get()).isIn(application, own);
		}
		finally {
			Thread.currentThread().setContextClassLoader(own);
		}
	}

	@Test
	void whenProvidersOfManyTenantsAreSlowThenOtherServicesAreAnswered() throws Exception {
		HeldCredentials held = new HeldCredentials(() -> TestServices.TEMPORARY);
		WebClient client = client(this.server, SigV4CredentialsProvider.of(TestServices.TEMPORARY));
		Crowd tenants = Crowd.of(200,
				(i) -> client.get()
					.uri(this.server.uri("/orders/" + i))
					.attributes(SigV4Attributes.credentials(held))
					.retrieve()
					.toBodilessEntity());
		Awaitility.await().atMost(TIMEOUT).until(() -> held.calls() > 0);
		try (WireServer other = new WireServer()) {
			other.answer(403, "", "<Error><Code>AccessDenied</Code></Error>");
			// A refusal, which is looked at
			assertThat(client(other, SigV4CredentialsProvider.of(TestServices.TEMPORARY)).get()
				.uri(other.uri("/"))
				.exchangeToMono((response) -> response.bodyToMono(String.class))
				.block(TIMEOUT)).contains("AccessDenied");
			// and credentials that have to be resolved
			get(client(other, SigV4CredentialsProvider.caching(() -> TestServices.TEMPORARY, this.clock)), other, 0)
				.block(TIMEOUT);
		}
		held.give();
		assertThat(tenants.failures()).isEmpty();
	}

	@Test
	@Order(Integer.MAX_VALUE)
	void whenCredentialsTakeFiveSecondsThenAllWaitAndAreAnswered() throws Exception {
		assertThat(sleepingCrowd.failures()).isEmpty();
		assertThat(System.nanoTime()).isGreaterThanOrEqualTo(asleepUntil);
		assertThat(sleeps).hasValue(1);
		assertSigned(sleepingServer, CALLS);
	}

	/** Check that each call came once, with a right signature as far as samples tell. */
	private static void assertSigned(WireServer server, int calls) {
		Set<String> targets = new HashSet<>();
		for (int i = 0; i < calls; i++) {
			WireRequest request = server.take();
			targets.add(request.target());
			if (i % 20 == 0) {
				AwsJudge.assertSigned(request, TestServices.EXECUTE_API, TestServices.TEMPORARY);
			}
		}
		Set<String> expected = new HashSet<>();
		for (int i = 0; i < calls; i++) {
			expected.add("/orders/" + i);
		}
		assertThat(targets).isEqualTo(expected);
	}

	private Mono<?> get(WebClient client, int i) {
		return get(client, this.server, i);
	}

	private static Mono<?> get(WebClient client, WireServer server, int i) {
		return client.get().uri(server.uri("/orders/" + i)).retrieve().toBodilessEntity();
	}

	private static WebClient client(WireServer server, SigV4CredentialsProvider credentials) {
		return WebClient.builder()
			.clientConnector(Crowd.CONNECTOR.connector())
			.filter(new SigV4ExchangeFilterFunction(
					TestServices.service(server, TestServices.EXECUTE_API, credentials).build()))
			.build();
	}

	/**
	 * What stands between a provider and the services.
	 */
	enum Source {

		/** Asked for each call, since what it says may depend on who asks. */
		BEAN {

			@Override
			int questions(int calls) {
				return calls;
			}

			@Override
			SigV4CredentialsProvider of(SigV4CredentialsProvider provider, Clock clock) {
				AtomicReference<SigV4CredentialsProvider> ofService = new AtomicReference<>();
				new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SigV4AutoConfiguration.class))
					.withBean(SigV4CredentialsProvider.class, () -> provider)
					.withPropertyValues("aws.sigv4.services.orders.base-url=http://127.0.0.1",
							"aws.sigv4.services.orders.signing-name=execute-api",
							"aws.sigv4.services.orders.region=eu-west-1")
					.run((context) -> ofService
						.set(context.getBean(SigV4Services.class).get("orders").credentialsProvider()));
				return ofService.get();
			}

		},

		CACHING {

			@Override
			int questions(int calls) {
				return 1;
			}

			@Override
			SigV4CredentialsProvider of(SigV4CredentialsProvider provider, Clock clock) {
				return SigV4CredentialsProvider.caching(provider, clock);
			}

		};

		/** How often a provider is asked by so many calls that wait at the same time. */
		abstract int questions(int calls);

		abstract SigV4CredentialsProvider of(SigV4CredentialsProvider provider, Clock clock);

	}

}
