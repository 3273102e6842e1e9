package io.github.sigv4.spring.jdkclient;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

import io.github.sigv4.Refusal;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.SigningAttempt;

/**
 * Hands the body of an answer on, unless it may be that of a refusal, which is looked at
 * before.
 *
 * @param <T> the type of the body
 * @param handler the caller's
 * @param attempt the attempt that is answered
 * @param cure asks for the credentials with which to sign the request once more
 */
record PeekedBodyHandler<T extends @Nullable Object>(BodyHandler<T> handler, SigningAttempt attempt,
		Cure cure) implements BodyHandler<PeekedBody<T>> {

	/**
	 * Return a handler of the answer to a request that may be sent once more.
	 */
	static <T extends @Nullable Object> PeekedBodyHandler<T> curing(BodyHandler<T> handler, SigningAttempt attempt,
			SigV4Credentials credentials, boolean repeatable, Executor blocking) {
		return new PeekedBodyHandler<>(handler, attempt,
				(headers, start) -> attempt.curedAsync(headers, start, credentials, blocking)
					.thenApply((others) -> others.filter((other) -> repeatable)));
	}

	/**
	 * Return a handler of the answer to a request that was sent once more.
	 */
	static <T extends @Nullable Object> PeekedBodyHandler<T> explaining(BodyHandler<T> handler,
			SigningAttempt attempt) {
		return new PeekedBodyHandler<>(handler, attempt,
				(headers, start) -> CompletableFuture.completedFuture(Optional.empty()));
	}

	@Override
	public BodySubscriber<PeekedBody<T>> apply(ResponseInfo info) {
		if (!SigningAttempt.mayBeRefusal(HttpStatusCode.valueOf(info.statusCode()))) {
			return BodySubscribers.mapping(this.handler.apply(info), (body) -> new PeekedBody<>(body, null, null));
		}
		return new PeekedBodySubscriber<>(info, this);
	}

	/** Return why a request was refused. */
	@Nullable Refusal explain(ResponseInfo info, HttpHeaders headers, byte[] start) {
		return this.attempt.refused(HttpStatusCode.valueOf(info.statusCode()), headers, start);
	}

	/** Asks for the credentials with which to sign a request once more. */
	interface Cure {

		CompletionStage<Optional<SigV4Credentials>> ask(HttpHeaders headers, byte[] start);

	}

}
