package io.github.sigv4.spring.restclient;

import java.util.function.Consumer;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import io.github.sigv4.spring.FollowedRedirects;
import io.github.sigv4.spring.ServiceSelector;
import io.github.sigv4.spring.SigV4Services;

/**
 * Looks the service up when it is asked for, so that a wrong name fails early.
 *
 * @param services the services
 */
record DefaultRestClientSigV4(SigV4Services services) implements RestClientSigV4 {

	@Override
	public Consumer<RestClient.Builder> forService(String name) {
		SigV4ClientHttpRequestInterceptor interceptor = interceptor(name);
		return (builder) -> {
			FollowedRedirects.warn(name, builder, ClientHttpRequestFactory.class);
			builder.requestInterceptor(interceptor);
		};
	}

	@Override
	public Consumer<RestClient.Builder> forServiceOfRequest() {
		SigV4ClientHttpRequestInterceptor interceptor = new SigV4ClientHttpRequestInterceptor(
				ServiceSelector.byRequest(this.services));
		return (builder) -> builder.requestInterceptor(interceptor);
	}

	@Override
	public Consumer<RestTemplate> forRestTemplate(String name) {
		SigV4ClientHttpRequestInterceptor interceptor = interceptor(name);
		return (template) -> {
			FollowedRedirects.warn(name, template.getRequestFactory(), ClientHttpRequestFactory.class);
			template.getInterceptors().add(interceptor);
		};
	}

	private SigV4ClientHttpRequestInterceptor interceptor(String name) {
		return new SigV4ClientHttpRequestInterceptor(ServiceSelector.of(this.services, name));
	}

}
