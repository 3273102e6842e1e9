package io.github.sigv4.spring.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.http.client.JettyClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.JettyClientHttpConnectorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left of the clients that we build when the application has stopped.
 */
class OwnedResourcesTests {

	private LoopbackServer server;

	@BeforeEach
	void start() throws Exception {
		this.server = new LoopbackServer();
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	/** Its threads are no daemons: an application of the command line would not end. */
	@ParameterizedTest
	@EnumSource
	void clientOfJettyIsStopped(ClientKind kind) {
		List<HttpClient> clients = new CopyOnWriteArrayList<>();
		Contexts.withOrders(this.server.url())
			.withPropertyValues("spring.http.clients.reactive.connector=jetty",
					"spring.http.clients.imperative.factory=jetty")
			.withBean("clients", List.class, () -> clients)
			.withUserConfiguration(JettyClients.class)
			.run((context) -> {
				kind.get(context, "orders", "/items");
				assertThat(clients).anyMatch(HttpClient::isStarted);
			});
		assertThat(clients).allMatch(HttpClient::isStopped);
	}

	@Configuration(proxyBeanMethods = false)
	static class JettyClients {

		@Bean
		ClientHttpConnectorBuilderCustomizer<JettyClientHttpConnectorBuilder> connectors(List<HttpClient> clients) {
			return (builder) -> builder.withHttpClientCustomizer(clients::add);
		}

		@Bean
		ClientHttpRequestFactoryBuilderCustomizer<JettyClientHttpRequestFactoryBuilder> factories(
				List<HttpClient> clients) {
			return (builder) -> builder.withHttpClientCustomizer(clients::add);
		}

	}

}
