package io.github.sigv4.spring.actuate;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.wire.MovedClock;
import io.github.sigv4.spring.wire.TestServices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SigV4HealthIndicatorTests {

	private final MovedClock clock = new MovedClock();

	private final AtomicInteger asked = new AtomicInteger();

	private volatile Supplier<SigV4Credentials> answer = this::temporary;

	private final SigV4CredentialsProvider provider = SigV4CredentialsProvider.caching(() -> {
		this.asked.incrementAndGet();
		return this.answer.get();
	}, this.clock);

	private boolean enabled = true;

	@Test
	void whenNobodyHasAskedThenItIsUpAndAsksNobody() {
		assertHealth(Status.UP, Map.of("credentials", "not resolved yet"));
		assertThat(this.asked).hasValue(0);
	}

	@Test
	void whenCredentialsAreUsableThenItIsUpAndSaysForHowLong() {
		this.provider.resolveCredentials();
		assertHealth(Status.UP, Map.of("credentials", "usable", "expiration", this.clock.instant().plusSeconds(3600)));
	}

	@Test
	void whenCredentialsHaveExpiredWithoutRequestsThenItIsUp() {
		this.provider.resolveCredentials();
		this.clock.move(Duration.ofHours(1));
		assertHealth(Status.UP, Map.of("credentials", "expired, and renewed with the next request", "expiration",
				this.clock.instant()));
		assertThat(this.asked).hasValue(1);
	}

	@Test
	void whenThereAreNoCredentialsThenItIsDownForAMinuteAfterTheLastTry() {
		fail();
		Map<String, Object> details = Map.of("credentials", "failed", "failure", "Log in again.");
		assertHealth(Status.DOWN, details);
		this.clock.move(Duration.ofSeconds(59));
		assertHealth(Status.DOWN, details);
		this.clock.move(Duration.ofSeconds(1));
		assertHealth(Status.UP, details);
		fail();
		assertHealth(Status.DOWN, details);
		assertThat(this.asked).hasValue(2);
	}

	@Test
	void whenExpiredCredentialsCannotBeRenewedThenItIsDown() {
		this.provider.resolveCredentials();
		this.clock.move(Duration.ofHours(1));
		fail();
		assertHealth(Status.DOWN,
				Map.of("credentials", "failed", "failure", "Log in again.", "expiration", this.clock.instant()));
	}

	@Test
	void whenCredentialsCannotBeRenewedButAreGoodThenItIsUp() {
		SigV4Credentials good = this.provider.resolveCredentials();
		this.answer = SigV4HealthIndicatorTests::none;
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(() -> this.provider.refreshCredentials(good));
		assertHealth(Status.UP, Map.of("credentials", "usable", "expiration", this.clock.instant().plusSeconds(3600),
				"failure", "Log in again."));
	}

	/** Else it might be down for ever: nobody has asked, and nobody will. */
	@Test
	void whenAProviderOfTheApplicationFailsWithoutSayingWhenThenItIsUpAndSaysWhy() {
		assertFailing(new CredentialsException("Log in again."), "Log in again.");
		assertFailing(new IllegalStateException("sesame"),
				"The provider of the credentials cannot tell its status: java.lang.IllegalStateException");
	}

	private void assertFailing(RuntimeException thrown, String failure) {
		SigV4CredentialsProvider broken = new SigV4CredentialsProvider() {

			@Override
			public SigV4Credentials resolveCredentials() {
				throw thrown;
			}

			@Override
			public @Nullable SigV4Credentials cachedCredentials() {
				throw thrown;
			}

		};
		Health health = health(broken);
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails())
			.containsExactly(Map.entry("orders", Map.of("credentials", "failed", "failure", failure)));
		ServiceDescriptor descriptor = new SigV4Endpoint(services(broken)).service("orders");
		assertThat(descriptor).extracting("credentials.failure").isEqualTo(failure);
	}

	@Test
	void whenRequestsAreSentUnsignedThenItIsUp() {
		this.enabled = false;
		fail();
		Health health = health(this.provider);
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsExactly(Map.entry("orders", "unsigned"));
	}

	private void fail() {
		this.answer = SigV4HealthIndicatorTests::none;
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(this.provider::resolveCredentials);
	}

	private static SigV4Credentials none() {
		throw new CredentialsException("Log in again.");
	}

	private SigV4Credentials temporary() {
		return SigV4Credentials.of("ASIA", "sesame", "token", this.clock.instant().plusSeconds(3600));
	}

	private void assertHealth(Status status, Map<String, Object> details) {
		Health health = health(this.provider);
		assertThat(health.getStatus()).isEqualTo(status);
		assertThat(health.getDetails()).containsExactly(Map.entry("orders", details));
	}

	private Health health(SigV4CredentialsProvider credentials) {
		return new SigV4HealthIndicator(services(credentials), this.clock).health();
	}

	private SigV4Services services(SigV4CredentialsProvider credentials) {
		SigV4Service service = SigV4Service.builder("orders", TestServices.EXECUTE_API, credentials)
			.clock(this.clock)
			.enabled(this.enabled)
			.build();
		return new SigV4Services(List.of(service));
	}

}
