package io.github.sigv4.spring.autoconfigure;

import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.RequestReplySenderContext;
import io.micrometer.observation.transport.SenderContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;

import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.webclient.WebClientSigV4;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.WireRequest;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tracing adds headers to a request, before it is signed or after.
 */
class TracedCallTests {

	private static final SigningSettings SETTINGS = SigningSettings.forService("execute-api", "eu-west-1")
		.withContentSha256Header(true);

	private static final SigV4Credentials CREDENTIALS = SigV4Credentials.of("AKIDEXAMPLE", "secret");

	private final WireServer server = new WireServer();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource
	void observationThatPropagatesATraceDoesNotBreakTheSignature(ClientKind kind) {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new Propagating());
		orders().withBean(WebClientCustomizer.class, () -> (builder) -> builder.observationRegistry(registry))
			.withBean(RestClientCustomizer.class, () -> (builder) -> builder.observationRegistry(registry))
			.withBean(RestTemplateCustomizer.class, () -> (template) -> template.setObservationRegistry(registry))
			.run((context) -> {
				kind.get(context, "orders", "/items");
				assertTracedAndSigned("00-observed-1");
			});
	}

	@Test
	void filterBehindMayRewriteTheTrace() {
		orders().run((context) -> {
			Qualified.bean(context, WebClient.class, "orders")
				.mutate()
				.filter((request,
						next) -> next.exchange(ClientRequest.from(request)
							.headers((headers) -> headers.set("traceparent", "00-rewritten"))
							.build()))
				.build()
				.get()
				.uri("/items")
				.header("traceparent", "00-original")
				.retrieve()
				.toBodilessEntity()
				.block();
			assertTracedAndSigned("00-rewritten");
		});
	}

	/** As an agent does, which nothing of Spring's sees. */
	@Test
	void handlerInsideTheLibraryMayRewriteTheTrace() {
		HttpClient traced = HttpClient.create()
			.doOnRequest((request, connection) -> request.requestHeaders().set("traceparent", "00-agent"));
		orders().run((context) -> {
			WebClient.builder()
				.clientConnector(new ReactorClientHttpConnector(traced))
				.apply(context.getBean(WebClientSigV4.class).forService("orders"))
				.build()
				.get()
				.uri(this.server.uri("/items"))
				.header("traceparent", "00-original")
				.retrieve()
				.toBodilessEntity()
				.block();
			assertThat(this.server.take()).satisfies(TracedCallTests::assertSigned);
		});
	}

	private void assertTracedAndSigned(String trace) {
		WireRequest request = this.server.take();
		assertThat(request.values("traceparent")).containsExactly(trace);
		assertSigned(request);
	}

	private static void assertSigned(WireRequest request) {
		assertThat(request.value("Authorization")).doesNotContain("traceparent");
		AwsJudge.assertSigned(request, SETTINGS, CREDENTIALS);
	}

	private ApplicationContextRunner orders() {
		return Contexts.withOrders(this.server.uri("").toString())
			.withPropertyValues("aws.sigv4.services.orders.content-sha256-header=true");
	}

	/** Puts a trace into whatever is sent, as Micrometer Tracing does. */
	private static final class Propagating implements ObservationHandler<RequestReplySenderContext<Object, Object>> {

		private final AtomicInteger spans = new AtomicInteger();

		@Override
		public void onStart(RequestReplySenderContext<Object, Object> context) {
			context.getSetter().set(context.getCarrier(), "traceparent", "00-observed-" + this.spans.incrementAndGet());
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof SenderContext<?>;
		}

	}

}
