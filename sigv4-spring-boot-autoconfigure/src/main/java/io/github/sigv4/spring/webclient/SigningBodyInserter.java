package io.github.sigv4.spring.webclient;

import java.util.List;

import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.client.ClientRequest;
import reactor.core.publisher.Mono;

import io.github.sigv4.WireUri;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.SigV4Attributes;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigningAttempt;

/**
 * Lets a body be written to a request that signs itself. The time when it is inserted is
 * the last before the wire, once for each attempt.
 */
final class SigningBodyInserter implements BodyInserter<Object, ClientHttpRequest> {

	private final ClientRequest clientRequest;

	private final SigV4Service service;

	private final WireUri wireUri;

	private final SigV4Credentials credentials;

	private final CancelTie cancelTie;

	private final SentBody sentBody;

	private final SigningAttempt attempt;

	SigningBodyInserter(ClientRequest clientRequest, SigV4Service service, WireUri wireUri,
			SigV4Credentials credentials, CancelTie cancelTie, SentBody sentBody, SigningAttempt attempt) {
		this.clientRequest = clientRequest;
		this.service = service;
		this.wireUri = wireUri;
		this.credentials = credentials;
		this.cancelTie = cancelTie;
		this.sentBody = sentBody;
		this.attempt = attempt;
	}

	boolean isFor(SigV4Service service) {
		return this.service.isSameAs(service);
	}

	@Override
	public Mono<Void> insert(ClientHttpRequest request, Context context) {
		for (String name : List.of(SigV4Attributes.SERVICE, SigV4Attributes.CREDENTIALS)) {
			Object value = request.getAttributes().get(name);
			if (value != null && !value.equals(this.clientRequest.attributes().get(name))) {
				return Mono.error(this.service.failure("The request attribute " + name + " was set by a filter after "
						+ "the one that signs, which is too late, so the request was not sent. Add that filter before, "
						+ "as by filters((all) -> all.add(0, ..)), or set SigV4Attributes with the request.", null));
			}
		}
		return this.clientRequest.body().insert(signing(request), new BodyAwareContext(context));
	}

	/** Return a request that signs itself when its body is written. */
	SigningClientHttpRequest signing(ClientHttpRequest request) {
		return new SigningClientHttpRequest(request, this.service, this.wireUri, this.credentials, this.cancelTie,
				this.sentBody, this.attempt);
	}

}
