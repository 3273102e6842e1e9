package io.github.sigv4.spring.restclient;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

import org.springframework.http.client.ClientHttpResponse;

import io.github.sigv4.Refusal;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.SigV4Attributes;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigningAttempt;

/**
 * Sends one request signed, and once more if it was refused for a reason that has a cure.
 */
abstract class SignedExecution {

	private final SigV4Service service;

	private final URI uri;

	private final Map<String, Object> attributes;

	/**
	 * Create an execution.
	 * @param service the service that signs
	 * @param uri where the request goes
	 * @param attributes the attributes of the request as the application sees it
	 */
	SignedExecution(SigV4Service service, URI uri, Map<String, Object> attributes) {
		this.service = service;
		this.uri = uri;
		this.attributes = attributes;
	}

	/**
	 * Sign the request and send it.
	 */
	protected abstract ClientHttpResponse send(SigV4Credentials credentials, SigningAttempt attempt) throws IOException;

	/**
	 * Return whether the request that was sent can be sent once more.
	 */
	protected abstract boolean isRepeatable();

	ClientHttpResponse execute() throws IOException {
		// Of an attempt before, if it is tried again
		this.attributes.remove(SigV4Attributes.REFUSAL);
		SigV4Credentials credentials = this.service.resolveCredentials();
		SigningAttempt attempt = new SigningAttempt(this.service, this.uri);
		ClientHttpResponse response = send(credentials, attempt);
		if (!SigningAttempt.mayBeRefusal(response.getStatusCode())) {
			return response;
		}
		PeekedResponse refusal = PeekedResponse.of(response);
		SigV4Credentials others = attempt.cured(refusal.getHeaders(), refusal.start(), credentials).orElse(null);
		if (others == null || !isRepeatable()) {
			return explained(refusal, attempt);
		}
		refusal.close();
		return sendAgain(others);
	}

	private ClientHttpResponse sendAgain(SigV4Credentials credentials) throws IOException {
		SigningAttempt attempt = new SigningAttempt(this.service, this.uri);
		ClientHttpResponse response = send(credentials, attempt);
		return SigningAttempt.mayBeRefusal(response.getStatusCode()) ? explained(PeekedResponse.of(response), attempt)
				: response;
	}

	private ClientHttpResponse explained(PeekedResponse response, SigningAttempt attempt) throws IOException {
		Refusal refusal = attempt.refused(response.getStatusCode(), response.getHeaders(), response.start());
		if (refusal != null) {
			this.attributes.put(SigV4Attributes.REFUSAL, refusal);
			response.setRefusal(refusal);
		}
		return response;
	}

}
