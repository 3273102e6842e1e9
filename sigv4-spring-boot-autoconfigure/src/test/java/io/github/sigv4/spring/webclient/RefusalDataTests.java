package io.github.sigv4.spring.webclient;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Mono;

import io.github.sigv4.Refusal;
import io.github.sigv4.spring.SigV4Attributes;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.wire.ReplacedCredentials;
import io.github.sigv4.spring.wire.SlowServer;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Where an application finds the refusal of a request.
 */
class RefusalDataTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final String DENIED = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";

	private final WireServer server = new WireServer();

	private final SigV4Service service = TestServices.service(this.server).build();

	@AfterEach
	void stop() {
		this.server.close();
	}

	static List<Connector> connectors() {
		return Connector.values();
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void exceptionHasIt(Connector connector) {
		this.server.answer(403, "X-Amz-Request-Id: 7", DENIED);
		WebClientResponseException ex = catchThrowableOfType(WebClientResponseException.Forbidden.class,
				() -> get(client(connector, this.service).build()));
		assertIsLast(WebClientSigV4.refusal(ex));
		assertThat(ex.getResponseBodyAsString()).isEqualTo(DENIED);
		assertThat(ex.getHeaders().getFirst("X-Amz-Request-Id")).isEqualTo("7");
		assertThat(ex.getRequest().getURI()).isEqualTo(this.server.uri("/a"));
		assertThat(ex.getRequest().getAttributes()).containsEntry("mine", "1")
			.containsEntry(SigV4Attributes.REFUSAL, this.service.refusals().last());
		assertThat(ex).hasMessage("403 Forbidden from GET " + this.server.uri("/a"));
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void handlerAndFilterFindItInTheRequestOfTheAnswer(Connector connector) {
		AtomicReference<Object> handler = new AtomicReference<>();
		AtomicReference<Object> filter = new AtomicReference<>();
		WebClient client = client(connector, this.service)
			.filters((filters) -> filters.add(0,
					(request, next) -> next.exchange(request)
						.doOnNext((response) -> filter.set(refusal(response)))
						// As a filter that has something to add
						.map((response) -> response.mutate().header("X-Filter", "1").build())))
			.defaultStatusHandler(HttpStatusCode::isError, (response) -> {
				handler.set(refusal(response));
				return response.createException();
			})
			.build();
		this.server.answer(403, "", DENIED);
		WebClientResponseException ex = catchThrowableOfType(WebClientResponseException.class, () -> get(client));
		assertIsLast(WebClientSigV4.refusal(ex));
		assertIsLast(handler.get());
		assertIsLast(filter.get());
		get(client);
		assertThat(filter).hasValue(null);
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whenItIsTheAnswerToHeadThenTheHeadersAreExplained(Connector connector) {
		this.server.answer(403, "x-amz-error-code: AccessDenied", DENIED);
		WebClientResponseException ex = catchThrowableOfType(WebClientResponseException.class,
				() -> client(connector, this.service).build()
					.head()
					.uri(this.server.uri("/a"))
					.retrieve()
					.toBodilessEntity()
					.block(TIMEOUT));
		assertThat(WebClientSigV4.refusal(ex).code()).isEqualTo("AccessDenied");
	}

	@Test
	void whenItIsNoRefusalThenThereIsNone() {
		WebClient client = client(Connector.JDK, this.service).build();
		for (int status : new int[] { 400, 404, 500 }) {
			this.server.answer(status, "", "{\"message\":\"quantity must be positive\"}");
			assertThat(
					WebClientSigV4.refusal(catchThrowableOfType(WebClientResponseException.class, () -> get(client))))
				.isNull();
		}
	}

	@Test
	void whenItIsNotOursThenThereIsNone() {
		this.server.answer(403, "", DENIED);
		assertThat(WebClientSigV4
			.refusal(catchThrowableOfType(WebClientResponseException.class, () -> get(WebClient.create())))).isNull();
		assertThat(WebClientSigV4
			.refusal(WebClientResponseException.create(403, "Forbidden", new HttpHeaders(), new byte[0], null)))
			.isNull();
	}

	/** Nothing was written, so nothing was signed. */
	@Test
	void whenAFilterBehindAnswersThenThereIsNone() {
		WebClient client = client(Connector.JDK, this.service)
			.filter((request, next) -> Mono.just(ClientResponse.create(HttpStatus.FORBIDDEN).body(DENIED).build()))
			.build();
		assertThat(WebClientSigV4.refusal(catchThrowableOfType(WebClientResponseException.class, () -> get(client))))
			.isNull();
		assertThat(this.service.refusals().count()).isZero();
	}

	static Stream<Arguments> connectorsAndTypes() {
		return connectors().stream()
			.flatMap((connector) -> Stream.of("text/event-stream", "application/xml")
				.map((contentType) -> Arguments.of(connector, contentType)));
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("connectorsAndTypes")
	void whenTheBodyDoesNotEndThenTheAnswerDoesNotWaitForIt(Connector connector, String contentType) {
		for (boolean trickle : new boolean[] { true, false }) {
			try (SlowServer slow = new SlowServer(contentType, trickle)) {
				SigV4Service service = SigV4Service
					.builder("orders", TestServices.EXECUTE_API, () -> TestServices.TEMPORARY)
					.baseUrl(slow.uri())
					.build();
				String body = client(connector, service).build().get().uri(slow.uri()).exchangeToFlux((response) -> {
					assertThat(((Refusal) refusal(response)).code()).isEqualTo("AccessDeniedException");
					slow.release();
					return response.bodyToFlux(DataBuffer.class);
				}).map(RefusalDataTests::text).collectList().block(TIMEOUT).stream().reduce("", String::concat);
				assertThat(body).matches(SlowServer.FIRST + " *" + SlowServer.LAST);
			}
		}
	}

	/** HttpComponents may keep the beginning to itself until there is more. */
	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("connectorsAndTypes")
	void whenTheBodyDoesNotEndThenItsBeginningIsThere(Connector connector, String contentType) {
		try (SlowServer slow = new SlowServer(contentType, true)) {
			SigV4Service service = SigV4Service
				.builder("orders", TestServices.EXECUTE_API, () -> TestServices.TEMPORARY)
				.baseUrl(slow.uri())
				.build();
			String first = client(connector, service).build()
				.get()
				.uri(slow.uri())
				.exchangeToFlux((response) -> response.bodyToFlux(DataBuffer.class))
				.map(RefusalDataTests::text)
				.scan(String::concat)
				.filter((text) -> text.length() > SlowServer.FIRST.length() + 3)
				.next()
				.block(TIMEOUT);
			assertThat(first).startsWith(SlowServer.FIRST + "   ");
		}
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whenTheBodyDoesNotEndThenTheCureDoesNotWaitForIt(Connector connector) {
		try (SlowServer slow = new SlowServer("text/event-stream", false, "ExpiredToken")) {
			SigV4Service service = SigV4Service
				.builder("orders", TestServices.EXECUTE_API,
						new ReplacedCredentials(TestServices.TEMPORARY, TestServices.PERMANENT))
				.baseUrl(slow.uri())
				.build();
			String body = client(connector, service).build()
				.get()
				.uri(slow.uri())
				.retrieve()
				.bodyToMono(String.class)
				.block(TIMEOUT);
			assertThat(body).isEqualTo("ok");
		}
	}

	private static String text(DataBuffer buffer) {
		String text = buffer.toString(StandardCharsets.US_ASCII);
		DataBufferUtils.release(buffer);
		return text;
	}

	private static Object refusal(ClientResponse response) {
		return response.request().getAttributes().get(SigV4Attributes.REFUSAL);
	}

	private void assertIsLast(Object refusal) {
		assertThat(refusal).isNotNull().isSameAs(this.service.refusals().last());
	}

	private Object get(WebClient client) {
		return client.get()
			.uri(this.server.uri("/a"))
			.attribute("mine", "1")
			.retrieve()
			.toBodilessEntity()
			.block(TIMEOUT);
	}

	private static WebClient.Builder client(Connector connector, SigV4Service service) {
		return WebClient.builder()
			.clientConnector(connector.connector())
			.filter(new SigV4ExchangeFilterFunction(service));
	}

}
