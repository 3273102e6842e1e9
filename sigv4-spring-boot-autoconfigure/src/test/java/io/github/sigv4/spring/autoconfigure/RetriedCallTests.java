package io.github.sigv4.spring.autoconfigure;

import java.time.Clock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.SigV4Client;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.TickingClock;
import io.github.sigv4.spring.wire.WireRequest;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Injected clients whose calls are tried again, by what applications do that with.
 */
class RetriedCallTests {

	private final WireServer server = new WireServer();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource
	void whenACustomizerAddsARetryThenEachAttemptIsSigned(ClientKind kind) {
		this.server.answer(503, 503);
		orders().withBean(RestClientCustomizer.class, () -> (builder) -> builder.requestInterceptor(retry()))
			.withBean(RestTemplateCustomizer.class, () -> (template) -> template.getInterceptors().add(retry()))
			.withBean(WebClientCustomizer.class,
					() -> (builder) -> builder.filter((request, next) -> Mono.defer(() -> next.exchange(request))
						.flatMap((response) -> response.statusCode().is5xxServerError() ? response.createError()
								: Mono.just(response))
						.retry(2)))
			.run((context) -> {
				assertThat(kind.get(context, "orders", "/items").getStatusCode().value()).isEqualTo(200);
				assertSignedWithADateEach(3);
			});
	}

	@ParameterizedTest
	@EnumSource
	void whenTheMethodIsRetryableThenEachAttemptIsSigned(ClientKind kind) {
		this.server.answer(503, 503);
		orders().withUserConfiguration(RetryingConfiguration.class).run((context) -> {
			context.getBean(Items.class).get(kind);
			assertSignedWithADateEach(3);
		});
	}

	@ParameterizedTest
	@EnumSource
	void whenTheConnectionIsResetThenEachAttemptIsSigned(ClientKind kind) {
		this.server.answer(WireServer.RESET, WireServer.RESET);
		orders().withUserConfiguration(RetryingConfiguration.class).run((context) -> {
			context.getBean(Items.class).get(kind);
			// The JDK's client tries again by itself, with the same signature
			String first = takeSigned().value("X-Amz-Date");
			String second = takeSigned().value("X-Amz-Date");
			assertThat(second).isGreaterThanOrEqualTo(first);
			assertThat(takeSigned().value("X-Amz-Date")).isGreaterThan(second);
			assertThat(this.server.isIdle()).isTrue();
		});
	}

	@ParameterizedTest
	@EnumSource(names = "WEB_CLIENT")
	void whenTheRetryableMethodIsReactiveThenEachAttemptIsSigned(ClientKind kind) {
		this.server.answer(503, 503);
		orders().withUserConfiguration(RetryingConfiguration.class).run((context) -> {
			context.getBean(Items.class).getLater().block();
			assertSignedWithADateEach(3);
		});
	}

	private void assertSignedWithADateEach(int attempts) {
		String lastDate = "";
		for (int i = 0; i < attempts; i++) {
			WireRequest request = takeSigned();
			assertThat(request.value("X-Amz-Date")).isGreaterThan(lastDate);
			lastDate = request.value("X-Amz-Date");
		}
		assertThat(this.server.isIdle()).isTrue();
	}

	private WireRequest takeSigned() {
		WireRequest request = this.server.take();
		AwsJudge.assertSigned(request,
				SigningSettings.forService("execute-api", "eu-west-1").withContentSha256Header(true),
				SigV4Credentials.of("AKIDEXAMPLE", "secret"));
		return request;
	}

	private ApplicationContextRunner orders() {
		return Contexts.withOrders(this.server.uri("").toString())
			.withPropertyValues("aws.sigv4.services.orders.content-sha256-header=true",
					// HttpComponents tries again by itself, with the same signature
					"spring.http.clients.imperative.factory=jdk")
			.withBean(Clock.class, TickingClock::new);
	}

	private static ClientHttpRequestInterceptor retry() {
		return (request, body, execution) -> {
			for (int i = 0; i < 2; i++) {
				try (var response = execution.execute(request, body)) {
					assertThat(response.getStatusCode().is5xxServerError()).isTrue();
				}
			}
			return execution.execute(request, body);
		};
	}

	@Configuration(proxyBeanMethods = false)
	@EnableResilientMethods
	static class RetryingConfiguration {

		@Bean
		Items items() {
			return new Items();
		}

	}

	static class Items {

		@Autowired
		private ApplicationContext context;

		@Autowired
		@SigV4Client("orders")
		private WebClient webClient;

		@Retryable(maxRetries = 4, delay = 1)
		void get(ClientKind kind) {
			kind.get(this.context, "orders", "/items");
		}

		@Retryable(maxRetries = 4, delay = 1)
		Mono<?> getLater() {
			return this.webClient.get().uri("/items").retrieve().toBodilessEntity();
		}

	}

}
