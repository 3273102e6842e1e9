package io.github.sigv4.spring.autoconfigure;

import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.restclient.RestClientSigV4;
import io.github.sigv4.spring.restclient.SigV4ClientHttpRequestFactory;

/**
 * Makes the {@link RestClient} of a service: the application's own in all but where it
 * goes, that it signs, and that it follows no redirects.
 */
class SignedRestClients {

	private final SigV4Services services;

	private final RestClientSigV4 signing;

	private final ObjectProvider<RestClient.Builder> builder;

	private final ObjectProvider<RestClientCustomizer> customizers;

	private final ObjectProvider<ClientHttpRequestFactoryBuilder<?>> requestFactoryBuilder;

	private final ObjectProvider<HttpClientSettings> settings;

	private final OwnedResources resources;

	SignedRestClients(SigV4Services services, RestClientSigV4 signing, ObjectProvider<RestClient.Builder> builder,
			ObjectProvider<RestClientCustomizer> customizers,
			ObjectProvider<ClientHttpRequestFactoryBuilder<?>> requestFactoryBuilder,
			ObjectProvider<HttpClientSettings> settings, OwnedResources resources) {
		this.services = services;
		this.signing = signing;
		this.builder = builder;
		this.customizers = customizers;
		this.requestFactoryBuilder = requestFactoryBuilder;
		this.settings = settings;
		this.resources = resources;
	}

	RestClient create(String name) {
		SigV4Service service = this.services.get(name);
		// A clone, should the application's own builder bean be a singleton
		RestClient.Builder builder = this.builder.getIfAvailable(this::customizedBuilder).clone();
		URI baseUrl = service.baseUrl();
		if (baseUrl != null) {
			builder.baseUrl(baseUrl.toString());
		}
		if (TestRequestFactory.isIn(builder)) {
			return builder.apply(this.signing.forService(name)).build();
		}
		ClientHttpRequestFactory requestFactory = requestFactory(service);
		if (service.chunkedPayload() == null || hasInterceptors(builder)) {
			return builder.requestFactory(requestFactory).apply(this.signing.forService(name)).build();
		}
		// An interceptor would hold the body in memory
		SigV4ClientHttpRequestFactory streaming = new SigV4ClientHttpRequestFactory(requestFactory, service);
		return builder.requestFactory(streaming).requestInitializer(streaming.requestInitializer()).build();
	}

	/**
	 * With any, Spring holds bodies in memory all the same. A clone is asked, since the
	 * question makes a list of interceptors, and with one, even if empty, so does Spring.
	 */
	private static boolean hasInterceptors(RestClient.Builder builder) {
		AtomicBoolean found = new AtomicBoolean();
		builder.clone().requestInterceptors((interceptors) -> found.set(!interceptors.isEmpty()));
		return found.get();
	}

	/** A reactive application has no builder bean. */
	private RestClient.Builder customizedBuilder() {
		RestClient.Builder builder = RestClient.builder();
		this.customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder;
	}

	/** A redirected request would carry the session token to wherever it is sent. */
	private ClientHttpRequestFactory requestFactory(SigV4Service service) {
		HttpClientSettings settings = this.settings.getIfAvailable(HttpClientSettings::defaults)
			.withRedirects(HttpRedirects.DONT_FOLLOW);
		ClientHttpRequestFactory factory = this.resources
			.own(this.requestFactoryBuilder.getIfAvailable(ClientHttpRequestFactoryBuilder::detect).build(settings));
		SigningHosts.checkFactory(service, factory, "RestClient");
		return factory;
	}

}
