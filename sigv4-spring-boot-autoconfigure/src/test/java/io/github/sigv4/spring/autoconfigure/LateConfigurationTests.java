package io.github.sigv4.spring.autoconfigure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.SigV4Attributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What other configuration of an application must not undo.
 */
class LateConfigurationTests {

	private static final SigV4Credentials TENANT = SigV4Credentials.of("AKIDTENANT", "secret");

	private LoopbackServer server;

	@BeforeEach
	void start() throws Exception {
		this.server = new LoopbackServer();
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void whenAGroupConfigurerOfTheApplicationSetsARequestFactoryThenTheGroupIsSigned() {
		RestClientHttpServiceGroupConfigurer configurer = (groups) -> groups.filterByName("orders")
			.forEachClient((group, builder) -> builder.requestFactory(new JdkClientHttpRequestFactory()));
		Contexts.withOrders(this.server.url())
			.withConfiguration(AutoConfigurations.of(HttpServiceClientPropertiesAutoConfiguration.class,
					HttpServiceClientAutoConfiguration.class))
			.withBean(RestClientHttpServiceGroupConfigurer.class, () -> configurer)
			.withUserConfiguration(HttpServiceGroupTests.RestClientGroup.class)
			.run((context) -> {
				context.getBean(HttpServiceGroupTests.Orders.class).find("1");
				assertThat(this.server.only().header("Authorization")).isNotNull();
			});
	}

	@Test
	void whenAFilterAfterSigningSetsCredentialsThenTheRequestIsRefused() {
		Contexts.withOrders(this.server.url()).run((context) -> {
			WebClient client = Qualified.bean(context, WebClient.class, "orders")
				.mutate()
				.filter((request, next) -> next
					.exchange(ClientRequest.from(request).attributes(SigV4Attributes.credentials(TENANT)).build()))
				.build();
			assertThatException().isThrownBy(() -> client.get().uri("/a").retrieve().toBodilessEntity().block())
				.withMessageContaining("SigV4Attributes");
			assertThat(this.server.received()).isEmpty();
		});
	}

}
