package io.github.sigv4.spring.webclient;

import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.BodyInserter;
import reactor.core.publisher.Mono;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.SigV4Service;

/**
 * Lets a body be written to a request that signs itself. The time when it is inserted is
 * the last before the wire, once for each attempt.
 */
final class SigningBodyInserter implements BodyInserter<Object, ClientHttpRequest> {

	private final BodyInserter<?, ? super ClientHttpRequest> body;

	private final SigV4Service service;

	private final SigV4Credentials credentials;

	private final CancelTie cancelTie;

	SigningBodyInserter(BodyInserter<?, ? super ClientHttpRequest> body, SigV4Service service,
			SigV4Credentials credentials, CancelTie cancelTie) {
		this.body = body;
		this.service = service;
		this.credentials = credentials;
		this.cancelTie = cancelTie;
	}

	boolean isFor(SigV4Service service) {
		return this.service.isSameAs(service);
	}

	@Override
	public Mono<Void> insert(ClientHttpRequest request, Context context) {
		return this.body.insert(new SigningClientHttpRequest(request, this.service, this.credentials, this.cancelTie),
				new ResourceAwareContext(context));
	}

}
