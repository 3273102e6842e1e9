package io.github.sigv4.spring.autoconfigure;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;

import io.github.sigv4.spring.SigV4Service;

/**
 * Refuses a {@code signing-host} that would be signed but not sent.
 */
final class SigningHosts {

	private SigningHosts() {
	}

	static void checkFactory(SigV4Service service, ClientHttpRequestFactory factory, String client) {
		boolean sendsHost = !(factory instanceof JdkClientHttpRequestFactory)
				&& !(factory instanceof SimpleClientHttpRequestFactory);
		check(service, sendsHost, client, "spring.http.clients.imperative.factory=http-components");
	}

	/**
	 * Check that a client can do what the service wants.
	 * @param service the service
	 * @param sendsHost whether the client sends a {@code Host} that it is given
	 * @param client the type of the client
	 * @param instead the property that chooses a client that does
	 */
	static void check(SigV4Service service, boolean sendsHost, String client, String instead) {
		if (service.signingHost() != null && service.isEnabled() && !sendsHost) {
			throw new InvalidSigV4PropertyException(ServiceNames.property(service.name(), "signing-host"),
					service.signingHost(),
					"The " + client + " of this service runs on the JDK's own HTTP client, which does not send a Host "
							+ "header that it is given, so that every signature would be refused.",
					"Put another HTTP client on the class path, and choose it, for example by " + instead + ".");
		}
	}

}
