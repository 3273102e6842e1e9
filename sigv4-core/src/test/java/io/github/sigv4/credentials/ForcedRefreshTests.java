package io.github.sigv4.credentials;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@link CachingCredentialsProvider} when a service has refused what it gave.
 */
class ForcedRefreshTests {

	private static final Duration MILLI = Duration.ofMillis(1);

	private static final Duration PAUSE = Duration.ofSeconds(10);

	private static final Executor UNUSED = (task) -> {
		throw new AssertionError("The source is asked on a thread of its own");
	};

	private final CapturedLog log = new CapturedLog();

	private final MovedClock clock = new MovedClock();

	private final AskedSource source = new AskedSource(this.clock);

	private final HeldExecutor executor = new HeldExecutor();

	private final CachingCredentialsProvider provider = new CachingCredentialsProvider(this.source, this.clock,
			this.executor);

	private SigV4Credentials old;

	@BeforeEach
	void askForTheFirst() {
		CompletableFuture<SigV4Credentials> answer = resolve();
		this.executor.runHeld();
		this.old = answer.join();
	}

	@AfterEach
	void closeLog() {
		this.log.close();
	}

	@Test
	void whenCredentialsAreRefusedThenTheSourceIsAskedForOthers() {
		this.source.answerWhenForced((refused) -> {
			assertThat(refused).isSameAs(this.old);
			return this.source.newCredentials(Duration.ofHours(1));
		});
		CompletableFuture<SigV4Credentials> answer = refuse(this.old);
		assertThat(answer).isNotDone();
		// Who has not been refused does not wait
		assertThat(this.provider.resolveCredentials()).isSameAs(this.old);
		this.executor.runHeld();
		assertThat(answer.join()).isNotEqualTo(this.old);
		assertThat(this.source.forced()).isEqualTo(1);
		assertThat(this.provider.resolveCredentials()).isSameAs(answer.join());
	}

	@Test
	void whenOthersAreKnownAlreadyThenTheSourceIsNotAsked() {
		CompletableFuture<SigV4Credentials> others = refuse(this.old);
		this.executor.runHeld();
		this.clock.move(PAUSE);
		assertThat(refuse(this.old)).isCompletedWithValue(others.join());
		assertThat(this.executor.held()).isZero();
		CompletableFuture<SigV4Credentials> third = refuse(others.join());
		this.executor.runHeld();
		assertThat(third.join()).isNotIn(this.old, others.join());
		assertThat(this.source.forced()).isEqualTo(2);
	}

	@Test
	void whenOthersAreKnownAlreadyThenNobodyWaitsForASourceThatHangs() {
		CompletableFuture<SigV4Credentials> others = refuse(this.old);
		this.executor.runHeld();
		this.clock.move(Duration.ofMinutes(56));
		assertThat(this.provider.cachedCredentials()).isSameAs(others.join());
		assertThat(this.executor.held()).as("asked in the background, and no answer").isOne();
		assertThat(refuse(this.old)).isCompletedWithValue(others.join());
		this.source.fail(new CredentialsException("down"));
		this.executor.runHeld();
		assertThat(refuse(this.old)).isCompletedWithValue(others.join());
	}

	/** As when there is no memory: whatever happens, the source can be asked again. */
	@Test
	void whenAnAnswerCannotBeKeptThenTheSourceIsAskedAgain() {
		Duration toTheEndOfTime = Duration.between(this.clock.instant(), Instant.MAX);
		this.clock.move(toTheEndOfTime);
		this.source.answerWhenForced((refused) -> this.source.newCredentials(null));
		CompletableFuture<SigV4Credentials> answer = refuse(this.old);
		// Of the thread that asks
		assertThatExceptionOfType(DateTimeException.class).isThrownBy(this.executor::runHeld);
		assertThat(answer).isCompletedExceptionally();
		this.clock.move(toTheEndOfTime.negated());
		CompletableFuture<SigV4Credentials> next = refuse(this.old);
		this.executor.runHeld();
		assertThat(next).isCompleted();
	}

