package io.github.sigv4.spring.autoconfigure;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestTemplate;

import io.github.sigv4.spring.ServiceSelector;
import io.github.sigv4.spring.restclient.SigV4ClientHttpRequestFactory;

/**
 * A template that signs by whatever request factory it is given, also that of a
 * {@code MockRestServiceServer}.
 */
final class SignedRestTemplate extends RestTemplate {

	private final ServiceSelector services;

	SignedRestTemplate(ServiceSelector services) {
		this.services = services;
	}

	@Override
	public void setRequestFactory(ClientHttpRequestFactory requestFactory) {
		super.setRequestFactory(new SigV4ClientHttpRequestFactory(requestFactory, this.services));
	}

}
