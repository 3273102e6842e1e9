package io.github.sigv4.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientAdapter;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.restclient.RestClientSigV4;
import io.github.sigv4.spring.restclient.SigV4ClientHttpRequestFactory;
import io.github.sigv4.spring.webclient.WebClientSigV4;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A request says for which service, and with whose credentials, it is signed.
 */
class SigV4AttributesTests {

	private static final SigningSettings ORDERS = TestServices.EXECUTE_API;

	private static final SigningSettings SEARCH = SigningSettings.forService("es", "us-west-2")
		.withContentSha256Header(true);

	private static final SigV4Credentials TENANT = SigV4Credentials.of("ASIDTENANT", "tenant/secret", "tenant+token");

	private final WireServer server = new WireServer();

	private final SigV4Services services = new SigV4Services(List.of(
			TestServices.service(this.server, ORDERS, SigV4CredentialsProvider.of(TestServices.TEMPORARY)).build(),
			SigV4Service.builder("search", SEARCH, SigV4CredentialsProvider.of(TestServices.PERMANENT))
				.baseUrl(this.server.uri(""))
				.build()));

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource
	void withoutAttributesTheClientsServiceSigns(Client client) {
		client.get(this, "orders", (attributes) -> {
		});
		AwsJudge.assertSigned(this.server.take(), ORDERS, TestServices.TEMPORARY);
	}

	@ParameterizedTest
	@EnumSource
	void requestIsSignedWithItsOwnCredentials(Client client) {
		client.get(this, "orders", SigV4Attributes.credentials(TENANT));
		AwsJudge.assertSigned(this.server.take(), ORDERS, TENANT);
		client.get(this, "orders", (attributes) -> {
		});
		AwsJudge.assertSigned(this.server.take(), ORDERS, TestServices.TEMPORARY);
	}

	@ParameterizedTest
	@EnumSource
	void providerOfARequestIsAskedWhenTheRequestIsSent(Client client) {
		List<String> asked = new ArrayList<>();
		SigV4CredentialsProvider provider = () -> {
			asked.add(Thread.currentThread().getName());
			return TENANT;
		};
		client.get(this, "orders", SigV4Attributes.credentials(provider));
		AwsJudge.assertSigned(this.server.take(), ORDERS, TENANT);
		assertThat(asked).hasSize(1);
		if (client == Client.WEB_CLIENT) {
			assertThat(asked.get(0)).startsWith("sigv4-blocking");
		}
	}

	@ParameterizedTest
	@EnumSource
	void requestIsSignedForItsOwnService(Client client) {
		client.get(this, "orders", SigV4Attributes.service("search"));
		AwsJudge.assertSigned(this.server.take(), SEARCH, TestServices.PERMANENT);
		client.get(this, "orders", SigV4Attributes.service("search").andThen(SigV4Attributes.credentials(TENANT)));
		AwsJudge.assertSigned(this.server.take(), SEARCH, TENANT);
	}

