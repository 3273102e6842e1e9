package io.github.sigv4.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.http.client.AbstractClientHttpRequestFactoryWrapper;
import org.springframework.http.client.BufferingClientHttpRequestFactory;
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

	/**
	 * Set what makes requests, which may be around what the template has, as around that
	 * of any template: it signs once.
	 */
	@Override
	public void setRequestFactory(ClientHttpRequestFactory requestFactory) {
		if (requestFactory.getClass() == BufferingClientHttpRequestFactory.class
				&& delegate(requestFactory) instanceof SigV4ClientHttpRequestFactory signing) {
			// Which keeps the attributes of requests from what is in it, and with them
			// the credentials of tenants
			setRequestFactory(new BufferingClientHttpRequestFactory(signing.getDelegate()));
			return;
		}
		super.setRequestFactory(signs(requestFactory) ? requestFactory
				: new SigV4ClientHttpRequestFactory(requestFactory, this.services));
	}

	private static boolean signs(@Nullable ClientHttpRequestFactory requestFactory) {
		return requestFactory != null
				&& (requestFactory instanceof SigV4ClientHttpRequestFactory || signs(delegate(requestFactory)));
	}

	private static @Nullable ClientHttpRequestFactory delegate(ClientHttpRequestFactory requestFactory) {
		return (requestFactory instanceof AbstractClientHttpRequestFactoryWrapper wrapper) ? wrapper.getDelegate()
				: null;
	}

}
