package io.github.sigv4.spring.autoconfigure;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.JettyClientHttpRequestFactoryBuilder;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.restclient.autoconfigure.RestTemplateBuilderConfigurer;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.util.DefaultUriBuilderFactory;
import org.springframework.web.util.DefaultUriBuilderFactory.EncodingMode;

import io.github.sigv4.spring.ServiceSelector;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;

/**
 * Makes the {@link RestTemplate} of a service: the application's own in all but where it
 * goes, that it signs, that it follows no redirects, and that it encodes variables as
 * {@code RestClient} does.
 */
class SignedRestTemplates {

	private final SigV4Services services;

	private final ObjectProvider<RestTemplateBuilder> builder;

	private final ObjectProvider<RestTemplateBuilderConfigurer> configurer;

	private final ObjectProvider<RestTemplateCustomizer> customizers;

	private final ObjectProvider<HttpClientSettings> settings;

	private final OwnedResources resources;

	SignedRestTemplates(SigV4Services services, ObjectProvider<RestTemplateBuilder> builder,
			ObjectProvider<RestTemplateBuilderConfigurer> configurer,
			ObjectProvider<RestTemplateCustomizer> customizers, ObjectProvider<HttpClientSettings> settings,
			OwnedResources resources) {
		this.services = services;
		this.builder = builder;
		this.configurer = configurer;
		this.customizers = customizers;
		this.settings = settings;
		this.resources = resources;
	}

	RestTemplate create(String name) {
		SigV4Service service = this.services.get(name);
		RestTemplateBuilder builder = this.builder.getIfUnique(this::customizedBuilder)
			.redirects(HttpRedirects.DONT_FOLLOW);
		ClientHttpRequestFactory factory = requestFactory(service, builder);
		RestTemplate template = builder.requestFactoryBuilder((settings) -> factory)
			.configure(new SignedRestTemplate(ServiceSelector.of(this.services, name)));
		template.setUriTemplateHandler(uriBuilderFactory(service.baseUrl()));
		if (!TestRequestFactory.isIn(template)) {
			// A customizer may have set one that follows redirects
			template.setRequestFactory(factory);
		}
		return template;
	}

	/**
	 * Of several builder beans nobody knows which one is meant. A reactive application
	 * has neither a builder bean nor what configures one.
	 */
	private RestTemplateBuilder customizedBuilder() {
		RestTemplateBuilderConfigurer configurer = this.configurer.getIfAvailable();
		if (configurer != null) {
			return configurer.configure(new RestTemplateBuilder());
		}
		return new RestTemplateBuilder(this.customizers.orderedStream().toArray(RestTemplateCustomizer[]::new))
			.clientSettings(this.settings.getIfAvailable(HttpClientSettings::defaults));
	}

	private ClientHttpRequestFactory requestFactory(SigV4Service service, RestTemplateBuilder builder) {
		ClientHttpRequestFactory built = stopped(builder).buildRequestFactory();
		ClientHttpRequestFactory factory = (built != null) ? built : new JdkClientHttpRequestFactory();
		SigningHosts.checkFactory(service, this.resources.own(factory), "RestTemplate");
		return factory;
	}

	/** A factory of Jetty's does not stop a client that it was given. */
	private RestTemplateBuilder stopped(RestTemplateBuilder builder) {
		return (builder.requestFactoryBuilder() instanceof JettyClientHttpRequestFactoryBuilder jetty)
				? builder.requestFactoryBuilder(jetty.withHttpClientCustomizer(this.resources::own)) : builder;
	}

	private static DefaultUriBuilderFactory uriBuilderFactory(@Nullable URI baseUrl) {
		DefaultUriBuilderFactory factory = (baseUrl != null) ? new DefaultUriBuilderFactory(baseUrl.toString())
				: new DefaultUriBuilderFactory();
		factory.setEncodingMode(EncodingMode.TEMPLATE_AND_VALUES);
		return factory;
	}

}
