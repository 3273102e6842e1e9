package io.github.sigv4.spring.restclient;

import java.util.Set;

import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestInitializer;

import io.github.sigv4.spring.SigV4Service;

/**
 * Refuses a request that no {@link SigV4ClientHttpRequestFactory} has made.
 *
 * @param service the service whose requests are to be signed
 */
record SignedRequestInitializer(SigV4Service service) implements ClientHttpRequestInitializer {

	/** What Spring puts around the request of the factory, which does not show it. */
	private static final Set<String> WRAPPERS = Set.of("org.springframework.http.client.InterceptingClientHttpRequest",
			"org.springframework.http.client.BufferingClientHttpRequestWrapper");

	@Override
	public void initialize(ClientHttpRequest request) {
		if (this.service.isEnabled() && !(request instanceof SigningClientHttpRequest)
				&& !WRAPPERS.contains(request.getClass().getName())) {
			throw this.service.failure("The request factory of this client, which signs, was replaced after the client "
					+ "was built, so the request would go out unsigned. Wrap the new one in a "
					+ "SigV4ClientHttpRequestFactory; bind a MockRestServiceServer to the builder, in a customizer, "
					+ "before the client is built.", null);
		}
	}

}
