package io.github.sigv4.spring.autoconfigure;

import java.net.URI;
import java.util.function.UnaryOperator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.JettyClientHttpRequestFactoryBuilder;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import io.github.sigv4.spring.ServiceSelector;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.restclient.SigV4ClientHttpRequestFactory;

/**
 * Makes the {@link RestClient} of a service: the application's own in all but where it
 * goes, that it signs, and that it follows no redirects.
 */
class SignedRestClients {

	private final SigV4Services services;

	private final ObjectProvider<RestClient.Builder> builder;

	private final ObjectProvider<RestClientCustomizer> customizers;

	private final ObjectProvider<ClientHttpRequestFactoryBuilder<?>> requestFactoryBuilder;

	private final ObjectProvider<HttpClientSettings> settings;

	private final OwnedResources resources;

	SignedRestClients(SigV4Services services, ObjectProvider<RestClient.Builder> builder,
			ObjectProvider<RestClientCustomizer> customizers,
			ObjectProvider<ClientHttpRequestFactoryBuilder<?>> requestFactoryBuilder,
			ObjectProvider<HttpClientSettings> settings, OwnedResources resources) {
		this.services = services;
		this.builder = builder;
		this.customizers = customizers;
		this.requestFactoryBuilder = requestFactoryBuilder;
		this.settings = settings;
		this.resources = resources;
	}

	RestClient create(String name) {
		SigV4Service service = this.services.get(name);
		// A clone, should the application's own builder bean be a singleton
		RestClient.Builder builder = this.builder.getIfUnique(this::customizedBuilder).clone();
		URI baseUrl = service.baseUrl();
		if (baseUrl != null) {
			builder.baseUrl(baseUrl.toString());
		}
		sign(builder, name, this.settings.getIfAvailable(HttpClientSettings::defaults));
		return new StaySigned(signing(name)).client(builder.build());
	}

	/**
	 * Let the clients of a builder sign, by a request factory of their own.
	 * @param builder the builder
	 * @param name the service's name
	 * @param settings the settings of the request factory, but for redirects
	 */
	void sign(RestClient.Builder builder, String name, HttpClientSettings settings) {
		ClientHttpRequestFactory test = TestRequestFactory.of(builder);
		ClientHttpRequestFactory wire = (test != null) ? test : requestFactory(this.services.get(name), settings);
		builder.requestFactory(signing(name).apply(wire));
		KeptAttributes.addIfBuffering(builder);
	}

	private UnaryOperator<ClientHttpRequestFactory> signing(String name) {
		ServiceSelector selector = ServiceSelector.of(this.services, name);
		return (requestFactory) -> new SigV4ClientHttpRequestFactory(requestFactory, selector);
	}

	/**
	 * A reactive application has no builder bean, and of several nobody knows which one
	 * is meant.
	 */
	private RestClient.Builder customizedBuilder() {
		RestClient.Builder builder = RestClient.builder();
		this.customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder;
	}

	/** A redirected request would carry the session token to wherever it is sent. */
	private ClientHttpRequestFactory requestFactory(SigV4Service service, HttpClientSettings settings) {
		ClientHttpRequestFactory factory = this.resources
			.own(requestFactoryBuilder().build(settings.withRedirects(HttpRedirects.DONT_FOLLOW)));
		SigningHosts.checkFactory(service, factory, "RestClient");
		return factory;
	}

	/** A factory of Jetty's does not stop a client that it was given. */
	private ClientHttpRequestFactoryBuilder<?> requestFactoryBuilder() {
		ClientHttpRequestFactoryBuilder<?> builder = this.requestFactoryBuilder
			.getIfAvailable(ClientHttpRequestFactoryBuilder::detect);
		return (builder instanceof JettyClientHttpRequestFactoryBuilder jetty)
				? jetty.withHttpClientCustomizer(this.resources::own) : builder;
	}

}
