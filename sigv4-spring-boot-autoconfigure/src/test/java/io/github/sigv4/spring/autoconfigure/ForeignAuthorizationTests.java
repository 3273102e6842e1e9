package io.github.sigv4.spring.autoconfigure;

import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.WireRequest;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Injected clients to which something else adds headers, as OAuth2 and tracing do.
 */
class ForeignAuthorizationTests {

	private static final String REPLACE = "aws.sigv4.services.orders.on-existing-authorization=replace";

	private final WireServer server = new WireServer();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource
	void whenACustomizerAddsATokenThenRefuses(ClientKind kind) {
		customized((headers) -> headers.setBearerAuth("token")).run((context) -> {
			assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> kind.get(context, "orders", "/items"))
				.withMessageContaining("on-existing-authorization")
				.withMessageNotContaining("token");
			assertThat(this.server.isUntouched()).isTrue();
		});
	}

	@ParameterizedTest
	@EnumSource
	void whenTheTokenOfACustomizerIsToBeReplacedThenSigns(ClientKind kind) {
		customized((headers) -> headers.setBearerAuth("token")).withPropertyValues(REPLACE).run((context) -> {
			kind.get(context, "orders", "/items");
			assertSigned();
		});
	}

	@Test
	void whenAFilterBehindAddsATokenThenRefuses() {
		orders().run((context) -> {
			WebClient client = mutated(Qualified.bean(context, WebClient.class, "orders"));
			assertThatExceptionOfType(SigV4Exception.class)
				.isThrownBy(() -> client.get().uri("/items").retrieve().toBodilessEntity().block())
				.withMessageContaining("on-existing-authorization");
			assertThat(this.server.isUntouched()).isTrue();
		});
	}

	@Test
	void whenTheTokenOfAFilterBehindIsToBeReplacedThenSigns() {
		orders().withPropertyValues(REPLACE).run((context) -> {
			mutated(Qualified.bean(context, WebClient.class, "orders")).get()
				.uri("/items")
				.retrieve()
				.toBodilessEntity()
				.block();
			assertSigned();
		});
	}

	@Test
	void whenAnInterceptorAddedLaterAddsATokenThenRefuses() {
		orders().run((context) -> {
			RestClient client = Qualified.bean(context, RestClient.class, "orders")
				.mutate()
				.requestInterceptor(interceptor((headers) -> headers.setBearerAuth("token")))
				.build();
			assertThatExceptionOfType(SigV4Exception.class)
				.isThrownBy(() -> client.get().uri("/items").retrieve().toBodilessEntity())
				.withMessageContaining("on-existing-authorization");
			assertThat(this.server.isUntouched()).isTrue();
		});
	}

	@ParameterizedTest
	@EnumSource
	void whenTracingAddsItsHeaderThenThatIsSentUnsigned(ClientKind kind) {
		String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
		customized((headers) -> headers.set("traceparent", trace)).run((context) -> {
			kind.get(context, "orders", "/items");
			WireRequest request = assertSigned();
			assertThat(request.values("traceparent")).containsExactly(trace);
			assertThat(request.value("Authorization")).doesNotContain("traceparent");
		});
	}

	private static WebClient mutated(WebClient client) {
		return client.mutate().filter(filter((headers) -> headers.setBearerAuth("token"))).build();
	}

	private WireRequest assertSigned() {
		WireRequest request = this.server.take();
		AwsJudge.assertSigned(request,
				SigningSettings.forService("execute-api", "eu-west-1").withContentSha256Header(true),
				SigV4Credentials.of("AKIDEXAMPLE", "secret"));
		return request;
	}

	private ApplicationContextRunner customized(Consumer<HttpHeaders> headers) {
		return orders()
			.withBean(RestClientCustomizer.class, () -> (builder) -> builder.requestInterceptor(interceptor(headers)))
			.withBean(RestTemplateCustomizer.class,
					() -> (template) -> template.getInterceptors().add(interceptor(headers)))
			.withBean(WebClientCustomizer.class, () -> (builder) -> builder.filter(filter(headers)));
	}

	private ApplicationContextRunner orders() {
		return Contexts.withOrders(this.server.uri("").toString())
			.withPropertyValues("aws.sigv4.services.orders.content-sha256-header=true");
	}

	private static ClientHttpRequestInterceptor interceptor(Consumer<HttpHeaders> headers) {
		return (request, body, execution) -> {
			headers.accept(request.getHeaders());
			return execution.execute(request, body);
		};
	}

	private static ExchangeFilterFunction filter(Consumer<HttpHeaders> headers) {
		return (request, next) -> next.exchange(ClientRequest.from(request).headers(headers).build());
	}

}
