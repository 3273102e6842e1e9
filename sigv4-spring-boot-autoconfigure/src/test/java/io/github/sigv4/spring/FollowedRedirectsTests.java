package io.github.sigv4.spring;

import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.spring.restclient.RestClientSigV4;
import io.github.sigv4.spring.webclient.WebClientSigV4;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Clients of one's own that follow redirects are warned of.
 */
@ExtendWith(OutputCaptureExtension.class)
class FollowedRedirectsTests {

	private static final String WARNING = "SigV4 service 'orders': a client that signs for it follows redirects (by ";

	private static final HttpClientSettings DONT_FOLLOW = HttpClientSettings.defaults()
		.withRedirects(HttpRedirects.DONT_FOLLOW);

	private static final Map<String, Function<HttpClientSettings, Object>> LIBRARIES = Map.of("jdk connector",
			ClientHttpConnectorBuilder.jdk()::build, "jetty connector", ClientHttpConnectorBuilder.jetty()::build,
			"reactor connector", ClientHttpConnectorBuilder.reactor()::build, "jdk",
			ClientHttpRequestFactoryBuilder.jdk()::build, "jetty", ClientHttpRequestFactoryBuilder.jetty()::build,
			"reactor", ClientHttpRequestFactoryBuilder.reactor()::build, "simple",
			ClientHttpRequestFactoryBuilder.simple()::build);

	private final WireServer server = new WireServer();

	private final SigV4Services services = new SigV4Services(List.of(TestServices.service(this.server).build()));

	@AfterEach
	void stop() {
		this.server.close();
	}

	static Stream<Arguments> libraries() {
		return LIBRARIES.keySet().stream().filter((name) -> !name.equals("simple")).map(Arguments::of);
	}

	@ParameterizedTest
	@MethodSource("libraries")
	void clientOfBootsDefaultsIsWarnedOf(String library, CapturedOutput output) {
		apply(LIBRARIES.get(library).apply(HttpClientSettings.defaults()));
		assertThat(output).contains(WARNING)
			.contains("HttpRedirects.DONT_FOLLOW")
			.contains("inject @SigV4Client(\"orders\")");
	}

	@ParameterizedTest
	@MethodSource("libraries")
	void clientThatDoesNotFollowIsNotWarnedOf(String library, CapturedOutput output) {
		apply(LIBRARIES.get(library).apply(DONT_FOLLOW));
		assertThat(output).doesNotContain("follows redirects");
	}

	@Test
	void urlConnectionIsWarnedOfUnlessBootMadeItNotFollow(CapturedOutput output) {
		apply(LIBRARIES.get("simple").apply(DONT_FOLLOW));
		assertThat(output).doesNotContain("follows redirects");
		apply(new SimpleClientHttpRequestFactory());
		assertThat(output).contains(WARNING + "SimpleClientHttpRequestFactory");
	}

	@Test
	void restTemplateIsWarnedOfThoughItHasInterceptors(CapturedOutput output) {
		RestTemplate template = new RestTemplate(new SimpleClientHttpRequestFactory());
		template.getInterceptors().add((request, body, execution) -> execution.execute(request, body));
		RestClientSigV4.of(this.services).forRestTemplate("orders").accept(template);
		assertThat(output).contains(WARNING);
	}

	@Test
	void clientWithoutAKnownLibraryIsNotWarnedOf(CapturedOutput output) {
		RestClient.builder().apply(RestClientSigV4.of(this.services).forService("orders"));
		WebClient.builder().apply(WebClientSigV4.of(this.services).forService("orders"));
		ClientHttpRequestFactory other = (uri, method) -> new JdkClientHttpRequestFactory().createRequest(uri, method);
		apply(other);
		apply(new JdkClientHttpRequestFactory(HttpClient.newHttpClient()));
		assertThat(output).doesNotContain("follows redirects");
	}

	/** It asks for the signature once more, of a request that goes elsewhere. */
	@ParameterizedTest
	@ValueSource(ints = { 302, 307 })
	void redirectThatReactorNettyFollowsIsRefused(int status) {
		WebClient client = WebClient.builder()
			.clientConnector(
					new ReactorClientHttpConnector(reactor.netty.http.client.HttpClient.create().followRedirect(true)))
			.apply(WebClientSigV4.of(this.services).forService("orders"))
			.build();
		for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
			try (WireServer elsewhere = new WireServer()) {
				this.server.redirect(status, elsewhere.foreignUri("/elsewhere"));
				WebClient.RequestBodySpec request = client.method(method).uri(this.server.uri("/a"));
				if (method.equals(HttpMethod.POST)) {
					request.bodyValue("x");
				}
				assertThatExceptionOfType(SigV4Exception.class)
					.isThrownBy(() -> request.retrieve().toBodilessEntity().block())
					.withMessageContaining("SigV4 service 'orders'")
					.withMessageContaining("HttpRedirects.DONT_FOLLOW");
				assertThat(this.server.take().values("X-Amz-Security-Token")).hasSize(1);
				assertThat(elsewhere.isUntouched()).isTrue();
			}
		}
	}

	private void apply(Object library) {
		if (library instanceof ClientHttpRequestFactory factory) {
			RestClient.builder().requestFactory(factory).apply(RestClientSigV4.of(this.services).forService("orders"));
		}
		else {
			WebClient.builder()
				.clientConnector((ClientHttpConnector) library)
				.apply(WebClientSigV4.of(this.services).forService("orders"));
		}
	}

}