	@Test
	void whenManyAreRefusedAtOnceThenTheSourceIsAskedOnce() {
		List<CompletableFuture<SigV4Credentials>> answers = refuseMany();
		assertThat(this.executor.held()).isEqualTo(1);
		this.executor.runHeld();
		assertThat(answers).extracting(CompletableFuture::join)
			.containsOnly(this.provider.cachedCredentials())
			.doesNotContain(this.old);
		assertThat(this.source.forced()).isEqualTo(1);
	}

	@Test
	void whenTheSourceHasNoOthersThenItIsAskedOncePer10Seconds() {
		this.source.answerWhenForced((refused) -> refused);
		for (int round = 1; round < 4; round++) {
			List<CompletableFuture<SigV4Credentials>> answers = refuseMany();
			this.executor.runHeld();
			assertThat(answers).extracting(CompletableFuture::join).containsOnly(this.old);
			this.clock.move(PAUSE.minus(MILLI));
			assertThat(refuse(this.old)).isCompletedWithValue(this.old);
			assertThat(this.executor.held()).isZero();
			assertThat(this.source.forced()).isEqualTo(round);
			this.clock.move(MILLI);
		}
	}

	@Test
	void whenTheSourceIsSlowAndHasNoOthersThenNobodyWaitsForItTwice() {
		this.source.answerWhenForced((refused) -> {
			this.clock.move(Duration.ofSeconds(15));
			return refused;
		});
		List<CompletableFuture<SigV4Credentials>> answers = refuseMany();
		this.executor.runHeld();
		assertThat(answers).extracting(CompletableFuture::join).containsOnly(this.old);
		assertThat(this.source.forced()).isEqualTo(1);
		this.clock.move(PAUSE);
		assertThat(refuse(this.old)).isNotDone();
	}

	@Test
	void whenTheSourceIsSlowToFailThenItIsNotAskedAgainForTheSameOnes() {
		this.source.answerWhenForced((refused) -> {
			this.clock.move(Duration.ofSeconds(15));
			throw new CredentialsException("no vault");
		});
		CompletableFuture<SigV4Credentials> answer = refuse(this.old);
		this.executor.runHeld();
		assertThat(answer).isCompletedExceptionally();
		assertThat(refuse(this.old)).isCompletedWithValue(this.old);
	}

	@Test
	void whenTheNewOnesAreRefusedTooThenTheSourceIsAskedOncePer10Seconds() {
		CompletableFuture<SigV4Credentials> others = refuse(this.old);
		this.executor.runHeld();
		assertThat(refuse(others.join())).isCompletedWithValue(others.join());
		assertThat(this.source.forced()).isEqualTo(1);
	}

	@Test
	void whenTheClockIsSetBackThenTheSourceIsAsked() {
		this.source.answerWhenForced((refused) -> refused);
		assertThat(refuse(this.old)).isNotDone();
		this.executor.runHeld();
		this.clock.move(Duration.ofHours(-1));
		assertThat(refuse(this.old)).isNotDone();
		this.executor.runHeld();
		assertThat(this.source.forced()).isEqualTo(2);
	}

	@Test
	void whenTheSourceFailsThenThatIsToldAndTheOldOnesGoOn() {
		this.source.answerWhenForced((refused) -> {
			throw new CredentialsException("no vault");
		});
		CompletableFuture<SigV4Credentials> one = refuse(this.old);
		CompletableFuture<SigV4Credentials> another = refuse(this.old);
		this.executor.runHeld();
		for (CompletableFuture<SigV4Credentials> answer : List.of(one, another)) {
			assertThat(answer).failsWithin(Duration.ZERO)
				.withThrowableOfType(ExecutionException.class)
				.havingCause()
				.isInstanceOf(CredentialsException.class)
				.withMessage("no vault");
		}
		assertThat(resolve()).isCompletedWithValue(this.old);
		assertThat(this.log.records()).hasSize(1);
		this.clock.move(PAUSE.minus(MILLI));
		assertThat(refuse(this.old)).isCompletedWithValue(this.old);
		assertThat(resolve()).isCompletedWithValue(this.old);
		assertThat(this.executor.held()).isZero();
		this.clock.move(MILLI);
		// Ten seconds later for all
		assertThat(resolve()).isCompletedWithValue(this.old);
		assertThat(this.executor.held()).isEqualTo(1);
		this.executor.runHeld();
		assertThat(this.source.forced()).isEqualTo(1);
		assertThat(this.source.asked()).isEqualTo(3);
	}

