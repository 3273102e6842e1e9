package io.github.sigv4.spring.webclient;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.restclient.SigV4ClientHttpRequestInterceptor;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.HeldCredentials;
import io.github.sigv4.spring.wire.MovedClock;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.WireRequest;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many calls at the time when credentials have to be replaced.
 */
class ExpiringCredentialsTests {

	private static final int CALLS = 2000;

	private static final int FEWER_CALLS = 200;

	private static final int THREADS = 200;

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final WireServer server = new WireServer();

	private final MovedClock clock = new MovedClock();

	private final SigV4Credentials first = temporary("first", 60);

	private final SigV4Credentials second = temporary("second", 120);

	private final SigV4Credentials third = temporary("third", 180);

	private final HeldCredentials source = new HeldCredentials(() -> this.first, () -> this.second, () -> this.third);

	private final SigV4CredentialsProvider credentials = SigV4CredentialsProvider.caching(this.source, this.clock);

	private final SigV4Service service = TestServices.service(this.server, TestServices.EXECUTE_API, this.credentials)
		.clock(this.clock)
		.build();

	private final WebClient client = WebClient.builder()
		.clientConnector(Crowd.CONNECTOR.connector())
		.filter(new SigV4ExchangeFilterFunction(this.service))
		.build();

	private final RestClient restClient = RestClient.builder()
		.requestFactory(new ReactorClientHttpRequestFactory())
		.requestInterceptor(new SigV4ClientHttpRequestInterceptor(this.service))
		.build();

	@BeforeEach
	void resolveTheFirst() {
		this.source.give();
		assertThat(this.credentials.resolveCredentials()).isEqualTo(this.first);
		this.source.hold();
	}

	@AfterEach
	void stop() {
		this.source.give();
		this.server.close();
	}

	@Test
	void whenCredentialsAreGoodForSomeMinutesThenManyCallsCauseOneRefreshAndDoNotWait() throws Exception {
		this.clock.move(Duration.ofMinutes(57));
		assertThat(Crowd.of(CALLS, this::get).failures()).isEmpty();
		assertSigned(CALLS, this.first);
		assertRefreshedOnce();
		get(0).block(TIMEOUT);
		assertSigned(1, this.second);
	}

	@Test
	void whenCredentialsHaveExpiredThenManyCallsWaitForOneRefresh() throws Exception {
		this.clock.move(Duration.ofMinutes(61));
		Crowd crowd = Crowd.of(FEWER_CALLS, this::get);
		OtherService.assertIsServed();
		assertThat(this.server.connections()).isZero();
		assertRefreshedOnce();
		assertThat(crowd.failures()).isEmpty();
		assertSigned(FEWER_CALLS, this.second);
	}

	@Test
	void whenTheRefreshFailsThenManyCallsGoOnWithWhatIsGood() throws Exception {
		HeldCredentials failing = new HeldCredentials(() -> this.first, () -> {
			throw new CredentialsException("Nobody answers.");
		}, () -> this.second);
		failing.give();
		SigV4CredentialsProvider provider = SigV4CredentialsProvider.caching(failing, this.clock);
		WebClient failingClient = this.client.mutate()
			.filters((filters) -> filters.set(0,
					new SigV4ExchangeFilterFunction(this.service.withCredentials(provider))))
			.build();
		provider.resolveCredentials();
		this.clock.move(Duration.ofMinutes(57));
		Crowd crowd = Crowd.of(FEWER_CALLS,
				(i) -> failingClient.get().uri(this.server.uri("/orders")).retrieve().toBodilessEntity());
		assertThat(crowd.failures()).isEmpty();
		assertThat(failing.calls()).isEqualTo(2);
		assertSigned(FEWER_CALLS, this.first);
	}

	@Test
	void whenCredentialsAreGoodForSomeMinutesThenManyThreadsCauseOneRefreshAndDoNotWait() throws Exception {
		this.clock.move(Duration.ofMinutes(57));
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			for (var call : threads.invokeAll(IntStream.range(0, THREADS).mapToObj(this::blockingGet).toList())) {
				assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo(200);
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertSigned(THREADS, this.first);
		assertRefreshedOnce();
		assertThat(this.restClient.get().uri(this.server.uri("/orders")).retrieve().toBodilessEntity()).isNotNull();
		assertSigned(1, this.second);
	}

	private Callable<Integer> blockingGet(int i) {
		return () -> this.restClient.get()
			.uri(this.server.uri("/orders/" + i))
			.retrieve()
			.toBodilessEntity()
			.getStatusCode()
			.value();
	}

	private Mono<?> get(int i) {
		return this.client.get().uri(this.server.uri("/orders/" + i)).retrieve().toBodilessEntity();
	}

	/**
	 * Let the refresh that is under way end; it is the second time that the source is
	 * asked.
	 */
	private void assertRefreshedOnce() {
		this.source.give();
		Awaitility.await()
			.atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(this.credentials.cachedCredentials()).isEqualTo(this.second));
		assertThat(this.source.calls()).isEqualTo(2);
	}

	private void assertSigned(int calls, SigV4Credentials credentials) {
		for (int i = 0; i < calls; i++) {
			WireRequest request = this.server.take();
			assertThat(request.value("X-Amz-Security-Token")).isEqualTo(credentials.sessionToken());
			if (i % 20 == 0) {
				AwsJudge.assertSigned(request, TestServices.EXECUTE_API, credentials);
			}
		}
		assertThat(this.server.isIdle()).isTrue();
	}

	private SigV4Credentials temporary(String token, int minutes) {
		return SigV4Credentials.of("ASIDEXAMPLE", "another/secret", token,
				this.clock.instant().plus(Duration.ofMinutes(minutes)));
	}

}
