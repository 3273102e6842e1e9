package io.github.sigv4.spring.jdkclient;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Threads;
import io.github.sigv4.spring.SigningAttempt;

/**
 * Signs the requests that another client sends.
 */
final class SigningHttpClient extends HttpClient implements AutoCloseable {

	private final HttpClient client;

	private final SigV4Service service;

	private final Executor blocking = SigV4Threads.forBlocking();

	SigningHttpClient(HttpClient client, SigV4Service service) {
		this.client = client;
		this.service = service;
		if (service.isEnabled()) {
			requireNoRedirects();
			requireHost();
		}
	}

	private void requireNoRedirects() {
		if (this.client.followRedirects() != Redirect.NEVER) {
			throw this.service.failure("The JDK's HttpClient that is to send its requests follows redirects, and would "
					+ "send the session token to wherever it is redirected. Build it with Redirect.NEVER, which is the "
					+ "default.", null);
		}
	}

	private void requireHost() {
		String host = this.service.signingHost();
		if (host != null) {
			try {
				HttpRequest.newBuilder().header("Host", host);
			}
			catch (IllegalArgumentException ex) {
				throw this.service.failure("The JDK's HttpClient does not send a Host that it is given, so that every "
						+ "signature for signing-host would be refused. Start the application with "
						+ "-Djdk.httpclient.allowRestrictedHeaders=host, or use another client.", ex);
			}
		}
	}

	@Override
	public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
			throws IOException, InterruptedException {
		if (!this.service.isEnabled()) {
			return this.client.send(request, handler);
		}
		SigningCall call = new SigningCall(this.service, request);
		SigV4Credentials credentials = this.service.resolveCredentials();
		PublishedBody body = get(call.body(() -> false));
		SigningAttempt attempt = call.attempt();
		HttpResponse<PeekedBody<T>> response = send(call.sign(body, credentials, attempt),
				PeekedBodyHandler.curing(handler, attempt, credentials, body.isRepeatable(), this.blocking));
		SigV4Credentials others = response.body().others();
		if (others == null) {
			return new SignedResponse<>(response);
		}
		SigningAttempt again = call.attempt();
		return new SignedResponse<>(send(call.sign(body, others, again), PeekedBodyHandler.explaining(handler, again)));
	}

	private <T> HttpResponse<PeekedBody<T>> send(HttpRequest request, PeekedBodyHandler<T> handler)
			throws IOException, InterruptedException {
		try {
			return this.client.send(request, handler);
		}
		catch (IOException ex) {
			throw unwrapped(ex, ex);
		}
	}

	private static <T> T get(CompletableFuture<T> future) throws IOException, InterruptedException {
		try {
			return future.get();
		}
		catch (InterruptedException ex) {
			future.cancel(true);
			throw ex;
		}
		catch (ExecutionException ex) {
			Throwable failure = ex.getCause();
			if (failure instanceof RuntimeException unchecked) {
				throw unchecked;
			}
			throw (failure instanceof IOException checked) ? checked : new IOException(failure);
		}
	}

