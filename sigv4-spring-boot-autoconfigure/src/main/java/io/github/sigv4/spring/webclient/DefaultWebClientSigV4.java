package io.github.sigv4.spring.webclient;

import java.util.function.Consumer;

import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.sigv4.spring.FollowedRedirects;
import io.github.sigv4.spring.ServiceSelector;
import io.github.sigv4.spring.SigV4Services;

/**
 * Looks the service up when it is asked for, so that a wrong name fails early.
 *
 * @param services the services
 */
record DefaultWebClientSigV4(SigV4Services services) implements WebClientSigV4 {

	@Override
	public Consumer<WebClient.Builder> forService(String name) {
		SigV4ExchangeFilterFunction filter = new SigV4ExchangeFilterFunction(ServiceSelector.of(this.services, name));
		return (builder) -> {
			FollowedRedirects.warn(name, builder, ClientHttpConnector.class);
			builder.filter(filter);
		};
	}

	@Override
	public Consumer<WebClient.Builder> forServiceOfRequest() {
		SigV4ExchangeFilterFunction filter = new SigV4ExchangeFilterFunction(ServiceSelector.byRequest(this.services));
		return (builder) -> builder.filter(filter);
	}

}
