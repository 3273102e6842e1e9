package io.github.sigv4.spring.restclient;

import java.io.IOException;
import java.net.URI;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ClientHttpResponse;

import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigningAttempt;

/**
 * Sends one request signed, and once more if it was refused for a reason that has a cure.
 */
abstract class SignedExecution {

	private static final Log logger = LogFactory.getLog(SignedExecution.class);

	private final SigV4Service service;

	private final URI uri;

	SignedExecution(SigV4Service service, URI uri) {
		this.service = service;
		this.uri = uri;
	}

	/**
	 * Sign the request and send it.
	 */
	protected abstract ClientHttpResponse send(SigV4Credentials credentials) throws IOException;

	/**
	 * Return whether the request that was sent can be sent once more.
	 */
	protected abstract boolean isRepeatable();

	ClientHttpResponse execute() throws IOException {
		SigV4Credentials credentials = this.service.resolveCredentials();
		SigningAttempt attempt = new SigningAttempt(this.service, this.uri);
		ClientHttpResponse response = send(credentials);
		if (!attempt.mayBeCured(response.getStatusCode())) {
			return response;
		}
		PeekedResponse refusal = PeekedResponse.of(response, SigningAttempt.MAX_BODY);
		SigV4Credentials others = switch (attempt.cure(refusal.getHeaders(), refusal.start())) {
			case NONE -> null;
			case SIGN_AGAIN -> credentials;
			case REFRESH_CREDENTIALS -> refreshed(credentials);
		};
		if (others == null || !isRepeatable()) {
			return refusal;
		}
		refusal.close();
		return send(others);
	}

	private @Nullable SigV4Credentials refreshed(SigV4Credentials refused) {
		try {
			SigV4Credentials others = this.service.refreshCredentials(refused);
			return others.equals(refused) ? null : others;
		}
		catch (CredentialsException ex) {
			logger.warn(ex.getMessage());
			return null;
		}
		catch (RuntimeException ex) {
			// The refusal is the answer, whatever goes wrong with a cure
			logger.warn("SigV4 service '" + this.service.name() + "': credentials that were refused could not be "
					+ "replaced", ex);
			return null;
		}
	}

}
