package io.github.sigv4.credentials;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SigV4CredentialsProviderTests {

	private static final SigV4Credentials REFUSED = SigV4Credentials.of("OLD", "s");

	private static final SigV4Credentials CREDENTIALS = SigV4Credentials.of("NEW", "s");

	private final HeldExecutor executor = new HeldExecutor();

	@Test
	void whenAProviderOnlyResolvesThenItMayBlock() {
		SigV4CredentialsProvider provider = () -> CREDENTIALS;
		assertThat(provider.cachedCredentials()).isNull();
		CompletableFuture<SigV4Credentials> answer = provider.resolveCredentialsAsync(this.executor)
			.toCompletableFuture();
		assertThat(answer).isNotDone();
		this.executor.runHeld();
		assertThat(answer).isCompletedWithValue(CREDENTIALS);
	}

	@Test
	void whenAProviderOnlyResolvesThenItIsAskedAgainForRefusedOnes() {
		SigV4CredentialsProvider provider = () -> CREDENTIALS;
		assertThat(provider.refreshCredentials(REFUSED)).isSameAs(CREDENTIALS);
		CompletableFuture<SigV4Credentials> answer = provider.refreshCredentialsAsync(REFUSED, this.executor)
			.toCompletableFuture();
		assertThat(answer).isNotDone();
		this.executor.runHeld();
		assertThat(answer).isCompletedWithValue(CREDENTIALS);
	}

	@Test
	void whenAProviderKnowsHowToRefreshThenItIsToldWhatWasRefused() {
		MovedClock clock = new MovedClock();
		AskedSource source = new AskedSource(clock);
		source.answerWhenForced((refused) -> refused.equals(REFUSED) ? CREDENTIALS : refused);
		CompletableFuture<SigV4Credentials> answer = source.refreshCredentialsAsync(REFUSED, this.executor)
			.toCompletableFuture();
		this.executor.runHeld();
		assertThat(answer).isCompletedWithValue(CREDENTIALS);
		assertThat(source.forced()).isEqualTo(1);
	}

	@Test
	void whenAProviderFailsThenSoDoesTheStage() {
		CredentialsException failure = new CredentialsException("no vault");
		SigV4CredentialsProvider provider = () -> {
			throw failure;
		};
		assertFails(provider.resolveCredentialsAsync(Runnable::run).toCompletableFuture(), failure);
		assertFails(provider.refreshCredentialsAsync(REFUSED, Runnable::run).toCompletableFuture(), failure);
	}

	private static void assertFails(CompletableFuture<SigV4Credentials> answer, Exception failure) {
		assertThat(answer).failsWithin(Duration.ZERO)
			.withThrowableOfType(ExecutionException.class)
			.havingCause()
			.isSameAs(failure);
	}

	@Test
	void whenCredentialsAreWrittenDownThenThereAreNoOthers() {
		SigV4CredentialsProvider provider = SigV4CredentialsProvider.of(CREDENTIALS);
		assertThat(provider.refreshCredentials(CREDENTIALS)).isSameAs(CREDENTIALS);
	}

	@Test
	void whenAProviderIsWrappedThenItIsAskedInTimeOnAThreadOfItsOwn() {
		MovedClock clock = new MovedClock();
		AskedSource source = new AskedSource(clock);
		CompletableFuture<String> thread = new CompletableFuture<>();
		source.answer(() -> {
			thread.complete(Thread.currentThread().getName());
			return source.newCredentials(Duration.ofHours(1));
		});
		SigV4CredentialsProvider provider = SigV4CredentialsProvider.caching(source, clock);
		SigV4Credentials old = provider.resolveCredentials();
		assertThat(thread).isCompletedWithValue("sigv4-credentials");
		assertThat(provider.resolveCredentials()).isSameAs(old);
		clock.move(Duration.ofHours(1));
		assertThat(provider.resolveCredentials()).isNotEqualTo(old);
		assertThat(source.asked()).isEqualTo(2);
	}

}
