package io.github.sigv4.credentials;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;

import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CachingCredentialsProviderTests {

	private static final Duration MILLI = Duration.ofMillis(1);

	private static final Executor UNUSED = (task) -> {
		throw new AssertionError("The source is asked on a thread of its own");
	};

	private final CapturedLog log = new CapturedLog();

	private final MovedClock clock = new MovedClock();

	private final AskedSource source = new AskedSource(this.clock);

	private final HeldExecutor executor = new HeldExecutor();

	private final CachingCredentialsProvider provider = new CachingCredentialsProvider(this.source, this.clock,
			this.executor);

	@AfterEach
	void closeLog() {
		this.log.close();
	}

	@Test
	void whenNothingIsKnownThenNothingIsAtHandAndTheSourceIsNotAsked() {
		assertThat(this.provider.cachedCredentials()).isNull();
		assertThat(this.executor.held()).isZero();
		assertThat(this.provider).hasToString("asked source");
	}

	@Test
	void whenManyNeedTheFirstCredentialsThenTheSourceIsAskedOnce() {
		CompletableFuture<SigV4Credentials> one = resolve();
		CompletableFuture<SigV4Credentials> another = resolve();
		assertThat(this.executor.held()).isEqualTo(1);
		assertThat(one).isNotDone();
		this.executor.runHeld();
		assertThat(another).isCompletedWithValue(one.join());
		assertThat(this.source.asked()).isEqualTo(1);
		assertThat(this.provider.cachedCredentials()).isSameAs(one.join());
		assertThat(this.provider.resolveCredentials()).isSameAs(one.join());
		assertThat(resolve()).isCompletedWithValue(one.join());
		assertThat(this.source.asked()).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ "PT12H, PT11H55M", "PT1H, PT55M", "PT10M2S, PT5M2S", "PT10M, PT5M", "PT4M, PT2M", "PT30S, PT15S",
			"PT20S, PT10S", "PT19S, PT10S", "PT12S, PT10S", ", PT1M" })
	void whenExpirationIsNearThenTheSourceIsAskedInTheBackground(Duration life, Duration due) {
		this.source.answer(() -> this.source.newCredentials(life));
		SigV4Credentials old = first();
		for (int round = 2; round < 5; round++) {
			this.clock.move(due.minus(MILLI));
			assertThat(this.provider.cachedCredentials()).isSameAs(old);
			assertThat(this.provider.resolveCredentials()).isSameAs(old);
			assertThat(this.executor.held()).isZero();
			this.clock.move(MILLI);
			assertThat(this.provider.cachedCredentials()).isSameAs(old);
			assertThat(this.provider.resolveCredentials()).isSameAs(old);
			assertThat(resolve()).isCompletedWithValue(old);
			assertThat(this.executor.held()).isEqualTo(1);
			this.executor.runHeld();
			assertThat(this.source.asked()).isEqualTo(round);
			assertThat(this.provider.cachedCredentials()).isNotNull().isNotEqualTo(old);
			old = this.provider.cachedCredentials();
		}
	}

	@ParameterizedTest
	@CsvSource({ "PT10S", "PT9S", "PT4S", "PT0.5S" })
	void whenCredentialsExpireThenTheyAreNotReturned(Duration life) {
		this.source.answer(() -> this.source.newCredentials(life));
		SigV4Credentials old = first();
		for (int round = 2; round < 5; round++) {
			this.clock.move(life.minus(MILLI));
			assertThat(resolve()).isCompletedWithValue(old);
			assertThat(this.executor.held()).isZero();
			this.clock.move(MILLI);
			assertThat(this.provider.cachedCredentials()).isNull();
			CompletableFuture<SigV4Credentials> answer = resolve();
			assertThat(answer).isNotDone();
			this.executor.runHeld();
			assertThat(this.source.asked()).isEqualTo(round);
			assertThat(answer.join()).isNotEqualTo(old);
			old = answer.join();
		}
	}

	@Test
	void whenTheSourceFailsThenTheOldOnesGoOnAndItIsAskedEvery10Seconds() {
		SigV4Credentials old = first();
		this.source.fail(new CredentialsException("no vault"));
		this.clock.move(Duration.ofMinutes(55));
		for (int failures = 1; failures < 5; failures++) {
			assertThat(this.provider.resolveCredentials()).isSameAs(old);
			this.executor.runHeld();
			assertThat(this.source.asked()).isEqualTo(1 + failures);
			assertThat(this.log.records()).hasSize(failures);
			this.clock.move(Duration.ofSeconds(10).minus(MILLI));
			assertThat(resolve()).isCompletedWithValue(old);
			assertThat(this.executor.held()).isZero();
			this.clock.move(MILLI);
		}
		this.source.answer(() -> this.source.newCredentials(Duration.ofHours(1)));
		assertThat(this.provider.resolveCredentials()).isSameAs(old);
		this.executor.runHeld();
		assertThat(this.provider.resolveCredentials()).isNotEqualTo(old);
		assertThat(this.log.records()).hasSize(4);
		this.clock.move(Duration.ofSeconds(10));
		request();
		assertThat(this.executor.held()).isZero();
	}

	@Test
	void whenTheSourceFailsThenALogRecordSaysWhyWithoutASecret() {
		SigV4Credentials old = first();
		this.source.fail(new CredentialsException("no vault"));
		this.clock.move(Duration.ofMinutes(55));
		request();
		this.executor.runHeld();
		assertThat(this.log.records()).singleElement().satisfies((logged) -> {
			assertThat(logged.getLevel()).isEqualTo(Level.WARNING);
			assertThat(logged.getMessage()).contains(old.accessKeyId(), old.expiration().toString(), "no vault")
				.doesNotContain(AskedSource.SECRET, AskedSource.TOKEN);
			assertThat(logged.getParameters()).isNullOrEmpty();
			assertThat(logged.getThrown()).isNull();
		});
	}

	@Test
	void whenThereAreNoneAndTheSourceFailsThenItIsAskedEverySecond() {
		this.source.fail(new CredentialsException("no vault"));
		for (int failures = 1; failures < 4; failures++) {
			CompletableFuture<SigV4Credentials> one = resolve();
			CompletableFuture<SigV4Credentials> another = resolve();
			this.executor.runHeld();
			assertFails(one).withMessageContaining("no vault");
			assertFails(another).withMessageContaining("no vault");
			assertThat(this.source.asked()).isEqualTo(failures);
			this.clock.move(Duration.ofSeconds(1).minus(MILLI));
			assertFails(resolve()).withMessageContaining("no vault");
			assertThat(this.executor.held()).isZero();
			this.clock.move(MILLI);
		}
		CompletableFuture<SigV4Credentials> answer = resolve();
		this.source.answer(() -> this.source.newCredentials(Duration.ofSeconds(4)));
		this.executor.runHeld();
		assertThat(resolve()).isCompletedWithValue(answer.join());
		// What everybody has seen
		assertThat(this.log.records()).isEmpty();
		// The failure is no longer true
		this.clock.move(Duration.ofSeconds(5));
		CompletableFuture<SigV4Credentials> next = resolve();
		this.executor.runHeld();
		assertThat(next.join()).isNotEqualTo(answer.join());
	}

	@Test
	void whenTheSourceFailsUntilTheyExpireThenRequestsFail() {
		first();
		this.source.fail(new CredentialsException("no vault"));
		this.clock.move(Duration.ofHours(1).minus(MILLI));
		assertThat(resolve()).isCompleted();
		this.executor.runHeld();
		this.clock.move(Duration.ofSeconds(10));
		assertThat(this.provider.cachedCredentials()).isNull();
		CompletableFuture<SigV4Credentials> answer = resolve();
		this.executor.runHeld();
		assertFails(answer).withMessageContaining("no vault");
		assertThat(this.source.asked()).isEqualTo(3);
		assertThat(this.log.records()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "PT10.001S, PT10S", "PT10S, PT1S", "PT3S, PT1S", "PT0.5S, PT1S" })
	void whenTheSourceFailsJustBeforeTheyExpireThenItIsAskedAgainInTime(Duration left, Duration pause) {
		SigV4Credentials old = first();
		this.clock.move(Duration.ofHours(1).minus(left));
		this.source.fail(new CredentialsException("no vault"));
		assertThat(resolve()).isCompletedWithValue(old);
		this.executor.runHeld();
		this.source.answer(() -> this.source.newCredentials(Duration.ofHours(1)));
		this.clock.move(pause.minus(MILLI));
		request();
		assertThat(this.executor.held()).isZero();
		this.clock.move(MILLI);
		request();
		assertThat(this.executor.held()).isEqualTo(1);
		this.executor.runHeld();
		assertThat(this.provider.cachedCredentials()).isNotNull().isNotEqualTo(old);
	}

	@Test
	void whenTheAnswerHasExpiredThenItIsRefusedAndDoesNotReplaceGoodOnes() {
		this.source.answer(() -> this.source.newCredentials(Duration.ZERO));
		CompletableFuture<SigV4Credentials> answer = resolve();
		this.executor.runHeld();
		assertFails(answer).withMessageContaining("ASIA1 expired at 2030-01-01T00:00:00Z")
			.withMessageContaining("it is 2030-01-01T00:00:00Z now")
			.withMessageContaining("set the clock")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain(AskedSource.SECRET, AskedSource.TOKEN));
		assertThat(this.provider.cachedCredentials()).isNull();
		this.clock.move(Duration.ofSeconds(1));
		this.source.answer(() -> this.source.newCredentials(Duration.ofHours(1)));
		SigV4Credentials good = first();
		this.source.answer(() -> this.source.newCredentials(MILLI.negated()));
		this.clock.move(Duration.ofMinutes(55));
		request();
		this.executor.runHeld();
		assertThat(this.source.asked()).isEqualTo(3);
		assertThat(resolve()).isCompletedWithValue(good);
		assertThat(this.log.records()).singleElement()
			.satisfies((logged) -> assertThat(logged.getMessage()).contains("ASIA3 expired at"));
	}

	@Test
	void whenTheSourceReturnsNullThenItIsToldAndAskedAgain() {
		this.source.answer(() -> null);
		CompletableFuture<SigV4Credentials> answer = resolve();
		this.executor.runHeld();
		assertFails(answer).withMessageContaining("The source of the credentials gave none");
		this.clock.move(Duration.ofSeconds(1));
		this.source.answer(() -> this.source.newCredentials(null));
		assertThat(first()).isNotNull();
	}

	@Test
	void whenTheSourceHasAnErrorThenTheRefreshEnds() {
		this.source.fail(new NoClassDefFoundError("software/amazon/Missing"));
		CompletableFuture<SigV4Credentials> answer = resolve();
		this.executor.runHeld();
		assertFails(answer).withMessageContaining("NoClassDefFoundError: software/amazon/Missing")
			.havingRootCause()
			.isInstanceOf(NoClassDefFoundError.class);
		this.clock.move(Duration.ofSeconds(1));
		this.source.answer(() -> this.source.newCredentials(null));
		assertThat(first()).isNotNull();
	}

	@Test
	void whenTheSourceThrowsSomethingElseThenCallersGetACredentialsException() {
		IllegalStateException failure = new IllegalStateException();
		this.source.fail(failure);
		CompletableFuture<SigV4Credentials> answer = resolve();
		this.executor.runHeld();
		assertFails(answer).withMessageContaining("cannot be used: java.lang.IllegalStateException").withCause(failure);
	}

	@Test
	void whenTheFailureCannotEvenBeToldThenTheRefreshEnds() {
		this.source.fail(new NoClassDefFoundError() {

			@Override
			public String getMessage() {
				// As for want of memory
				throw new AssertionError("no text");
			}

		});
		CompletableFuture<SigV4Credentials> answer = resolve();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.executor::runHeld);
		assertFails(answer).withMessageContaining("it cannot be told why");
		this.source.answer(() -> this.source.newCredentials(null));
		assertThat(first()).isNotNull();
	}

	@Test
	void whenTheSourceHangsThenItIsGivenUpAndAskedAgain() {
		CachingCredentialsProvider impatient = new CachingCredentialsProvider(this.source, this.clock, this.executor,
				Duration.ofMillis(20));
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(impatient::resolveCredentials)
			.withMessageContaining("their source does not answer");
		// Too late
		this.executor.runHeld();
		assertThat(impatient.cachedCredentials()).isNull();
		this.clock.move(Duration.ofSeconds(1));
		assertThat(impatient.resolveCredentialsAsync(Runnable::run).toCompletableFuture()).isNotNull();
		assertThat(this.executor.held()).isEqualTo(1);
	}

	@Test
	void whenTheLogIsBrokenThenTheRefreshEnds() {
		SigV4Credentials old = first();
		this.source.fail(new CredentialsException("no vault"));
		this.log.breakDown();
		this.clock.move(Duration.ofMinutes(55));
		request();
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(this.executor::runHeld);
		assertThat(this.log.records()).hasSize(1);
		this.clock.move(Duration.ofSeconds(10));
		this.source.answer(() -> this.source.newCredentials(null));
		request();
		this.executor.runHeld();
		assertThat(this.provider.cachedCredentials()).isNotNull().isNotEqualTo(old);
	}

	@Test
	void whenNoThreadCanBeStartedThenRequestsFailAndItIsTriedEverySecond() {
		this.executor.refuse(new OutOfMemoryError("no thread"));
		for (int failures = 1; failures < 4; failures++) {
			assertFails(resolve()).withMessageContaining("OutOfMemoryError: no thread");
			this.clock.move(Duration.ofSeconds(1).minus(MILLI));
			assertFails(resolve()).withMessageContaining("OutOfMemoryError: no thread");
			assertThat(this.executor.refused()).isEqualTo(failures);
			this.clock.move(MILLI);
		}
		this.executor.refuse(null);
		assertThat(first()).isNotNull();
	}

	@Test
	void whenNoThreadCanBeStartedThenTheOldOnesGoOnAndItIsTriedEvery10Seconds() {
		SigV4Credentials old = first();
		this.executor.refuse(new OutOfMemoryError("no thread"));
		this.clock.move(Duration.ofMinutes(55));
		for (int failures = 1; failures < 4; failures++) {
			assertThat(this.provider.resolveCredentials()).isSameAs(old);
			this.clock.move(Duration.ofSeconds(10).minus(MILLI));
			assertThat(this.provider.resolveCredentials()).isSameAs(old);
			assertThat(this.executor.refused()).isEqualTo(failures);
			assertThat(this.log.records()).hasSize(failures);
			this.clock.move(MILLI);
		}
		this.executor.refuse(null);
		request();
		this.executor.runHeld();
		assertThat(this.provider.resolveCredentials()).isNotEqualTo(old);
	}

	@Test
	void whenTheClockIsSetBackThenTheSourceIsAsked() {
		SigV4Credentials old = first();
		this.clock.move(Duration.ofHours(-1));
		assertThat(this.provider.resolveCredentials()).isSameAs(old);
		this.executor.runHeld();
		assertThat(this.source.asked()).isEqualTo(2);
		assertThat(this.provider.resolveCredentials()).isNotEqualTo(old);
		assertThat(this.executor.held()).isZero();
		this.clock.move(Duration.ofHours(-1));
		this.source.fail(new CredentialsException("no vault"));
		request();
		this.executor.runHeld();
		this.clock.move(Duration.ofSeconds(10).minus(MILLI));
		request();
		assertThat(this.executor.held()).isZero();
		this.clock.move(MILLI);
		request();
		assertThat(this.executor.held()).isEqualTo(1);
	}

	@Test
	void whenTheClockIsSetBackBeforeAPauseEndsThenTheSourceIsAsked() {
		this.source.fail(new CredentialsException("no vault"));
		request();
		this.executor.runHeld();
		this.clock.move(Duration.ofHours(-1));
		this.source.answer(() -> this.source.newCredentials(null));
		assertThat(first()).isNotNull();
	}

	@Test
	void whenOneThreadComesLateThenThereIsNoSecondRefresh() {
		SigV4Credentials old = first();
		this.clock.move(Duration.ofMinutes(55));
		this.clock.onNextReading(() -> {
			this.provider.cachedCredentials();
			this.executor.runHeld();
		});
		assertThat(this.provider.cachedCredentials()).isSameAs(old);
		assertThat(this.executor.held()).isZero();
		assertThat(this.source.asked()).isEqualTo(2);
	}

	@Test
	void whenOneThreadComesLateForExpiredOnesThenItGetsTheNewOnes() {
		first();
		this.clock.move(Duration.ofHours(1));
		this.clock.onNextReading(() -> {
			request();
			this.executor.runHeld();
		});
		CompletableFuture<SigV4Credentials> late = resolve();
		assertThat(this.executor.held()).isZero();
		assertThat(this.source.asked()).isEqualTo(2);
		assertThat(late).isCompletedWithValue(this.provider.cachedCredentials());
	}

	@Test
	void whenOneThreadComesLateAfterAFailureThenTheSourceIsNotAskedAgain() {
		this.source.fail(new CredentialsException("no vault"));
		this.clock.onNextReading(() -> {
			request();
			this.executor.runHeld();
		});
		assertFails(resolve()).withMessageContaining("no vault");
		assertThat(this.executor.held()).isZero();
		assertThat(this.source.asked()).isEqualTo(1);
	}

	@Test
	void whenOneThreadComesLateAfterAFailureThenItGetsTheGoodOnes() {
		this.source.answerWhenForced((refused) -> {
			throw new CredentialsException("no vault");
		});
		this.clock.onNextReading(() -> {
			SigV4Credentials refused = first();
			assertThat(this.provider.refreshCredentialsAsync(refused, UNUSED)).isNotNull();
			this.executor.runHeld();
		});
		CompletableFuture<SigV4Credentials> late = resolve();
		assertThat(late).isCompletedWithValue(this.provider.cachedCredentials());
		assertThat(this.source.asked()).isEqualTo(2);
	}

	@Test
	void whenNothingIsDueThenARequestLooksOnce() {
		first();
		AtomicBoolean again = new AtomicBoolean();
		this.clock.onNextReading(() -> this.clock.onNextReading(() -> again.set(true)));
		request();
		assertThat(again).isFalse();
	}

	@Test
	void whenOneCallerCancelsThenTheOthersAreNotHurt() {
		CompletableFuture<SigV4Credentials> cancelled = resolve();
		CompletableFuture<SigV4Credentials> other = resolve();
		cancelled.cancel(true);
		CompletableFuture<SigV4Credentials> later = resolve();
		assertThat(this.executor.held()).isEqualTo(1);
		this.executor.runHeld();
		assertThat(cancelled).isCancelled();
		assertThat(other).isCompleted();
		assertThat(later).isCompletedWithValue(other.join());
		CompletableFuture<SigV4Credentials> known = resolve();
		known.obtrudeException(new IllegalStateException("abused"));
		assertThat(resolve()).isCompleted();
	}

	@Test
	void whenACallerWaitsThenItGetsAnExceptionOfItsOwn() {
		CachingCredentialsProvider direct = new CachingCredentialsProvider(this.source, this.clock, Runnable::run);
		CredentialsException failure = new CredentialsException("no vault");
		this.source.fail(failure);
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(CredentialsException.class).isThrownBy(direct::resolveCredentials)
				.withMessage("no vault")
				.isNotSameAs(failure)
				.havingCause()
				.isSameAs(failure);
		}
		assertThat(this.source.asked()).isEqualTo(1);
	}

	private SigV4Credentials first() {
		CompletableFuture<SigV4Credentials> answer = resolve();
		this.executor.runHeld();
		return answer.join();
	}

	private void request() {
		var unused = resolve();
	}

	private CompletableFuture<SigV4Credentials> resolve() {
		return this.provider.resolveCredentialsAsync(UNUSED).toCompletableFuture();
	}

	private static ThrowableAssertAlternative<?> assertFails(CompletableFuture<SigV4Credentials> answer) {
		return assertThat(answer).failsWithin(Duration.ZERO)
			.withThrowableOfType(ExecutionException.class)
			.havingCause()
			.isInstanceOf(CredentialsException.class);
	}

}
