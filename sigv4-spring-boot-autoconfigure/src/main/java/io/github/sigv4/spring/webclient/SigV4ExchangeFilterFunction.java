package io.github.sigv4.spring.webclient;

import org.springframework.core.io.Resource;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.credentials.CredentialsException;
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
 * A request that the service refuses for the time of its signature, or for expired
 * credentials, is signed and sent once more, the latter with other credentials, if its
 * body can be had again: if it has none, or one that was given as a value (not as a
 * {@code Publisher}) or as a resource. The service's {@code retry-on-clock-skew} and
 * {@code retry-on-expired-credentials} switch that off.
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

	private final Scheduler blocking = CredentialsThreads.forBlocking();

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

	private Mono<ClientResponse> filter(SigV4Service service, ClientRequest request, ExchangeFunction next) {
		if (!service.isEnabled()) {
			return next.exchange(request);
		}
		if (request.body() instanceof SigningBodyInserter signing) {
			return signing.isFor(service) ? next.exchange(request) : Mono.error(twoServices(service));
		}
		return new SignedExchange(service, request, service.wireUri(request.url()), next, this.blocking::schedule)
			.exchange();
	}

	private static SigV4Exception twoServices(SigV4Service service) {
		return service.failure("The request is to be signed for another service already; it can have one "
				+ "signature only. Use a WebClient with the filter of one service.", null);
	}

}
