package io.github.sigv4.spring.webclient;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

import io.github.sigv4.Refusal;
import io.github.sigv4.WireUri;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigningAttempt;

/**
 * Sends one request signed, and once more if it was refused for a reason that has a cure.
 */
final class SignedExchange {

	private static final Log logger = LogFactory.getLog(SignedExchange.class);

	private final SigV4Service service;

	private final ClientRequest request;

	private final WireUri wireUri;

	private final ExchangeFunction next;

	private final Executor blocking;

	SignedExchange(SigV4Service service, ClientRequest request, WireUri wireUri, ExchangeFunction next,
			Executor blocking) {
		this.service = service;
		this.request = request;
		this.wireUri = wireUri;
		this.next = next;
		this.blocking = blocking;
	}

	Mono<ClientResponse> exchange() {
		// Before the exchange, so that no connection waits for them
		SigV4Credentials cached = this.service.cachedCredentials();
		return (cached != null) ? exchange(cached)
				: later(this.service::resolveCredentialsAsync).flatMap(this::exchange);
	}

	private Mono<ClientResponse> exchange(SigV4Credentials credentials) {
		SigningAttempt attempt = new SigningAttempt(this.service, this.wireUri.uri());
		SentBody body = new SentBody();
		return send(credentials, body, attempt).flatMap((response) -> SigningAttempt.mayBeRefusal(response.statusCode())
				? peeked(response)
					.flatMap((peeked) -> cured(peeked, credentials, body, attempt).doOnCancel(peeked::abandon))
				: Mono.just(response));
	}

	private static Mono<PeekedBody> peeked(ClientResponse response) {
		return PeekedBody
			.of(response, SigningAttempt.maxBody(response.headers().asHttpHeaders()), SigningAttempt.MAX_WAIT)
			// Where the JDK may read its settings of XML
			.publishOn(CredentialsThreads.CONTINUING)
			.doOnDiscard(PeekedBody.class, PeekedBody::abandon);
	}

	private Mono<ClientResponse> cured(PeekedBody refusal, SigV4Credentials credentials, SentBody body,
			SigningAttempt attempt) {
		Mono<ClientResponse> uncured = Mono.fromSupplier(() -> explained(refusal, attempt));
		return switch (attempt.cure(refusal.headers(), refusal.start())) {
			case NONE -> uncured;
			case SIGN_AGAIN -> body.isRepeatable() ? sendAgain(refusal, credentials) : uncured;
			case REFRESH_CREDENTIALS ->
				refreshed(credentials).filter((others) -> body.isRepeatable() && !others.equals(credentials))
					.flatMap((others) -> sendAgain(refusal, others))
					.switchIfEmpty(uncured);
		};
	}

	private static ClientResponse explained(PeekedBody refused, SigningAttempt attempt) {
		ClientResponse response = refused.response();
		Refusal refusal = attempt.refused(response.statusCode(), refused.headers(), refused.start());
		return (refusal != null) ? RefusedHttpRequest.in(response, refusal) : response;
	}

	private Mono<SigV4Credentials> refreshed(SigV4Credentials refused) {
		return later((blocking) -> this.service.refreshCredentialsAsync(refused, blocking)).onErrorResume((ex) -> {
			logger.warn(ex.getMessage());
			return Mono.empty();
		});
	}

	private Mono<ClientResponse> sendAgain(PeekedBody refusal, SigV4Credentials credentials) {
		return Mono.defer(() -> {
			// Of which there is nothing left, or more than is worth waiting for
			refusal.abandon();
			SigningAttempt attempt = new SigningAttempt(this.service, this.wireUri.uri());
			return send(credentials, new SentBody(), attempt)
				.flatMap((response) -> SigningAttempt.mayBeRefusal(response.statusCode())
						? peeked(response).map((peeked) -> explained(peeked, attempt)) : Mono.just(response));
		});
	}

	private Mono<ClientResponse> send(SigV4Credentials credentials, SentBody body, SigningAttempt attempt) {
		CancelTie cancelTie = new CancelTie();
		SigningBodyInserter signing = new SigningBodyInserter(this.request, this.service, this.wireUri, credentials,
				cancelTie, body, attempt);
		return new TiedExchange(this.next.exchange(new SigningClientRequest(this.request, this.wireUri.uri(), signing)),
				cancelTie);
	}

	/**
	 * Goes on where others may block: whoever completes the credentials does so for all
	 * who wait for them, one after the other.
	 */
	private Mono<SigV4Credentials> later(Function<Executor, CompletionStage<SigV4Credentials>> question) {
		return Mono.fromFuture(() -> question.apply(this.blocking).toCompletableFuture(), true)
			.publishOn(CredentialsThreads.CONTINUING);
	}

}
