package io.github.sigv4.spring.httpclient;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.support.BasicRequestBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

import io.github.sigv4.Refusal;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.SigV4Attributes;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Threads;
import io.github.sigv4.spring.SigningAttempt;

/**
 * Sends one request of an async client signed, and once more if it was refused for a
 * reason that has a cure. What takes its time goes on on other threads than those of the
 * client, and before it takes a connection.
 */
final class SignedAsyncCall {

	private final SigV4Service service;

	private final HttpRequest request;

	private final @Nullable AsyncEntityProducer entity;

	private final AsyncExecChain.Scope scope;

	private final AsyncExecChain chain;

	private final AsyncExecCallback callback;

	private final Executor blocking;

	private final HttpHost host;

	private final SignedTarget target;

	SignedAsyncCall(SigV4Service service, HttpRequest request, @Nullable AsyncEntityProducer entity,
			AsyncExecChain.Scope scope, AsyncExecChain chain, AsyncExecCallback callback, Executor blocking) {
		this.service = service;
		this.request = request;
		this.entity = entity;
		this.scope = scope;
		this.chain = chain;
		this.callback = callback;
		this.blocking = blocking;
		this.host = scope.route.getTargetHost();
		this.target = SignedTarget.of(service, scope.exchangeId, request, this.host);
	}

	void start() {
		SigV4Credentials cached = this.service.cachedCredentials();
		if (cached != null) {
			guarded(() -> prepare(cached));
		}
		else {
			then(this.service.resolveCredentialsAsync(this.blocking), this::prepare);
		}
	}

	private void prepare(SigV4Credentials credentials) throws HttpException, IOException {
		if (this.entity == null) {
			send(SignedEntityProducer.NONE, credentials, false);
			return;
		}
		CompletableFuture<SignedEntityProducer> prepared = SignedEntityProducer.of(this.entity,
				this.target.body(this.request), this.service, this.blocking,
				this.scope.cancellableDependency::isCancelled);
		this.scope.cancellableDependency.setDependency(cancelling(prepared));
		then(prepared, (entity) -> send(entity, credentials, false));
	}

	private static Cancellable cancelling(CompletableFuture<?> future) {
		return () -> future.cancel(false);
	}

	private void send(SignedEntityProducer entity, SigV4Credentials credentials, boolean again)
			throws HttpException, IOException {
		if (this.scope.cancellableDependency.isCancelled()) {
			throw new CancellationException("The request was cancelled");
		}
		RequestSigning signing = new RequestSigning(this.target, credentials, entity.payload());
		// A copy: the caller's request stays as it was, for another attempt
		HttpRequest wire = BasicRequestBuilder.copy(this.request).build();
		this.target.applyTo(wire, this.host);
		signing.putIn(this.scope.clientContext);
		this.chain.proceed(wire, entity.toSend(signing), this.scope,
				new SignedCallback(this.callback, new Attempt(entity, signing, credentials, again)));
	}

	private <T> void then(CompletionStage<T> stage, Step<T> step) {
		stage.whenCompleteAsync((result, failure) -> {
			if (failure != null) {
				fail((failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
						: failure);
			}
			else {
				guarded(() -> step.accept(result));
			}
		}, SigV4Threads.continuing());
	}

	private void guarded(Action action) {
		try {
			action.run();
		}
		catch (Throwable ex) {
			fail(ex);
		}
	}

	private void fail(Throwable failure) {
		RequestSigning.removeFrom(this.scope.clientContext);
		this.callback.failed((failure instanceof Exception ex) ? NotSignedException.unwrapped(ex)
				: new IllegalStateException(failure));
	}

	/** What may fail as HttpClient's own steps do. */
	private interface Action {

		void run() throws HttpException, IOException;

	}

	/** What comes after something that was waited for. */
	private interface Step<T> {

		void accept(T result) throws HttpException, IOException;

	}

	/** One sending of the request. */
	final class Attempt {

		private final SignedEntityProducer entity;

		private final RequestSigning signing;

		private final SigV4Credentials credentials;

		private final boolean again;

		Attempt(SignedEntityProducer entity, RequestSigning signing, SigV4Credentials credentials, boolean again) {
			this.entity = entity;
			this.signing = signing;
			this.credentials = credentials;
			this.again = again;
		}

		/**
		 * Return whether it was signed; a proxy may answer to the request for a tunnel.
		 */
		boolean isSigned() {
			return this.signing.attempt() != null;
		}

		/** The request was answered, and not refused, or it failed. */
		void end() {
			RequestSigning.removeFrom(SignedAsyncCall.this.scope.clientContext);
		}

		/**
		 * Go on after a refusal: send the request once more, or explain it.
		 * @param status the status of the answer
		 * @param headers its headers
		 * @param start its body, or the start of it
		 * @param whole whether there is nothing more of the answer to come
		 * @param handOver hands the answer on
		 * @param failed is told if it can be neither
		 */
		void refused(HttpStatusCode status, HttpHeaders headers, byte[] start, boolean whole, Runnable handOver,
				Consumer<Throwable> failed) {
			CompletionStage<byte[]> begun = CompletableFuture.completedFuture(start);
			begun.thenComposeAsync((bytes) -> cured(headers, bytes, whole), SigV4Threads.continuing())
				.thenAcceptAsync((others) -> {
					if (others.isPresent()) {
						guarded(() -> sendAgain(others.get()));
					}
					else {
						explain(status, headers, start);
						end();
						handOver.run();
					}
				}, SigV4Threads.continuing())
				.whenComplete((nothing, failure) -> {
					if (failure != null) {
						failed.accept(Objects.requireNonNullElse(failure.getCause(), failure));
					}
				});
		}

		/** Not of an answer that has not ended: it is in the way of another one. */
		private CompletionStage<Optional<SigV4Credentials>> cured(HttpHeaders headers, byte[] start, boolean whole) {
			if (this.again || !whole) {
				return CompletableFuture.completedFuture(Optional.empty());
			}
			return attempt().curedAsync(headers, start, this.credentials, SignedAsyncCall.this.blocking)
				.thenApply((others) -> others.filter((credentials) -> this.entity.isRepeatable()));
		}

		private SigningAttempt attempt() {
			return Objects.requireNonNull(this.signing.attempt());
		}

		private void sendAgain(SigV4Credentials others) throws HttpException, IOException {
			this.entity.rewind();
			send(this.entity, others, true);
		}

		private void explain(HttpStatusCode status, HttpHeaders headers, byte[] start) {
			Refusal refusal = attempt().refused(status, headers, start);
			if (refusal != null) {
				SignedAsyncCall.this.scope.clientContext.setAttribute(SigV4Attributes.REFUSAL, refusal);
			}
		}

	}

}
