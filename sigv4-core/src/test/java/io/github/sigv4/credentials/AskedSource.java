package io.github.sigv4.credentials;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Counts how often it is asked, and answers with others each time unless a test says
 * otherwise.
 */
final class AskedSource implements SigV4CredentialsProvider {

	static final String SECRET = "mysecret";

	static final String TOKEN = "mytoken";

	private final Clock clock;

	private final AtomicInteger given = new AtomicInteger();

	private final AtomicInteger asked = new AtomicInteger();

	private final AtomicInteger forced = new AtomicInteger();

	private volatile Supplier<SigV4Credentials> answer;

	private volatile UnaryOperator<SigV4Credentials> forcedAnswer;

	AskedSource(Clock clock) {
		this.clock = clock;
		this.answer = () -> newCredentials(Duration.ofHours(1));
		this.forcedAnswer = (refused) -> this.answer.get();
	}

	SigV4Credentials newCredentials(@Nullable Duration life) {
		return SigV4Credentials.of("ASIA" + this.given.incrementAndGet(), SECRET, TOKEN,
				(life != null) ? this.clock.instant().plus(life) : null);
	}

	void answer(Supplier<SigV4Credentials> answer) {
		this.answer = answer;
	}

	void answerWhenForced(UnaryOperator<SigV4Credentials> forcedAnswer) {
		this.forcedAnswer = forcedAnswer;
	}

	void fail(Throwable failure) {
		answer(() -> sneakyThrow(failure));
	}

	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	private static <R, T extends Throwable> R sneakyThrow(Throwable failure) throws T {
		throw (T) failure;
	}

	/** How often it was asked, forced or not. */
	int asked() {
		return this.asked.get() + this.forced.get();
	}

	int forced() {
		return this.forced.get();
	}

	@Override
	public SigV4Credentials resolveCredentials() {
		this.asked.incrementAndGet();
		return this.answer.get();
	}

	@Override
	public SigV4Credentials refreshCredentials(SigV4Credentials refused) {
		this.forced.incrementAndGet();
		return this.forcedAnswer.apply(refused);
	}

	@Override
	public String toString() {
		return "asked source";
	}

}