	@Test
	void whenExpiredOnesAreRefusedThenTheSourceIsAsked() {
		this.source.answerWhenForced((refused) -> this.source.newCredentials(Duration.ofSeconds(4)));
		CompletableFuture<SigV4Credentials> answer = refuse(this.old);
		this.executor.runHeld();
		this.clock.move(Duration.ofSeconds(4));
		CompletableFuture<SigV4Credentials> next = refuse(answer.join());
		assertThat(next).isNotDone();
		this.executor.runHeld();
		assertThat(next.join()).isNotIn(this.old, answer.join());
	}

	@Test
	void whenNothingIsKnownThenTheSourceIsAsked() {
		CachingCredentialsProvider other = new CachingCredentialsProvider(this.source, this.clock, Runnable::run);
		assertThat(other.refreshCredentials(this.old)).isNotEqualTo(this.old);
		assertThat(this.source.forced()).isEqualTo(1);
		assertThat(other.cachedCredentials()).isNotNull();
	}

	@Test
	void whenTheSourceIsJustAskedThenItsAnswerIsTaken() {
		this.clock.move(Duration.ofMinutes(55));
		request();
		CompletableFuture<SigV4Credentials> answer = refuse(this.old);
		assertThat(this.executor.held()).isEqualTo(1);
		this.executor.runHeld();
		assertThat(answer.join()).isNotEqualTo(this.old);
		assertThat(this.source.forced()).isZero();
		assertThat(this.source.asked()).isEqualTo(2);
	}

	@Test
	void whenTheSourceIsJustAskedAndAnswersWithTheRefusedOnesThenItIsAskedForOthers() {
		this.clock.move(Duration.ofMinutes(55));
		this.source.answer(() -> this.old);
		this.source.answerWhenForced((refused) -> this.source.newCredentials(Duration.ofHours(1)));
		request();
		List<CompletableFuture<SigV4Credentials>> answers = refuseMany();
		this.executor.runHeld();
		assertThat(answers).extracting(CompletableFuture::join)
			.containsOnly(this.provider.cachedCredentials())
			.doesNotContain(this.old);
		assertThat(this.source.forced()).isEqualTo(1);
	}

	@Test
	void whenOneCallerCancelsThenTheOthersAreNotHurt() {
		List<CompletableFuture<SigV4Credentials>> answers = refuseMany();
		answers.get(0).cancel(true);
		answers.get(1).cancel(true);
		CompletableFuture<SigV4Credentials> later = refuse(this.old);
		this.executor.runHeld();
		assertThat(answers.get(2)).isCompleted();
		assertThat(later).isCompletedWithValue(answers.get(2).join());
		assertThat(this.source.forced()).isEqualTo(1);
	}

	@Test
	void whenACallerWaitsThenItGetsAnExceptionOfItsOwn() {
		CachingCredentialsProvider direct = new CachingCredentialsProvider(this.source, this.clock, Runnable::run);
		CredentialsException failure = new CredentialsException("no vault");
		this.source.fail(failure);
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(() -> direct.refreshCredentials(this.old))
			.withMessage("no vault")
			.isNotSameAs(failure)
			.havingCause()
			.isSameAs(failure);
	}

	private List<CompletableFuture<SigV4Credentials>> refuseMany() {
		return IntStream.range(0, 200).mapToObj((i) -> refuse(this.old)).toList();
	}

	private CompletableFuture<SigV4Credentials> refuse(SigV4Credentials refused) {
		return this.provider.refreshCredentialsAsync(refused, UNUSED).toCompletableFuture();
	}

	private void request() {
		var unused = resolve();
	}

	private CompletableFuture<SigV4Credentials> resolve() {
		return this.provider.resolveCredentialsAsync(UNUSED).toCompletableFuture();
	}

}
