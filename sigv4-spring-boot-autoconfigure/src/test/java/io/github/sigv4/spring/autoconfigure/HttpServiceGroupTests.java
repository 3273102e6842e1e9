package io.github.sigv4.spring.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.service.ReactiveHttpServiceClientAutoConfiguration;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.registry.HttpServiceGroup.ClientType;
import org.springframework.web.service.registry.ImportHttpServices;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.SigV4Attributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.header;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * An HTTP service group of a service's name is signed.
 */
class HttpServiceGroupTests {

	private LoopbackServer server;

	@BeforeEach
	void start() throws Exception {
		this.server = new LoopbackServer();
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(classes = { RestClientGroup.class, WebClientGroup.class })
	void groupIsSignedAndGoesToTheBaseUrlOfTheService(Class<?> application) {
		run(application, this.server.url() + "/prod", (orders) -> {
			orders.find("a b");
			assertThat(this.server.only().target()).isEqualTo("/prod/orders/a%20b");
			assertThat(this.server.only().header("Authorization")).contains("=AKIDEXAMPLE/")
				.contains("/eu-west-1/execute-api/aws4_request");
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { RestClientGroup.class, WebClientGroup.class })
	void propertiesOfTheGroupApply(Class<?> application) {
		run(application, this.server.url() + "/prod", (orders) -> {
			orders.find("1");
			assertThat(this.server.only().target()).isEqualTo("/beta/orders/1");
			assertThat(this.server.only().header("X-Tenant-Id")).isEqualTo("7");
			assertThat(this.server.only().header("Authorization")).contains(";x-tenant-id,");
			Instant start = Instant.now();
			assertThatException().isThrownBy(() -> orders.find("slow"));
			assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
		}, "spring.http.serviceclient.orders.base-url=" + this.server.url() + "/beta",
				"spring.http.serviceclient.orders.default-header.x-tenant-id=7",
				"spring.http.serviceclient.orders.read-timeout=200ms",
				"aws.sigv4.services.orders.signed-headers=x-tenant-id");
	}

	@ParameterizedTest
	@ValueSource(classes = { RestClientGroup.class, WebClientGroup.class })
	void redirectsAreNotFollowedThoughTheGroupFollowsThem(Class<?> application) {
		run(application, this.server.url(), (orders) -> {
			assertThat(orders.moved().getStatusCode().value()).isEqualTo(302);
			assertThat(this.server.received()).hasSize(1);
		}, "spring.http.serviceclient.orders.redirects=follow", "spring.http.clients.redirects=follow");
	}

	@ParameterizedTest
	@ValueSource(classes = { RestClientGroup.class, WebClientGroup.class })
	void customizersApplyBeforeSigning(Class<?> application) {
		runner(application, this.server.url())
			.withPropertyValues("aws.sigv4.services.orders.signed-headers=x-tenant-id")
			.withBean(RestClientCustomizer.class,
					() -> (builder) -> builder.requestInterceptor((request, body, execution) -> {
						request.getHeaders().set("X-Tenant-Id", "7");
						return execution.execute(request, body);
					}))
			.withBean(WebClientCustomizer.class, () -> (builder) -> builder.defaultHeader("X-Tenant-Id", "7"))
			.run((context) -> {
				context.getBean(Orders.class).create("tea");
				assertThat(this.server.only().header("Authorization")).contains(";x-tenant-id,");
			});
	}

	@ParameterizedTest
	@ValueSource(classes = { RestClientGroup.class, WebClientGroup.class })
	void requestHasCredentialsOfItsOwn(Class<?> application) {
		run(application, this.server.url(), (orders) -> {
			orders.findAs(SigV4Credentials.of("AKIDTENANT", "secret"));
			assertThat(this.server.only().header("Authorization")).contains("=AKIDTENANT/");
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { OtherRestClientGroup.class, OtherWebClientGroup.class })
	void groupOfAnotherNameIsLeftAlone(Class<?> application) {
		run(application, "https://abc123.execute-api.eu-west-1.amazonaws.com", (orders) -> {
			orders.find("1");
			assertThat(this.server.only().header("Authorization")).isNull();
		}, "spring.http.serviceclient.plain.base-url=" + this.server.url());
	}

	@ParameterizedTest
	@ValueSource(classes = { RestClientGroup.class, WebClientGroup.class })
	void groupOfADisabledServiceIsNotSigned(Class<?> application) {
		run(application, this.server.url(), (orders) -> {
			orders.find("1");
			assertThat(this.server.only().header("Authorization")).isNull();
		}, "aws.sigv4.services.orders.enabled=false");
	}

	@ParameterizedTest
	@ValueSource(classes = { RestClientGroup.class, WebClientGroup.class })
	void hostThatIsNotTheServicesIsRefused(Class<?> application) {
		run(application, "https://abc123.execute-api.eu-west-1.amazonaws.com", (orders) -> {
			assertThatException().isThrownBy(() -> orders.find("1"))
				.withMessageContaining("not a host of this service")
				.withMessageContaining("allowed-hosts");
			assertThat(this.server.received()).isEmpty();
		}, "spring.http.serviceclient.orders.base-url=" + this.server.url());
	}

	@Test
	void mockServerOfACustomizerSeesSignedRequests() {
		List<MockRestServiceServer> servers = new ArrayList<>();
		runner(RestClientGroup.class, "https://abc123.execute-api.eu-west-1.amazonaws.com")
			.withBean(RestClientCustomizer.class,
					() -> (builder) -> servers.add(MockRestServiceServer.bindTo(builder).build()))
			.run((context) -> {
				Orders orders = context.getBean(Orders.class);
				servers.get(0)
					.expect(requestTo("https://abc123.execute-api.eu-west-1.amazonaws.com/orders/1"))
					.andExpect(header("Authorization", containsString("/eu-west-1/execute-api/aws4_request")))
					.andRespond(withSuccess());
				orders.find("1");
				servers.get(0).verify();
			});
	}

	@Test
	void requestFactoryOfACustomizerGivesWay() {
		ClientHttpRequestFactory other = (uri, method) -> {
			throw new AssertionError("Not this one");
		};
		runner(RestClientGroup.class, this.server.url())
			.withBean(RestClientCustomizer.class, () -> (builder) -> builder.requestFactory(other))
			.run((context) -> {
				context.getBean(Orders.class).find("1");
				assertThat(this.server.only().header("Authorization")).isNotNull();
			});
	}

	private void run(Class<?> application, String url, Call call, String... properties) {
		runner(application, url).withPropertyValues(properties)
			.run((context) -> call.with(context.getBean(Orders.class)));
	}

	private static ApplicationContextRunner runner(Class<?> application, String url) {
		return Contexts.withOrders(url)
			.withConfiguration(AutoConfigurations.of(HttpServiceClientPropertiesAutoConfiguration.class,
					HttpServiceClientAutoConfiguration.class, ReactiveHttpServiceClientAutoConfiguration.class))
			.withUserConfiguration(application);
	}

	/** What a test does with the interface. */
	private interface Call {

		void with(Orders orders);

	}

	/** An interface to call. */
	interface Orders {

		@GetExchange("/orders/{id}")
		String find(@PathVariable("id") String id);

		@GetExchange("/orders")
		String findAs(@RequestAttribute(SigV4Attributes.CREDENTIALS) SigV4Credentials credentials);

		@GetExchange("/moved")
		ResponseEntity<Void> moved();

		@PostExchange("/orders")
		String create(@RequestBody String item);

	}

	@ImportHttpServices(group = "orders", types = Orders.class)
	static class RestClientGroup {

	}

	@ImportHttpServices(group = "orders", types = Orders.class, clientType = ClientType.WEB_CLIENT)
	static class WebClientGroup {

	}

	@ImportHttpServices(group = "plain", types = Orders.class)
	static class OtherRestClientGroup {

	}

	@ImportHttpServices(group = "plain", types = Orders.class, clientType = ClientType.WEB_CLIENT)
	static class OtherWebClientGroup {

	}

}
