package io.github.sigv4.awssdk;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Our cache around the SDK's sources, most of which have a cache of their own that goes
 * by the system's clock: it looks anew for credentials that expire within two minutes.
 */
class FreshnessTests {

	private static final Duration NINETY_SECONDS = Duration.ofSeconds(90);

	private static final int THREADS = 200;

	@RegisterExtension
	private final SdkSettings settings = new SdkSettings();

	private final FakeEndpoint endpoint = new FakeEndpoint();

	private final MovableClock clock = new MovableClock();

	private final Instant expiration = this.clock.instant().plus(NINETY_SECONDS);

	private final Instant later = this.expiration.plusSeconds(3600);

	@AfterEach
	void close() {
		this.endpoint.close();
	}

	@ParameterizedTest
	@EnumSource(names = { "CONTAINER", "ASSUMED_ROLE" })
	void whenEndpointIsDownThenCredentialsGoOnUntilTheyExpire(Place place) throws IOException {
		SigV4CredentialsProvider provider = caching(place);
		this.endpoint.answer(place.path(), place.credentials("ASIAOLD", this.expiration));
		assertKeys(provider, "ASIAOLD");
		this.endpoint.answer(place.path(), Answer.of(500, ""));
		this.endpoint.requests().clear();
		this.clock.set(this.expiration.minusSeconds(40));
		assertKeys(provider, "ASIAOLD");
		await().until(() -> !this.endpoint.requests(place.path()).isEmpty());
		this.endpoint.goDown();
		this.clock.set(this.expiration.minusMillis(1));
		assertKeys(provider, "ASIAOLD");
		for (int second = 0; second < 5; second++) {
			this.clock.set(this.expiration.plusSeconds(second));
			assertThatExceptionOfType(CredentialsException.class).isThrownBy(provider::resolveCredentials)
				.withMessageMatching(".*(Connection refused|ASIAOLD expired at " + this.expiration + ").*");
		}
		this.endpoint.comeBack();
		this.endpoint.answer(place.path(), place.credentials("ASIANEW", this.later));
		this.clock.move(Duration.ofSeconds(1));
		assertKeys(provider, "ASIANEW");
	}

	@Test
	void whenCredentialsAreDueThenTheNewOnesTakeOverInTheBackground() throws IOException {
		SigV4CredentialsProvider provider = caching(Place.CONTAINER);
		this.endpoint.answer("/container", Answer.keys("ASIAOLD", this.expiration), Answer.keys("ASIANEW", this.later));
		assertKeys(provider, "ASIAOLD");
		this.clock.set(this.expiration.minusSeconds(46));
		assertKeys(provider, "ASIAOLD");
		assertThat(this.endpoint.requests()).hasSize(1);
		this.clock.set(this.expiration.minusSeconds(45));
		await().untilAsserted(() -> assertKeys(provider, "ASIANEW"));
		assertThat(this.endpoint.requests()).hasSize(2);
	}

	@Test
	void whenFileIsRewrittenThenItIsReadAgainAfterAMinute() throws IOException {
		SigV4CredentialsProvider provider = SigV4CredentialsProvider.caching(AwsCredentialsChain.create(), this.clock);
		write("AKIAOLD");
		assertKeys(provider, "AKIAOLD");
		write("AKIANEW");
		this.clock.move(Duration.ofSeconds(59));
		assertKeys(provider, "AKIAOLD");
		// The SDK looks at the file again after a second of its own
		await().untilAsserted(() -> {
			this.clock.move(Duration.ofMinutes(1));
			assertKeys(provider, "AKIANEW");
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "CONTAINER", "ASSUMED_ROLE" })
	void whenManyThreadsNeedTheFirstCredentialsThenOneRequestIsMade(Place place) throws Exception {
		SigV4CredentialsProvider provider = caching(place);
		// Or it asks again after a second
		this.settings.set("aws.ec2MetadataServiceTimeout", "30");
		this.endpoint.answer(place.path(), place.credentials("ASIAFIRST", this.later));
		this.endpoint.hold();
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			List<Future<String>> answers = ask(provider, threads);
			await().until(() -> this.endpoint.requests().size() == 1);
			assertThat(answers).noneMatch(Future::isDone);
			this.endpoint.release();
			assertThat(get(answers)).hasSize(THREADS).containsOnly("ASIAFIRST");
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(this.endpoint.requests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource(names = { "CONTAINER", "ASSUMED_ROLE" })
	void whenManyThreadsNeedCredentialsThatAreDueThenOneRequestIsMadeAndNobodyWaits(Place place) throws Exception {
		SigV4CredentialsProvider provider = caching(place);
		// Or it asks again after a second
		this.settings.set("aws.ec2MetadataServiceTimeout", "30");
		this.endpoint.answer(place.path(), place.credentials("ASIAOLD", this.expiration),
				place.credentials("ASIANEW", this.later));
		assertKeys(provider, "ASIAOLD");
		this.clock.set(this.expiration.minusSeconds(1));
		this.endpoint.hold();
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			// Whoever waits, waits until the end
			assertThat(get(ask(provider, threads))).hasSize(THREADS).containsOnly("ASIAOLD");
			await().until(() -> this.endpoint.requests().size() == 2);
			assertThat(get(ask(provider, threads))).hasSize(THREADS).containsOnly("ASIAOLD");
		}
		finally {
			threads.shutdownNow();
		}
		this.endpoint.release();
		await().untilAsserted(() -> assertKeys(provider, "ASIANEW"));
		assertThat(this.endpoint.requests()).hasSize(2);
	}

	private SigV4CredentialsProvider caching(Place place) throws IOException {
		return SigV4CredentialsProvider.caching(place.setUp(this.settings, this.endpoint), this.clock);
	}

	/** Ask on many threads at once. */
	private static List<Future<String>> ask(SigV4CredentialsProvider provider, ExecutorService threads)
			throws InterruptedException {
		CountDownLatch ready = new CountDownLatch(THREADS);
		Callable<String> task = () -> {
			ready.countDown();
			ready.await();
			return provider.resolveCredentials().accessKeyId();
		};
		List<Future<String>> answers = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			answers.add(threads.submit(task));
		}
		ready.await();
		return answers;
	}

	private static List<String> get(List<Future<String>> answers) throws InterruptedException, ExecutionException {
		List<String> keys = new ArrayList<>();
		for (Future<String> answer : answers) {
			keys.add(answer.get());
		}
		return keys;
	}

	private void write(String accessKeyId) throws IOException {
		this.settings.write("credentials",
				"[default]\naws_access_key_id = %s\naws_secret_access_key = secret\n".formatted(accessKeyId));
	}

	private static void assertKeys(SigV4CredentialsProvider provider, String accessKeyId) {
		assertThat(provider.resolveCredentials().accessKeyId()).isEqualTo(accessKeyId);
	}

}
