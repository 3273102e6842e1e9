package io.github.sigv4.spring.restclient;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.DefaultResponseErrorHandler;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.client.RestTemplate;

import io.github.sigv4.Refusal;
import io.github.sigv4.spring.SigV4Attributes;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigningAttempt;
import io.github.sigv4.spring.wire.SlowServer;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Where an application finds the refusal of a request.
 */
class RefusalDataTests {

	private static final String DENIED = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";

	private final WireServer server = new WireServer();

	private final SigV4Service service = TestServices.service(this.server).build();

	@AfterEach
	void stop() {
		this.server.close();
	}

	static Stream<Arguments> clients() {
		return Factory.values()
			.stream()
			.flatMap((factory) -> Stream.of(Signing.values()).map((signing) -> Arguments.of(factory, signing)));
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("clients")
	void exceptionHasIt(Factory factory, Signing signing) {
		RestClient client = signing.client(factory, this.service).build();
		this.server.answer(403, "X-Amz-Request-Id: 7", DENIED);
		HttpClientErrorException ex = catchThrowableOfType(HttpClientErrorException.Forbidden.class,
				() -> client.get().uri(this.server.uri("/a")).retrieve().toBodilessEntity());
		assertIsLast(RestClientSigV4.refusal(ex));
		// As it was before, and after
		assertThat(ex.getResponseBodyAsString()).isEqualTo(DENIED);
		assertThat(ex.getResponseBodyAs(String.class)).isEqualTo(DENIED);
		assertThat(ex.getResponseHeaders().getFirst("X-Amz-Request-Id")).isEqualTo("7");
		assertIsLast(RestClientSigV4.refusal(ex));
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("clients")
	void exceptionOfATemplateHasIt(Factory factory, Signing signing) {
		RestTemplate template = signing.template(factory, this.service);
		this.server.answer(403, "", DENIED);
		HttpClientErrorException ex = catchThrowableOfType(HttpClientErrorException.class,
				() -> template.getForEntity(this.server.uri("/a"), String.class));
		assertIsLast(RestClientSigV4.refusal(ex));
		assertThat(ex.getResponseBodyAsString()).isEqualTo(DENIED);
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("clients")
	void handlerFindsItInTheRequestAndInTheAnswer(Factory factory, Signing signing) {
		AtomicReference<Object> attribute = new AtomicReference<>();
		AtomicReference<Refusal> ofResponse = new AtomicReference<>();
		RestClient client = signing.client(factory, this.service)
			.defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {
				attribute.set(request.getAttributes().get(SigV4Attributes.REFUSAL));
				ofResponse.set(RestClientSigV4.refusal(response));
				assertThat(response.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
			})
			.build();
		this.server.answer(403, "", DENIED);
		assertThat(client.get().uri(this.server.uri("/a")).retrieve().body(String.class)).isEqualTo(DENIED);
		assertIsLast((Refusal) attribute.get());
		assertIsLast(ofResponse.get());
	}

	@ParameterizedTest
	@EnumSource
	void errorHandlerOfATemplateFindsItInTheAnswer(Signing signing) {
		AtomicReference<Refusal> found = new AtomicReference<>();
		RestTemplate template = signing.template(Factory.JDK, this.service);
		template.setErrorHandler(new DefaultResponseErrorHandler() {

			@Override
			protected void handleError(ClientHttpResponse response, HttpStatusCode statusCode, URI url,
					HttpMethod method) {
				found.set(RestClientSigV4.refusal(response));
			}

		});
		this.server.answer(403, "", DENIED);
		template.getForEntity(this.server.uri("/a"), String.class);
		assertIsLast(found.get());
	}

	@ParameterizedTest
	@EnumSource
	void interceptorBeforeFindsItInTheAnswer(Signing signing) {
		List<Refusal> found = new ArrayList<>();
		ClientHttpRequestInterceptor interceptor = (request, body, execution) -> {
			ClientHttpResponse response = execution.execute(request, body);
			found.add(RestClientSigV4.refusal(response));
			return response;
		};
		RestClient client = signing.client(Factory.JDK, this.service)
			.requestInterceptors((interceptors) -> interceptors.add(0, interceptor))
			.build();
		this.server.answer(403, "", DENIED);
		HttpClientErrorException ex = catchThrowableOfType(HttpClientErrorException.class,
				() -> client.get().uri(this.server.uri("/a")).retrieve().toBodilessEntity());
		assertIsLast(RestClientSigV4.refusal(ex));
		client.get().uri(this.server.uri("/a")).retrieve().toBodilessEntity();
		assertThat(found).containsExactly(this.service.refusals().last(), null);
	}

	@ParameterizedTest
	@EnumSource
	void whenContentIsBufferedThenTheExceptionHasIt(Signing signing) {
		RestClient client = signing.client(Factory.JDK, this.service).bufferContent((uri, method) -> true).build();
		this.server.answer(403, "", DENIED);
		HttpClientErrorException ex = catchThrowableOfType(HttpClientErrorException.class,
				() -> client.post().uri(this.server.uri("/a")).body("body").retrieve().toBodilessEntity());
		assertIsLast(RestClientSigV4.refusal(ex));
	}

	@ParameterizedTest
	@EnumSource
	void whenTriedAgainThenTheRefusalOfTheFirstAttemptIsForgotten(Signing signing) {
		RestClient client = signing.client(Factory.JDK, this.service)
			.requestInterceptors((interceptors) -> interceptors.add(0, (request, body, execution) -> {
				ClientHttpResponse response = execution.execute(request, body);
				if (response.getStatusCode().value() == 403) {
					response.close();
					return execution.execute(request, body);
				}
				return response;
			}))
			.build();
		this.server.answer(403, "", DENIED);
		this.server.answer(404, "", "");
		List<Object> found = new ArrayList<>();
		client.get().uri(this.server.uri("/a")).retrieve().onStatus(HttpStatusCode::isError, (request, response) -> {
			found.add(request.getAttributes().get(SigV4Attributes.REFUSAL));
			found.add(RestClientSigV4.refusal(response));
		}).toBodilessEntity();
		assertThat(found).containsExactly(null, null);
		assertThat(this.service.refusals().count()).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void whenItIsNoRefusalThenThereIsNone(Signing signing) {
		RestClient client = signing.client(Factory.JDK, this.service).build();
		for (int status : new int[] { 400, 404, 500 }) {
			this.server.answer(status, "", "{\"message\":\"quantity must be positive\"}");
			assertThat(RestClientSigV4.refusal(catchThrowableOfType(RestClientResponseException.class,
					() -> client.get().uri(this.server.uri("/a")).retrieve().toBodilessEntity())))
				.isNull();
		}
	}

	@Test
	void whenItIsNotOursThenThereIsNone() {
		this.server.answer(403, "", DENIED);
		assertThat(RestClientSigV4.refusal(catchThrowableOfType(RestClientResponseException.class,
				() -> RestClient.create().get().uri(this.server.uri("/a")).retrieve().toBodilessEntity())))
			.isNull();
		assertThat(RestClientSigV4.refusal(HttpClientErrorException.create(HttpStatus.FORBIDDEN, "Forbidden",
				new HttpHeaders(), DENIED.getBytes(StandardCharsets.UTF_8), null)))
			.isNull();
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("clients")
	void whenItIsTheAnswerToHeadThenTheHeadersAreExplained(Factory factory, Signing signing) {
		RestClient client = signing.client(factory, this.service).build();
		this.server.answer(403, "x-amz-error-code: AccessDenied", DENIED);
		HttpClientErrorException ex = catchThrowableOfType(HttpClientErrorException.class,
				() -> client.head().uri(this.server.uri("/a")).retrieve().toBodilessEntity());
		assertThat(RestClientSigV4.refusal(ex).code()).isEqualTo("AccessDenied");
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("clients")
	void whateverItsSizeThenTheBodyIsAsItWasSent(Factory factory, Signing signing) {
		RestClient client = signing.client(factory, this.service).build();
		for (int size : new int[] { 0, 1, SigningAttempt.MAX_BODY - 1, SigningAttempt.MAX_BODY,
				SigningAttempt.MAX_BODY + 1, 1_000_000 }) {
			String body = "x".repeat(size);
			this.server.answer(403, "", body);
			HttpClientErrorException ex = catchThrowableOfType(HttpClientErrorException.class,
					() -> client.get().uri(this.server.uri("/a")).retrieve().toBodilessEntity());
			assertThat(ex.getResponseBodyAsString()).isEqualTo(body);
			assertIsLast(RestClientSigV4.refusal(ex));
		}
	}

	/**
	 * Which is not to be waited for: the body does not come before the answer is there.
	 */
	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("clients")
	void whenTheBodyMayHaveNoEndThenTheAnswerDoesNotWaitForIt(Factory factory, Signing signing) throws Exception {
		try (SlowServer slow = new SlowServer("text/event-stream", false)) {
			assertHandedOn(signing.client(factory, service(slow)), slow, 0);
		}
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("clients")
	void whenTheBodyTricklesThenTheAnswerDoesNotWaitForItsEnd(Factory factory, Signing signing) throws Exception {
		try (SlowServer slow = new SlowServer("application/xml", true)) {
			assertHandedOn(signing.client(factory, service(slow)), slow, SlowServer.FIRST.length() + 3);
		}
	}

	private static void assertHandedOn(RestClient.Builder client, SlowServer slow, int length) {
		String body = client.build().get().uri(slow.uri()).exchange((request, response) -> {
			assertThat(RestClientSigV4.refusal(response).code()).isEqualTo("AccessDeniedException");
			byte[] first = response.getBody().readNBytes(length);
			slow.release();
			return new String(first, StandardCharsets.US_ASCII)
					+ new String(response.getBody().readAllBytes(), StandardCharsets.US_ASCII);
		});
		assertThat(body).matches(SlowServer.FIRST + " *" + SlowServer.LAST);
	}

	private void assertIsLast(Refusal refusal) {
		assertThat(refusal).isNotNull().isSameAs(this.service.refusals().last());
	}

	private static SigV4Service service(SlowServer server) {
		return SigV4Service.builder("orders", TestServices.EXECUTE_API, () -> TestServices.TEMPORARY)
			.baseUrl(server.uri())
			.build();
	}

	/** What signs. */
	enum Signing {

		REQUEST_FACTORY, INTERCEPTOR;

		RestClient.Builder client(Factory factory, SigV4Service service) {
			return (this == REQUEST_FACTORY)
					? RestClient.builder().requestFactory(new SigV4ClientHttpRequestFactory(factory.factory(), service))
					: RestClient.builder()
						.requestFactory(factory.factory())
						.requestInterceptor(new SigV4ClientHttpRequestInterceptor(service));
		}

		RestTemplate template(Factory factory, SigV4Service service) {
			if (this == REQUEST_FACTORY) {
				return new RestTemplate(new SigV4ClientHttpRequestFactory(factory.factory(), service));
			}
			RestTemplate template = new RestTemplate(factory.factory());
			template.getInterceptors().add(new SigV4ClientHttpRequestInterceptor(service));
			return template;
		}

	}

}
