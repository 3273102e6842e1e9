package io.github.sigv4.credentials;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One question to a source of credentials, for whose answer many may wait.
 */
final class CredentialsRefresh extends CompletableFuture<SigV4Credentials> {

	private final boolean forced;

	private final AtomicBoolean ended = new AtomicBoolean();

	/**
	 * Create a question.
	 * @param forced whether it is asked because a service has refused what there is
	 */
	CredentialsRefresh(boolean forced) {
		this.forced = forced;
	}

	boolean isForced() {
		return this.forced;
	}

	/**
	 * Return whether the caller is the first to end this question: an answer may come
	 * when it has been given up.
	 */
	boolean end() {
		return this.ended.compareAndSet(false, true);
	}

	static SigV4Credentials await(CompletableFuture<SigV4Credentials> answer) {
		try {
			return answer.get();
		}
		catch (ExecutionException ex) {
			// One of its own for each that waits
			Throwable cause = Objects.requireNonNullElse(ex.getCause(), ex);
			throw new CredentialsException(String.valueOf(cause.getMessage()), cause);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CredentialsException("Interrupted while waiting for AWS credentials.", ex);
		}
	}

}
