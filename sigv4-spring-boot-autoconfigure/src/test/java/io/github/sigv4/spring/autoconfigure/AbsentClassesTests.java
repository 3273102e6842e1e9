package io.github.sigv4.spring.autoconfigure;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.restclient.RestClientSigV4;
import io.github.sigv4.spring.webclient.WebClientSigV4;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left where classes are absent.
 */
class AbsentClassesTests {

	@Test
	void withoutWebFluxThereIsTheRest() {
		orders().withClassLoader(new FilteredClassLoader("org.springframework.web.reactive", "reactor"))
			.run((context) -> {
				assertThat(context).hasSingleBean(RestClientSigV4.class).doesNotHaveBean("webClientSigV4");
				assertBeans(context, "ClientHttpRequestInterceptor", "RestClient", "RestTemplate", "SigV4Presigner");
			});
	}

	@Test
	void withoutBlockingClientsThereIsTheRest() {
		orders()
			.withClassLoader(new FilteredClassLoader(RestClient.class, RestTemplate.class, RestClientCustomizer.class))
			.run((context) -> {
				assertThat(context).hasSingleBean(WebClientSigV4.class).doesNotHaveBean("restClientSigV4");
				assertBeans(context, "ExchangeFilterFunction", "SigV4Presigner", "WebClient");
			});
	}

	@Test
	void withoutRestTemplateThereIsTheRest() {
		orders().withClassLoader(new FilteredClassLoader(RestTemplate.class))
			.run((context) -> assertBeans(context, "ClientHttpRequestInterceptor", "ExchangeFilterFunction",
					"RestClient", "SigV4Presigner", "WebClient"));
	}

	@Test
	void withoutAnyClientThereArePresignedUrls() {
		orders()
			.withClassLoader(new FilteredClassLoader("org.springframework.web", "org.springframework.http",
					"org.springframework.boot.http", "org.springframework.boot.restclient",
					"org.springframework.boot.webclient", "reactor"))
			.run((context) -> {
				assertThat(context).hasSingleBean(SigV4Services.class);
				assertBeans(context, "SigV4Presigner");
			});
	}

	@Test
	void withoutBootsModuleOfWebClientThereIsTheFilter() {
		orders().withClassLoader(new FilteredClassLoader(WebClientCustomizer.class))
			.run((context) -> assertThat(context).hasSingleBean(WebClientSigV4.class)
				.hasBean("sigv4.orders.ExchangeFilterFunction")
				.doesNotHaveBean("sigv4.orders.WebClient"));
	}

	@Test
	void withoutBootsModuleOfRestClientThereIsTheInterceptor() {
		orders().withClassLoader(new FilteredClassLoader("org.springframework.boot.restclient"))
			.run((context) -> assertThat(context).hasSingleBean(RestClientSigV4.class)
				.hasBean("sigv4.orders.ClientHttpRequestInterceptor")
				.doesNotHaveBean("sigv4.orders.RestClient")
				.doesNotHaveBean("sigv4.orders.RestTemplate"));
	}

	@Test
	void withoutBootsModuleOfHttpClientsThereAreFilterAndInterceptor() {
		orders()
			.withClassLoader(
					new FilteredClassLoader(ClientHttpConnectorBuilder.class, ClientHttpRequestFactoryBuilder.class))
			.run((context) -> assertBeans(context, "ClientHttpRequestInterceptor", "ExchangeFilterFunction",
					"SigV4Presigner"));
	}

	@Test
	void clientsAreMadeWithoutAutoConfigurationsOfBoot() {
		orders().run((context) -> {
			assertThat(Qualified.bean(context, WebClient.class, "orders")).isNotNull();
			assertThat(Qualified.bean(context, RestClient.class, "orders")).isNotNull();
			assertThat(Qualified.bean(context, RestTemplate.class, "orders")).isNotNull();
		});
	}

	@Test
	void reactiveApplicationHasBlockingClientsToo() {
		new ReactiveWebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SigV4AutoConfiguration.class,
					SigV4WebClientAutoConfiguration.class, SigV4RestClientAutoConfiguration.class))
			.withPropertyValues("aws.sigv4.services.orders.base-url=https://abc123.execute-api.eu-west-1.amazonaws.com")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean("sigv4.orders.RestClient")).isNotNull();
				assertThat(context.getBean("sigv4.orders.RestTemplate")).isNotNull();
			});
	}

	private static ApplicationContextRunner orders() {
		return Contexts.bare()
			.withPropertyValues(
					"aws.sigv4.services.orders.base-url=https://abc123.execute-api.eu-west-1.amazonaws.com");
	}

	private static void assertBeans(AssertableApplicationContext context, String... kinds) {
		assertThat(context).hasNotFailed();
		assertThat(context.getBeanDefinitionNames()).filteredOn((name) -> name.startsWith("sigv4.orders."))
			.extracting((name) -> name.substring("sigv4.orders.".length()))
			.containsExactlyInAnyOrder(kinds);
	}

}
