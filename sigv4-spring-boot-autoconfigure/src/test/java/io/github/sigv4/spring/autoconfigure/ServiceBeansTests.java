package io.github.sigv4.spring.autoconfigure;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Client;
import io.github.sigv4.spring.SigV4Presigner;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.restclient.RestClientSigV4;
import io.github.sigv4.spring.webclient.WebClientSigV4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * Which beans a service has, and who sees them.
 */
class ServiceBeansTests {

	@ParameterizedTest
	@ValueSource(classes = { WebClient.class, RestClient.class, RestTemplate.class, ExchangeFilterFunction.class,
			ClientHttpRequestInterceptor.class, SigV4Presigner.class })
	void serviceHasABeanOfEachKind(Class<?> type) {
		Contexts.withOrders()
			.run((context) -> assertThat(Qualified.bean(context, type, "orders"))
				.isSameAs(context.getBean("sigv4.orders." + type.getSimpleName())));
	}

	@ParameterizedTest
	@ValueSource(classes = { WithQualifier.class, WithSigV4Client.class, WithFields.class, WithSetter.class,
			WithProvider.class, WithBeanMethod.class })
	void clientIsInjected(Class<?> configuration) {
		Contexts.withOrders().withUserConfiguration(configuration).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Holder.class).client()).isSameAs(context.getBean("sigv4.orders.WebClient"));
		});
	}

	@Test
	void eachServiceHasItsOwnClient() {
		Contexts.withOrders()
			.withPropertyValues("aws.sigv4.services.search.base-url=https://search-a.eu-west-1.es.amazonaws.com")
			.run((context) -> assertThat(Qualified.bean(context, WebClient.class, "orders"))
				.isNotSameAs(Qualified.bean(context, WebClient.class, "search")));
	}

	@Test
	void clientOfTheApplicationIsUndisturbed() {
		Contexts.withOrders().withUserConfiguration(OwnClient.class, Providers.class).run((context) -> {
			Providers providers = context.getBean(Providers.class);
			assertThat(providers.webClients.getIfUnique()).isSameAs(context.getBean("mine"));
			assertThat(providers.webClients.stream()).hasSize(1);
		});
	}

	@Test
	void clientOfTheApplicationIsTheOneLookedUp() {
		Contexts.withOrders()
			.withUserConfiguration(OwnClient.class)
			.run((context) -> assertThat(context.getBean(WebClient.class)).isSameAs(context.getBean("mine")));
	}

	@Test
	void clientOfTheApplicationIsTheOnlyOneInjectedWithoutQualifier() {
		Contexts.withOrders().withUserConfiguration(OwnClient.class, Plain.class).run((context) -> {
			Plain plain = context.getBean(Plain.class);
			assertThat(plain.one).isSameAs(context.getBean("mine"));
			assertThat(plain.byName).containsOnlyKeys("mine");
			assertThat(plain.all).hasSize(1);
		});
	}

	@Test
	void clientsAreNotThereForWhoAsksWithoutQualifier() {
		Contexts.withOrders().withUserConfiguration(Providers.class).run((context) -> {
			Providers providers = context.getBean(Providers.class);
			assertThat(List.of(providers.webClients, providers.restClients, providers.restTemplates))
				.allSatisfy((provider) -> {
					assertThat(provider.getIfAvailable()).isNull();
					assertThat(provider.stream()).isEmpty();
				});
		});
	}

	@Test
	void conditionsDoNotSeeTheClients() {
		Contexts.withOrders()
			.withConfiguration(AutoConfigurations.of(FallbackClient.class))
			.run((context) -> assertThat(context).hasBean("fallback"));
	}

	@Test
	void clientsAreMadeWhenFirstAskedFor() {
		Contexts.withOrders()
			.run((context) -> assertThat(context.getBeanFactory().getSingleton("sigv4.orders.WebClient")).isNull());
	}

	@Test
	void clientsAreRegisteredAgainAheadOfTime() {
		Contexts.withOrders()
			.run((context) -> assertThat(context.getBeanFactory()
				.getBeanDefinition("sigv4.orders.WebClient")
				.getAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE)).isEqualTo(true));
	}

	@Test
	void servicesOfTheApplicationGoBeforeTheProperties() {
		SigV4Service own = SigV4Service
			.builder("orders", SigningSettings.forService("es", "eu-west-1"),
					SigV4CredentialsProvider.of(SigV4Credentials.of("AKIDOWN", "secret")))
			.build();
		SigV4Services services = new SigV4Services(List.of(own));
		Contexts.withOrders().withBean(SigV4Services.class, () -> services).run((context) -> {
			assertThat(context).hasSingleBean(SigV4Services.class);
			assertThat(context.getBean(SigV4Services.class)).isSameAs(services);
			assertThat(Qualified.bean(context, WebClient.class, "orders")).isNotNull();
		});
	}

	@Test
	void consumersOfTheApplicationGoBeforeOurs() {
		WebClientSigV4 webClient = mock();
		RestClientSigV4 restClient = mock();
		Contexts.withOrders()
			.withBean(WebClientSigV4.class, () -> webClient)
			.withBean(RestClientSigV4.class, () -> restClient)
			.run((context) -> {
				assertThat(context.getBean(WebClientSigV4.class)).isSameAs(webClient);
				assertThat(context.getBean(RestClientSigV4.class)).isSameAs(restClient);
			});
	}

	@ParameterizedTest
	@EnumSource
	void signingHostNeedsAClientThatSendsIt(ClientKind kind) {
		Contexts.withOrders("http://localhost:9200")
			.withPropertyValues("aws.sigv4.services.orders.signing-host=vpc-abc.eu-west-1.es.amazonaws.com",
					"spring.http.clients.imperative.factory=jdk", "spring.http.clients.reactive.connector=jdk")
			.run((context) -> assertThatExceptionOfType(Exception.class)
				.isThrownBy(() -> Qualified.bean(context, kind.type(), "orders"))
				.havingRootCause()
				.withMessageContaining("aws.sigv4.services.orders.signing-host = 'vpc-abc.eu-west-1.es.amazonaws.com'")
				.withMessageContaining("does not send a Host header"));
	}

	@Test
	void signingHostIsNotSentByTheSimpleClient() {
		Contexts.withOrders("http://localhost:9200")
			.withPropertyValues("aws.sigv4.services.orders.signing-host=vpc-abc.eu-west-1.es.amazonaws.com",
					"spring.http.clients.imperative.factory=simple")
			.run((context) -> assertThatExceptionOfType(Exception.class)
				.isThrownBy(() -> Qualified.bean(context, RestClient.class, "orders"))
				.havingRootCause()
				.withMessageContaining("does not send a Host header"));
	}

	@ParameterizedTest
	@EnumSource
	void signingHostGoesWithAClientThatSendsIt(ClientKind kind) {
		Contexts.withOrders("http://localhost:9200")
			.withPropertyValues("aws.sigv4.services.orders.signing-host=vpc-abc.eu-west-1.es.amazonaws.com",
					"spring.http.clients.imperative.factory=http-components",
					"spring.http.clients.reactive.connector=reactor")
			.run((context) -> assertThat(Qualified.bean(context, kind.type(), "orders")).isNotNull());
	}

	@ParameterizedTest
	@EnumSource
	void signingHostDoesNotMatterToAServiceThatDoesNotSign(ClientKind kind) {
		Contexts.withOrders("http://localhost:9200")
			.withPropertyValues("aws.sigv4.services.orders.signing-host=vpc-abc.eu-west-1.es.amazonaws.com",
					"aws.sigv4.services.orders.enabled=false", "spring.http.clients.imperative.factory=jdk",
					"spring.http.clients.reactive.connector=jdk")
			.run((context) -> assertThat(Qualified.bean(context, kind.type(), "orders")).isNotNull());
	}

	record Holder(WebClient client) {

	}

	@Configuration(proxyBeanMethods = false)
	static class WithQualifier {

		@Bean
		Holder holder(@Qualifier("orders") WebClient client, @Qualifier("orders") RestClient restClient,
				@Qualifier("orders") RestTemplate restTemplate) {
			return new Holder(client);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithSigV4Client {

		private final WebClient client;

		WithSigV4Client(@SigV4Client("orders") WebClient client, @SigV4Client("orders") RestClient restClient,
				@SigV4Client("orders") RestTemplate restTemplate) {
			this.client = client;
		}

		@Bean
		Holder holder() {
			return new Holder(this.client);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithFields {

		@Autowired
		@SigV4Client("orders")
		private WebClient client;

		@Bean
		Holder holder() {
			return new Holder(this.client);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithSetter {

		private WebClient client;

		@Autowired
		@SigV4Client("orders")
		void setClient(WebClient client) {
			this.client = client;
		}

		@Bean
		Holder holder() {
			return new Holder(this.client);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithProvider {

		@Bean
		Holder holder(@SigV4Client("orders") ObjectProvider<WebClient> client) {
			return new Holder(client.getObject());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithBeanMethod {

		@Bean
		Holder holder(@SigV4Client("orders") WebClient client, @SigV4Client("orders") SigV4Presigner presigner,
				@SigV4Client("orders") ExchangeFilterFunction filter,
				@SigV4Client("orders") ClientHttpRequestInterceptor interceptor) {
			return new Holder(client);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClient {

		@Bean
		WebClient mine() {
			return WebClient.create();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Plain {

		private final WebClient one;

		private final Map<String, WebClient> byName;

		private final List<WebClient> all;

		Plain(WebClient one, Map<String, WebClient> byName, List<WebClient> all) {
			this.one = one;
			this.byName = byName;
			this.all = all;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Providers {

		private final ObjectProvider<WebClient> webClients;

		private final ObjectProvider<RestClient> restClients;

		private final ObjectProvider<RestTemplate> restTemplates;

		Providers(ObjectProvider<WebClient> webClients, ObjectProvider<RestClient> restClients,
				ObjectProvider<RestTemplate> restTemplates) {
			this.webClients = webClients;
			this.restClients = restClients;
			this.restTemplates = restTemplates;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FallbackClient {

		@Bean
		@ConditionalOnMissingBean
		WebClient fallback() {
			return WebClient.create();
		}

	}

}
