package io.github.sigv4.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.test.web.client.MockRestServiceServer.MockRestServiceServerBuilder;
import org.springframework.test.web.client.RequestMatcher;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.header;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * A test that puts a mock in place of the network never reaches the network, and sees the
 * signed headers.
 */
class MockServerTests {

	private static final String URL = "https://abc123.execute-api.eu-west-1.amazonaws.com/prod/items";

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void serverBoundByACustomizerOfRestClientStays(boolean buffering) {
		List<MockRestServiceServer> servers = new ArrayList<>();
		Contexts.withOrders()
			.withBean(RestClientCustomizer.class,
					() -> (builder) -> servers
						.add(expecting(buffered(MockRestServiceServer.bindTo(builder), buffering).build())))
			.run((context) -> {
				ClientKind.REST_CLIENT.get(context, "orders", "/items");
				servers.get(0).verify();
			});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void serverBoundByACustomizerOfRestTemplateStays(boolean buffering) {
		List<MockRestServiceServer> servers = new ArrayList<>();
		Contexts.withOrders()
			.withBean(RestTemplateCustomizer.class,
					() -> (template) -> servers
						.add(expecting(buffered(MockRestServiceServer.bindTo(template), buffering).build())))
			.run((context) -> {
				ClientKind.REST_TEMPLATE.get(context, "orders", "/items");
				servers.get(0).verify();
			});
	}

	@Test
	void serverBoundToTheRestTemplateSeesSignedRequests() {
		Contexts.withOrders().run((context) -> {
			RestTemplate template = Qualified.bean(context, RestTemplate.class, "orders");
			MockRestServiceServer server = expecting(MockRestServiceServer.bindTo(template).build());
			template.getForEntity("/items", String.class);
			server.verify();
		});
	}

	@Test
	void serverBoundToABuilderOfTheRestClientSeesSignedRequests() {
		Contexts.withOrders().run((context) -> {
			RestClient.Builder builder = Qualified.bean(context, RestClient.class, "orders").mutate();
			MockRestServiceServer server = expecting(MockRestServiceServer.bindTo(builder).build());
			builder.build().get().uri("/items").retrieve().toBodilessEntity();
			server.verify();
		});
	}

	private static MockRestServiceServerBuilder buffered(MockRestServiceServerBuilder builder, boolean buffering) {
		return buffering ? builder.bufferContent() : builder;
	}

	private static MockRestServiceServer expecting(MockRestServiceServer server) {
		RequestMatcher signed = header("Authorization", containsString("/eu-west-1/execute-api/aws4_request"));
		server.expect(requestTo(URL)).andExpect(signed).andRespond(withSuccess());
		return server;
	}

}
