package io.github.sigv4.spring.jdkclient;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Refusal;
import io.github.sigv4.credentials.SigV4Credentials;

/**
 * The body of an answer, and what was seen in it.
 *
 * @param <T> the type of the body
 * @param content the body as the caller wants it; {@code null} if it is not handed on
 * @param refusal why the request was refused, or {@code null}
 * @param others the credentials with which to sign it once more, or {@code null}
 */
record PeekedBody<T extends @Nullable Object>(@Nullable T content, @Nullable Refusal refusal,
		@Nullable SigV4Credentials others) {

	/** What is handed on, which may be {@code null} where the caller wants nothing. */
	@SuppressWarnings("NullAway")
	T value() {
		return this.content;
	}

	/** The body is the application's. */
	@Override
	public String toString() {
		return "PeekedBody[" + this.refusal + "]";
	}

}
