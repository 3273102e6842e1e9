package io.github.sigv4.spring.autoconfigure;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.mock.http.client.reactive.MockClientHttpRequest;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeStrategies;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A thousand services in one application.
 */
class ManyServicesTests {

	private static final int SERVICES = 1000;

	private static final List<String> REGIONS = List.of("eu-west-1", "us-east-1", "ap-southeast-2");

	private final WireServer server = new WireServer();

	private final AtomicInteger httpClients = new AtomicInteger();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void whenAClientIsUsedThenItSignsForItsOwnServiceAndNoOtherHasAnHttpClient() {
		services().run((context) -> {
			List<Integer> used = List.of(0, 1, 500, SERVICES - 1);
			for (int number : used) {
				Qualified.bean(context, RestClient.class, "service-" + number)
					.get()
					.uri("/a?b=c")
					.retrieve()
					.toBodilessEntity();
				AwsJudge.assertSigned(this.server.take(), settings(number), credentials(number));
				Qualified.bean(context, WebClient.class, "service-" + number)
					.get()
					.uri("/a?b=c")
					.retrieve()
					.toBodilessEntity()
					.block();
				AwsJudge.assertSigned(this.server.take(), settings(number), credentials(number));
			}
			// Ours, and those that Boot gives to each builder
			assertThat(this.httpClients).hasValueLessThanOrEqualTo(4 * used.size());
		});
	}

	@Test
	void whenNoClientIsUsedThenNoServiceHasAThreadOrAnHttpClientNorHasAFilterThatSigns() {
		Set<String> before = threads();
		services().run((context) -> {
			assertThat(context).hasNotFailed();
			for (int number = 0; number < SERVICES; number++) {
				assertThat(authorization(context, number))
					.startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE" + number + "/")
					.contains("/" + region(number) + "/execute-api/aws4_request");
			}
			assertThat(this.httpClients).hasValue(0);
			assertThat(threads()).isSubsetOf(before);
		});
	}

	/** As the filter hands the request on to the connector. */
	private String authorization(ApplicationContext context, int number) {
		ExchangeFilterFunction filter = context.getBean("sigv4.service-" + number + ".ExchangeFilterFunction",
				ExchangeFilterFunction.class);
		MockClientHttpRequest sent = new MockClientHttpRequest(HttpMethod.GET, this.server.uri("/"));
		filter
			.filter(ClientRequest.create(HttpMethod.GET, this.server.uri("/")).build(),
					(request) -> write(request, sent))
			.block();
		return sent.getHeaders().getFirst("Authorization");
	}

	private static Mono<ClientResponse> write(ClientRequest request, ClientHttpRequest sent) {
		return request.writeTo(sent, ExchangeStrategies.withDefaults())
			.thenReturn(ClientResponse.create(HttpStatus.OK).build());
	}

	private ApplicationContextRunner services() {
		ClientHttpRequestFactoryBuilder<?> requestFactories = (settings) -> {
			this.httpClients.incrementAndGet();
			return new JdkClientHttpRequestFactory();
		};
		ClientHttpConnectorBuilder<?> connectors = (settings) -> {
			this.httpClients.incrementAndGet();
			return new JdkClientHttpConnector();
		};
		URI url = this.server.uri("");
		List<String> properties = new ArrayList<>();
		for (int number = 0; number < SERVICES; number++) {
			String service = "aws.sigv4.services.service-" + number;
			properties.add(service + ".base-url=" + url);
			properties.add(service + ".signing-name=execute-api");
			properties.add(service + ".content-sha256-header=true");
			properties.add(service + ".region=" + region(number));
			properties.add(service + ".credentials.access-key-id=AKIDEXAMPLE" + number);
			properties.add(service + ".credentials.secret-access-key=secret" + number);
		}
		return Contexts.complete()
			.withPropertyValues(properties.toArray(String[]::new))
			.withBean(ClientHttpRequestFactoryBuilder.class, () -> requestFactories)
			.withBean(ClientHttpConnectorBuilder.class, () -> connectors);
	}

	private static String region(int number) {
		return REGIONS.get(number % REGIONS.size());
	}

	private static SigningSettings settings(int number) {
		return SigningSettings.forService("execute-api", region(number)).withContentSha256Header(true);
	}

	private static SigV4Credentials credentials(int number) {
		return SigV4Credentials.of("AKIDEXAMPLE" + number, "secret" + number);
	}

	/** Those that a service or a client could have started. */
	private static Set<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().matches("(?i).*(sigv4|httpclient|reactor|boundedElastic|parallel).*"))
			.map((thread) -> thread.getName() + " " + thread.getId())
			.collect(Collectors.toSet());
	}

}
