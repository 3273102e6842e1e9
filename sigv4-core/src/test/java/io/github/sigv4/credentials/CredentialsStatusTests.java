package io.github.sigv4.credentials;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CredentialsStatusTests {

	private final CapturedLog log = new CapturedLog();

	private final MovedClock clock = new MovedClock();

	private final AskedSource source = new AskedSource(this.clock);

	private final CachingCredentialsProvider provider = new CachingCredentialsProvider(this.source, this.clock,
			Runnable::run);

	@AfterEach
	void closeLog() {
		this.log.close();
	}

	@Test
	void whenNobodyHasAskedThenNothingIsKnown() {
		assertThat(this.provider.status()).isEqualTo(CredentialsStatus.UNKNOWN);
		assertThat(this.source.asked()).isZero();
	}

	@Test
	void whenCredentialsAreDueOrExpiredThenTheStatusHasThemAndTheSourceIsNotAsked() {
		SigV4Credentials credentials = this.provider.resolveCredentials();
		CredentialsStatus expected = new CredentialsStatus(credentials, null, this.clock.instant());
		this.clock.move(Duration.ofMinutes(58));
		assertThat(this.provider.status()).isEqualTo(expected);
		this.clock.move(Duration.ofDays(1));
		assertThat(this.provider.status()).isEqualTo(expected);
		assertThat(this.source.asked()).isEqualTo(1);
	}

	@Test
	void whenTheSourceHasFailedThenTheStatusSaysWhyUntilItAnswersAgain() {
		SigV4Credentials credentials = this.provider.resolveCredentials();
		CredentialsException failure = new CredentialsException("no");
		this.source.fail(failure);
		this.clock.move(Duration.ofMinutes(58));
		this.provider.cachedCredentials();
		assertThat(this.provider.status()).isEqualTo(new CredentialsStatus(credentials, failure, this.clock.instant()));
		this.source.answer(() -> this.source.newCredentials(Duration.ofHours(1)));
		this.clock.move(Duration.ofMinutes(1));
		this.provider.cachedCredentials();
		assertThat(this.provider.status().failure()).isNull();
	}

	@Test
	void whenAProviderDoesNotSayThenTheStatusHasWhatIsAtHand() {
		SigV4Credentials credentials = SigV4Credentials.of("AKID", "secret");
		assertThat(SigV4CredentialsProvider.of(credentials).status())
			.isEqualTo(new CredentialsStatus(credentials, null, null));
		SigV4CredentialsProvider asked = () -> {
			throw new AssertionError("Nobody is asked");
		};
		assertThat(asked.status()).isEqualTo(CredentialsStatus.UNKNOWN);
	}

}
