package io.github.sigv4.spring.autoconfigure;

import java.net.URI;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.JettyClientHttpConnectorBuilder;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.HttpComponentsClientHttpConnector;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.util.ClassUtils;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.sigv4.spring.FollowedRedirects;
import io.github.sigv4.spring.ServiceSelector;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.webclient.SigV4ExchangeFilterFunction;

/**
 * Makes the {@link WebClient} of a service: the application's own in all but where it
 * goes, that it signs, and that it follows no redirects.
 */
class SignedWebClients {

	private static final String CONNECTOR = "spring.http.clients.reactive.connector";

	private final SigV4Services services;

	private final ObjectProvider<WebClient.Builder> builder;

	private final ObjectProvider<WebClientCustomizer> customizers;

	private final ObjectProvider<ClientHttpConnectorBuilder<?>> connectorBuilder;

	private final ObjectProvider<HttpClientSettings> settings;

	private final OwnedResources resources;

	SignedWebClients(SigV4Services services, ObjectProvider<WebClient.Builder> builder,
			ObjectProvider<WebClientCustomizer> customizers,
			ObjectProvider<ClientHttpConnectorBuilder<?>> connectorBuilder, ObjectProvider<HttpClientSettings> settings,
			OwnedResources resources) {
		this.services = services;
		this.builder = builder;
		this.customizers = customizers;
		this.connectorBuilder = connectorBuilder;
		this.settings = settings;
		this.resources = resources;
	}

	WebClient create(String name) {
		SigV4Service service = this.services.get(name);
		// A clone, should the application's own builder bean be a singleton
		WebClient.Builder builder = this.builder.getIfUnique(this::customizedBuilder).clone();
		URI baseUrl = service.baseUrl();
		if (baseUrl != null) {
			builder.baseUrl(baseUrl.toString());
		}
		sign(builder, name, this.settings.getIfAvailable(HttpClientSettings::defaults));
		return builder.build();
	}

	/**
	 * Let the clients of a builder sign, with a connector of their own.
	 * @param builder the builder
	 * @param name the service's name
	 * @param settings the settings of the connector, but for redirects
	 */
	void sign(WebClient.Builder builder, String name, HttpClientSettings settings) {
		ClientHttpConnector connector = connector(this.services.get(name), settings);
		// A customizer of the connector's builder may have it follow redirects
		FollowedRedirects.warn(name, connector, ClientHttpConnector.class);
		builder.clientConnector(connector)
			.filter(new SigV4ExchangeFilterFunction(ServiceSelector.of(this.services, name)));
	}

	/** Of several builder beans nobody knows which one is meant. */
	private WebClient.Builder customizedBuilder() {
		WebClient.Builder builder = WebClient.builder();
		this.customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder;
	}

	/** A redirected request would carry the session token to wherever it is sent. */
	private ClientHttpConnector connector(SigV4Service service, HttpClientSettings settings) {
		ClientHttpConnector connector = this.resources
			.own(connectorBuilder().build(settings.withRedirects(HttpRedirects.DONT_FOLLOW)));
		SigningHosts.check(service, !(connector instanceof JdkClientHttpConnector), "WebClient",
				CONNECTOR + "=reactor");
		checkComplete(connector);
		return connector;
	}

	/** A connector of Jetty's does not stop its client, whose threads keep the JVM up. */
	private ClientHttpConnectorBuilder<?> connectorBuilder() {
		ClientHttpConnectorBuilder<?> builder = this.connectorBuilder
			.getIfAvailable(ClientHttpConnectorBuilder::detect);
		return (builder instanceof JettyClientHttpConnectorBuilder jetty)
				? jetty.withHttpClientCustomizer(this.resources::own) : builder;
	}

	/** Of all libraries, this one would be missed with the first request only. */
	private static void checkComplete(ClientHttpConnector connector) {
		if (connector instanceof HttpComponentsClientHttpConnector
				&& !ClassUtils.isPresent("org.apache.hc.core5.reactive.ReactiveResponseConsumer", null)) {
			throw new InvalidSigV4PropertyException(CONNECTOR, null,
					"HttpComponents is there without its reactive part, which WebClient needs.",
					"Add the dependency org.apache.httpcomponents.core5:httpcore5-reactive, or choose another library, "
							+ "as reactor.");
		}
	}

}
