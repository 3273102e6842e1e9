package io.github.sigv4.spring.wire;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

/**
 * Gives what it is to give, one answer after the other and the last from then on, but
 * only when it may.
 */
public final class HeldCredentials implements SigV4CredentialsProvider {

	private final List<Supplier<SigV4Credentials>> answers;

	private final AtomicInteger calls = new AtomicInteger();

	private volatile CountDownLatch held = new CountDownLatch(1);

	@SafeVarargs
	@SuppressWarnings("varargs")
	public HeldCredentials(Supplier<SigV4Credentials>... answers) {
		this.answers = List.of(answers);
	}

	@Override
	public SigV4Credentials resolveCredentials() {
		int call = this.calls.getAndIncrement();
		try {
			if (!this.held.await(60, TimeUnit.SECONDS)) {
				throw new IllegalStateException("Held for too long");
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		return this.answers.get(Math.min(call, this.answers.size() - 1)).get();
	}

	/** From now on it answers at once. */
	public void give() {
		this.held.countDown();
	}

	/** From now on it waits again. */
	public void hold() {
		this.held = new CountDownLatch(1);
	}

	public int calls() {
		return this.calls.get();
	}

}