	@ParameterizedTest
	@EnumSource(names = { "WEB_CLIENT", "REST_CLIENT" })
	void clientForNoServiceSignsForThatOfTheRequest(Client client) {
		client.get(this, null, SigV4Attributes.service("search"));
		AwsJudge.assertSigned(this.server.take(), SEARCH, TestServices.PERMANENT);
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> client.get(this, null, (attributes) -> {
		}))
			.withMessageContaining("does not say which SigV4 service it is for")
			.withMessageContaining("SigV4Attributes.service(..)")
			.withMessageContaining("orders, search");
		assertThat(this.server.isUntouched()).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void unknownServiceIsRefused(Client client) {
		assertThatExceptionOfType(NoSuchSigV4ServiceException.class)
			.isThrownBy(() -> client.get(this, "orders", SigV4Attributes.service("nope")))
			.withMessageContaining("'nope'")
			.withMessageContaining("orders, search");
		assertThat(this.server.isUntouched()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void attributeOfAnotherTypeIsRefusedWithoutItsValue(Client client) {
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> client.get(this, "orders",
					(attributes) -> attributes.put(SigV4Attributes.CREDENTIALS, "AKID:secret")))
			.withMessageContaining("SigV4 service 'orders'")
			.withMessageContaining("java.lang.String")
			.withMessageNotContaining("secret");
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> client.get(this, "orders", (attributes) -> attributes.put(SigV4Attributes.SERVICE, 1)))
			.withMessageContaining("java.lang.Integer");
		assertThat(this.server.isUntouched()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void hostOfAnotherServiceIsRefused(Client client) {
		SigV4Service elsewhere = SigV4Service
			.builder("elsewhere", SEARCH, SigV4CredentialsProvider.of(TestServices.PERMANENT))
			.allowedHosts(List.of("search.example.com"))
			.build();
		SigV4Services all = new SigV4Services(List.of(this.services.get("orders"), elsewhere));
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> client.get(all, this.server, "orders", SigV4Attributes.service("elsewhere")))
			.withMessageContaining("SigV4 service 'elsewhere'")
			.withMessageContaining("not a host of this service");
		assertThat(this.server.isUntouched()).isTrue();
	}

	@Test
	void clientOfAServiceAloneKnowsNoOther() {
		ServiceSelector alone = ServiceSelector.of(this.services.get("orders"));
		assertThat(alone.select(Map.of()).name()).isEqualTo("orders");
		assertThatExceptionOfType(NoSuchSigV4ServiceException.class)
			.isThrownBy(() -> alone.select(Map.of(SigV4Attributes.SERVICE, "search")));
	}

	@Test
	void attributesAreParametersOfHttpInterfaces() {
		RestClient restClient = RestClient.builder()
			.baseUrl(this.server.uri(""))
			.apply(RestClientSigV4.of(this.services).forService("orders"))
			.build();
		WebClient webClient = WebClient.builder()
			.baseUrl(this.server.uri("").toString())
			.apply(WebClientSigV4.of(this.services).forService("orders"))
			.build();
		for (Orders orders : List.of(
				HttpServiceProxyFactory.builderFor(RestClientAdapter.create(restClient))
					.build()
					.createClient(Orders.class),
				HttpServiceProxyFactory.builderFor(WebClientAdapter.create(webClient))
					.build()
					.createClient(Orders.class))) {
			assertThat(orders.find(TENANT)).isEqualTo("ok");
			AwsJudge.assertSigned(this.server.take(), ORDERS, TENANT);
		}
	}

	/** An interface to call. */
	interface Orders {

		@GetExchange("/orders")
		String find(@RequestAttribute(SigV4Attributes.CREDENTIALS) SigV4Credentials credentials);

	}

	/** A client that sends a request with attributes. */
	enum Client {

		WEB_CLIENT {

			@Override
			void get(SigV4Services services, WireServer server, String service,
					Consumer<Map<String, Object>> attributes) {
				WebClientSigV4 signing = WebClientSigV4.of(services);
				WebClient.builder()
					.apply((service != null) ? signing.forService(service) : signing.forServiceOfRequest())
					.build()
					.get()
					.uri(server.uri("/a"))
					.attributes(attributes)
					.retrieve()
					.toBodilessEntity()
					.block();
			}

		},

		REST_CLIENT {

			@Override
			void get(SigV4Services services, WireServer server, String service,
					Consumer<Map<String, Object>> attributes) {
				RestClientSigV4 signing = RestClientSigV4.of(services);
				RestClient.builder()
					.apply((service != null) ? signing.forService(service) : signing.forServiceOfRequest())
					.build()
					.get()
					.uri(server.uri("/a"))
					.attributes(attributes)
					.retrieve()
					.toBodilessEntity();
			}

		},

		REQUEST_FACTORY {

			@Override
			void get(SigV4Services services, WireServer server, String service,
					Consumer<Map<String, Object>> attributes) {
				RestClient.builder()
					.requestFactory(new SigV4ClientHttpRequestFactory(new JdkClientHttpRequestFactory(),
							ServiceSelector.of(services, service)))
					.build()
					.get()
					.uri(server.uri("/a"))
					.attributes(attributes)
					.retrieve()
					.toBodilessEntity();
			}

		},

		REST_TEMPLATE {

			@Override
			void get(SigV4Services services, WireServer server, String service,
					Consumer<Map<String, Object>> attributes) {
				RestTemplate template = new RestTemplate();
				template.getClientHttpRequestInitializers()
					.add((request) -> attributes.accept(request.getAttributes()));
				RestClientSigV4.of(services).forRestTemplate(service).accept(template);
				template.getForEntity(server.uri("/a"), String.class);
			}

		};

		void get(SigV4AttributesTests test, String service, Consumer<Map<String, Object>> attributes) {
			get(test.services, test.server, service, attributes);
		}

		abstract void get(SigV4Services services, WireServer server, String service,
				Consumer<Map<String, Object>> attributes);

	}

}
