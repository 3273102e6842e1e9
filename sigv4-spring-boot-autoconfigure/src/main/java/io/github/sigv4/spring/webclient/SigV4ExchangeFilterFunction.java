package io.github.sigv4.spring.webclient;

import java.net.URI;

import org.springframework.core.io.Resource;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Schedulers;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.ServiceSelector;
import io.github.sigv4.spring.SigV4Attributes;
import io.github.sigv4.spring.SigV4Service;

/**
 * Signs the requests of a {@link WebClient} for one service. <pre class="code">
 * WebClient client = WebClient.builder().filter(new SigV4ExchangeFilterFunction(service)).build();
 * </pre>
 * <p>
 * Requests are signed as they are written, after the codecs, and when all filters have
 * set URL and headers, so that what is signed is what is sent. A {@link Resource} is read
 * once to hash it, on a thread that may be blocked, and once to send it. Any other body
 * is held in memory to hash it, up to the service's {@code max-buffer-size}, unless the
 * service leaves bodies unsigned or the request has an {@code x-amz-content-sha256}: then
 * it streams. An upload of a service with {@code payload: chunked} is encoded while it
 * streams; it has to have a {@code Content-Length}, as codecs and resources set it. Each
 * attempt of a retry is signed anew, with the credentials of that time if the retry is
 * outside of this filter.
 * <p>
 * What cannot be signed is not sent: the exchange fails with a {@link SigV4Exception}, or
 * a {@link CredentialsException} if there are no credentials. Credentials that are not at
 * hand are resolved on a thread that may be blocked. If the service is not
 * {@linkplain SigV4Service#isEnabled() enabled}, requests pass as they are.
 * <p>
 * Use it with a connector that follows no redirects. {@link SigV4Attributes} may change
 * service and credentials of one request.
 */
public final class SigV4ExchangeFilterFunction implements ExchangeFilterFunction {

	private final ServiceSelector services;

	/**
	 * Create a filter.
	 * @param service the service that signs
	 */
	public SigV4ExchangeFilterFunction(SigV4Service service) {
		this(ServiceSelector.of(service));
	}

	/**
	 * Create a filter.
	 * @param services selects the service that signs
	 */
	public SigV4ExchangeFilterFunction(ServiceSelector services) {
		this.services = services;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return Mono.defer(() -> filter(this.services.select(request.attributes()), request, next));
	}

	private static Mono<ClientResponse> filter(SigV4Service service, ClientRequest request, ExchangeFunction next) {
		if (!service.isEnabled()) {
			return next.exchange(request);
		}
		if (request.body() instanceof SigningBodyInserter signing) {
			return signing.isFor(service) ? next.exchange(request) : Mono.error(twoServices(service));
		}
		URI wireUri = service.wireUri(request.url());
		// Before the exchange, so that no connection waits for them
		return credentials(service).flatMap((credentials) -> exchange(service, request, wireUri, credentials, next));
	}

	private static Mono<ClientResponse> exchange(SigV4Service service, ClientRequest request, URI wireUri,
			SigV4Credentials credentials, ExchangeFunction next) {
		CancelTie cancelTie = new CancelTie();
		ClientRequest signing = ClientRequest.from(request)
			.url(wireUri)
			.body(new SigningBodyInserter(request.body(), service, credentials, cancelTie, request.attributes()))
			.build();
		return next.exchange(signing)
			// After the connector was cancelled, to whom it would be an error otherwise
			.doFinally((signal) -> {
				if (signal == SignalType.CANCEL) {
					cancelTie.cancel();
				}
			})
			// Not a failure of the connection, which a retry could cure
			.onErrorMap(WebClientRequestException.class,
					(ex) -> (ex.getCause() instanceof SigV4Exception cause) ? cause : ex);
	}

	private static Mono<SigV4Credentials> credentials(SigV4Service service) {
		return Mono.fromSupplier(service.credentialsProvider()::cachedCredentials)
			// Asked again below, for a message that names the service
			.onErrorComplete(CredentialsException.class)
			.switchIfEmpty(Mono.fromCallable(service::resolveCredentials).subscribeOn(Schedulers.boundedElastic()));
	}

	private static SigV4Exception twoServices(SigV4Service service) {
		return service.failure("The request is to be signed for another service already; it can have one "
				+ "signature only. Use a WebClient with the filter of one service.", null);
	}

}
