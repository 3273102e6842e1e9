package io.github.sigv4.spring.restclient;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.util.DefaultUriBuilderFactory;

import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.WireServer;

/**
 * What each request factory puts on the wire is what was signed.
 */
class RestClientWireTests {

	private static final SigningSettings EXECUTE_API = TestServices.EXECUTE_API;

	private static final SigningSettings S3 = TestServices.S3;

	private static final SigningSettings UNSIGNED = S3.withSignedPayload(false);

	private final WireServer server = new WireServer();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("restClientRequests")
	void whatRestClientSendsIsWhatWasSigned(Factory factory, String name, SigningSettings settings,
			Consumer<RestClient> request) {
		RestClientSigV4 sigV4 = RestClientSigV4.of(services(settings));
		request.accept(RestClient.builder()
			.requestFactory(factory.factory())
			.baseUrl(this.server.uri(""))
			.apply(sigV4.forService("orders"))
			.build());
		AwsJudge.assertSigned(this.server.take(), settings, TestServices.TEMPORARY);
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("restTemplateRequests")
	void whatRestTemplateSendsIsWhatWasSigned(Factory factory, String name, SigningSettings settings,
			Consumer<RestTemplate> request) {
		RestTemplate template = new RestTemplate(factory.factory());
		template.setUriTemplateHandler(new DefaultUriBuilderFactory(this.server.uri("").toString()));
		RestClientSigV4.of(services(settings)).forRestTemplate("orders").accept(template);
		request.accept(template);
		AwsJudge.assertSigned(this.server.take(), settings, TestServices.TEMPORARY);
	}

	private SigV4Services services(SigningSettings settings) {
		SigV4Service service = TestServices
			.service(this.server, settings, SigV4CredentialsProvider.of(TestServices.TEMPORARY))
			.build();
		return new SigV4Services(List.of(service));
	}

	static Stream<Arguments> restClientRequests() {
		return Factory.values()
			.stream()
			.flatMap((factory) -> restClientCases().filter((wireCase) -> isPossible(factory, wireCase.name()))
				.map((wireCase) -> Arguments.of(factory, wireCase.name(), wireCase.settings(), wireCase.request())));
	}

	/** HttpURLConnection knows no PATCH, and drops the body of a GET. */
	private static boolean isPossible(Factory factory, String name) {
		return !factory.equals(Factory.SIMPLE) || !Set.of("PATCH", "GET with body").contains(name);
	}

	private static Stream<WireCase<RestClient>> restClientCases() {
		return Stream.of(restClient("GET", EXECUTE_API, (client) -> client.get().uri("/orders")),
				restClient("GET root", EXECUTE_API, (client) -> client.get().uri("")),
				restClient("GET query", EXECUTE_API, (client) -> client.get().uri("/o?b=2&a=1&a=&c&q=x%20y%2Bz")),
				restClient("GET plus in query", EXECUTE_API, (client) -> client.get().uri("/o?q=a+b&t={t}", "c+d e")),
				restClient("GET unicode path", EXECUTE_API,
						(client) -> client.get().uri("/caf\u00e9/{name}/\ud83d\ude00", "a b/\u00fc+;*~%")),
				restClient("HEAD", EXECUTE_API, (client) -> client.head().uri("/orders")),
				restClient("DELETE", EXECUTE_API, (client) -> client.delete().uri("/orders/1")),
				restClient("DELETE with body", EXECUTE_API,
						(client) -> client.method(HttpMethod.DELETE).uri("/orders").body("all")),
				restClient("GET with body", EXECUTE_API,
						(client) -> client.method(HttpMethod.GET).uri("/_search").body("{}")),
				restClient("PATCH", EXECUTE_API, (client) -> client.patch().uri("/orders/1").body("abc")),
				restClient("POST JSON", EXECUTE_API,
						(client) -> client.post()
							.uri("/orders")
							.contentType(MediaType.APPLICATION_JSON)
							.body(Map.of("name", "caf\u00e9"))),
				restClient("POST without body", EXECUTE_API, (client) -> client.post().uri("/orders")),
				restClient("POST empty text", EXECUTE_API, (client) -> client.post().uri("/orders").body("")),
				restClient("POST form", EXECUTE_API,
						(client) -> client.post()
							.uri("/orders")
							.contentType(MediaType.APPLICATION_FORM_URLENCODED)
							.body(form())),
				restClient("POST multipart", EXECUTE_API,
						(client) -> client.post()
							.uri("/orders")
							.contentType(MediaType.MULTIPART_FORM_DATA)
							.body(multipart())),
				restClient("streamed", EXECUTE_API,
						(client) -> client.post()
							.uri("/orders")
							.contentType(MediaType.TEXT_PLAIN)
							.body((out) -> out.write(new byte[70_000]))),
				restClient("headers", EXECUTE_API.withSignedHeaders(List.of("x-tenant-id")),
						(client) -> client.get()
							.uri("/orders")
							.header("X-Tenant-Id", "a  b", "c")
							.header("X-Amz-Meta", "1", "2")
							.cookie("session", "1")),
				restClient("S3 key", S3, (client) -> client.put().uri("/b/{key}", "a b+\u00fc/=.txt").body("x")),
				restClient("S3 literal plus", S3, (client) -> client.get().uri("/b/a+b@c(1)'.txt?list-type=2")),
				restClient("unsigned", UNSIGNED, (client) -> client.put().uri("/b/k").body(new byte[100_000])),
				restClient("unsigned GET", UNSIGNED, (client) -> client.get().uri("/b/k")));
	}

	static Stream<Arguments> restTemplateRequests() {
		return Factory.values()
			.stream()
			.flatMap((factory) -> restTemplateCases()
				.map((wireCase) -> Arguments.of(factory, wireCase.name(), wireCase.settings(), wireCase.request())));
	}

	private static Stream<WireCase<RestTemplate>> restTemplateCases() {
		return Stream.of(
				new WireCase<>("GET", EXECUTE_API, (template) -> template.getForEntity("/orders?a=1", String.class)),
				new WireCase<>("GET with raw characters", EXECUTE_API,
						(template) -> template.getForEntity("/{p}?q={q}", String.class, "a b+;*~%\u00fc",
								"a b&+/\u00fc;*")),
				new WireCase<>("POST JSON", EXECUTE_API,
						(template) -> template.postForEntity("/orders", Map.of("a", 1), String.class)),
				new WireCase<>("POST without body", EXECUTE_API,
						(template) -> template.postForEntity("/orders", null, String.class)),
				new WireCase<>("POST form", EXECUTE_API,
						(template) -> template.postForEntity("/orders", form(), String.class)),
				new WireCase<>("POST multipart", EXECUTE_API,
						(template) -> template.postForEntity("/orders", multipart(), String.class)),
				new WireCase<>("DELETE", EXECUTE_API, (template) -> template.delete("/orders/1")),
				new WireCase<>("S3 key", S3, (template) -> template.put("/b/{key}", "x", "a b+\u00fc.txt")));
	}

	private static MultiValueMap<String, String> form() {
		MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
		form.add("a", "1 2+3");
		form.add("b", "\u00fc");
		return form;
	}

	private static MultiValueMap<String, Object> multipart() {
		MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
		parts.add("field", "value");
		parts.add("file", new ByteArrayResource(new byte[70_000]));
		return parts;
	}

	private static WireCase<RestClient> restClient(String name, SigningSettings settings,
			Function<RestClient, RestClient.RequestHeadersSpec<?>> request) {
		return new WireCase<>(name, settings, (client) -> request.apply(client).retrieve().toBodilessEntity());
	}

	private record WireCase<T>(String name, SigningSettings settings, Consumer<T> request) {

	}

}