	/** The JDK wraps what a body fails with. */
	private static <T extends Throwable> T unwrapped(Throwable failure, T otherwise) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SigV4Exception signing) {
				throw signing;
			}
		}
		return otherwise;
	}

	@Override
	public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
		return this.service.isEnabled() ? exchange(request, handler, this.client::sendAsync)
				: this.client.sendAsync(request, handler);
	}

	@Override
	public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler,
			@Nullable PushPromiseHandler<T> pushPromiseHandler) {
		if (!this.service.isEnabled()) {
			return this.client.sendAsync(request, handler, pushPromiseHandler);
		}
		PushPromiseHandler<PeekedBody<T>> pushed = (pushPromiseHandler != null) ? pushed(pushPromiseHandler) : null;
		return exchange(request, handler, (wire, peeked) -> this.client.sendAsync(wire, peeked, pushed));
	}

	/** What is pushed was not asked for by a request that is signed. */
	private static <T> PushPromiseHandler<PeekedBody<T>> pushed(PushPromiseHandler<T> handler) {
		return (initiating, promised, acceptor) -> handler.applyPushPromise(initiating, promised,
				(body) -> acceptor
					.apply((info) -> HttpResponse.BodySubscribers.mapping(body.apply(info),
							(content) -> new PeekedBody<>(content, null, null)))
					.thenApply(SignedResponse::new));
	}

	private <T> CompletableFuture<HttpResponse<T>> exchange(HttpRequest request, BodyHandler<T> handler,
			Sender<T> sender) {
		SentFuture<HttpResponse<T>> future = new SentFuture<>();
		guarded(future, () -> {
			SigningCall call = new SigningCall(this.service, request);
			SigV4Credentials cached = this.service.cachedCredentials();
			Consumer<SigV4Credentials> send = (credentials) -> then(future, body(call, request, future::isDone),
					(body) -> send(future, call, body, credentials, handler, sender));
			if (cached != null) {
				send.accept(cached);
			}
			else {
				// Whoever completes them does so for all who wait, one after the other
				then(future,
						this.service.resolveCredentialsAsync(this.blocking)
							.thenApplyAsync((credentials) -> credentials, SigV4Threads.continuing())
							.toCompletableFuture(),
						send);
			}
		});
		return future;
	}

	/** A file is read where that may take its time. */
	private CompletableFuture<PublishedBody> body(SigningCall call, HttpRequest request, BooleanSupplier abandoned) {
		return request.bodyPublisher().isEmpty() ? call.body(abandoned)
				: CompletableFuture.completedFuture(call).thenComposeAsync((any) -> any.body(abandoned), this.blocking);
	}

	private <T> void send(SentFuture<HttpResponse<T>> future, SigningCall call, PublishedBody body,
			SigV4Credentials credentials, BodyHandler<T> handler, Sender<T> sender) {
		SigningAttempt attempt = call.attempt();
		HttpRequest wire = call.sign(body, credentials, attempt);
		then(future,
				sender.send(wire,
						PeekedBodyHandler.curing(handler, attempt, credentials, body.isRepeatable(), this.blocking)),
				(response) -> {
					SigV4Credentials others = response.body().others();
					if (others == null) {
						future.complete(new SignedResponse<>(response));
						return;
					}
					SigningAttempt again = call.attempt();
					then(future,
							sender.send(call.sign(body, others, again), PeekedBodyHandler.explaining(handler, again)),
							(answer) -> future.complete(new SignedResponse<>(answer)));
				});
	}

	private static <T, S> void then(SentFuture<T> future, CompletableFuture<S> step, Consumer<S> next) {
		future.setStep(step);
		CompletionStage<S> stage = step;
		stage.whenComplete((result, failure) -> {
			if (failure != null) {
				fail(future, failure);
			}
			else if (!future.isDone()) {
				guarded(future, () -> next.accept(result));
			}
		});
	}

	private static void guarded(SentFuture<?> future, Runnable action) {
		try {
			action.run();
		}
		catch (RuntimeException | Error ex) {
			future.completeExceptionally(ex);
		}
	}

	private static void fail(SentFuture<?> future, Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		guarded(future, () -> future.completeExceptionally(unwrapped(cause, cause)));
	}

	@Override
	public Optional<CookieHandler> cookieHandler() {
		return this.client.cookieHandler();
	}

	@Override
	public Optional<Duration> connectTimeout() {
		return this.client.connectTimeout();
	}

	@Override
	public Redirect followRedirects() {
		return this.client.followRedirects();
	}

	@Override
	public Optional<ProxySelector> proxy() {
		return this.client.proxy();
	}

	@Override
	public SSLContext sslContext() {
		return this.client.sslContext();
	}

	@Override
	public SSLParameters sslParameters() {
		return this.client.sslParameters();
	}

	@Override
	public Optional<Authenticator> authenticator() {
		return this.client.authenticator();
	}

	@Override
	public Version version() {
		return this.client.version();
	}

	@Override
	public Optional<Executor> executor() {
		return this.client.executor();
	}

	@Override
	public WebSocket.Builder newWebSocketBuilder() {
		if (!this.service.isEnabled()) {
			return this.client.newWebSocketBuilder();
		}
		throw new UnsupportedOperationException("The handshake of a WebSocket is not signed by this client, and never "
				+ "sent unsigned. Open a presigned URL with a client of its own.");
	}

	/** From JDK 21 on each client can be closed. */
	@Override
	public void close() {
		if (this.client instanceof AutoCloseable closeable) {
			try {
				closeable.close();
			}
			catch (Exception ex) {
				throw new IllegalStateException("The JDK's HttpClient was not closed", ex);
			}
		}
	}

	@Override
	public String toString() {
		return "SigningHttpClient[" + this.service.name() + ", " + this.client + "]";
	}

	/** Sends a request, with a handler of pushed answers or without. */
	private interface Sender<T> {

		CompletableFuture<HttpResponse<PeekedBody<T>>> send(HttpRequest request, BodyHandler<PeekedBody<T>> handler);

	}

}
