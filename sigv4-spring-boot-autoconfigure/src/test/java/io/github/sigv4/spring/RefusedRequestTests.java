package io.github.sigv4.spring;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.restclient.SigV4ClientHttpRequestFactory;
import io.github.sigv4.spring.restclient.SigV4ClientHttpRequestInterceptor;
import io.github.sigv4.spring.webclient.SigV4ExchangeFilterFunction;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.LibraryClient;
import io.github.sigv4.spring.wire.MovedClock;
import io.github.sigv4.spring.wire.ReplacedCredentials;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.WireRequest;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Requests that the service refuses for a reason that has a cure.
 */
class RefusedRequestTests {

	private static final SigV4Credentials OLD = TestServices.TEMPORARY;

	private static final SigV4Credentials NEW = SigV4Credentials.of("ASIDNEW", "new/secret", "new+token=");

	private static final String EXPIRED = "<Error><Code>ExpiredToken</Code><Message>The provided token has expired."
			+ "</Message></Error>";

	private static final String SKEWED = "<Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the "
			+ "request time and the current time is too large.</Message></Error>";

	private final WireServer server = new WireServer();

	private final MovedClock clock = new MovedClock();

	private ReplacedCredentials credentials = new ReplacedCredentials(OLD, NEW);

	@TempDir
	private Path directory;

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@MethodSource
	void whenCredentialsAreRefusedThenIsSignedWithOthersAndSentOnceMore(Client client, int status, String headers,
			String body) {
		this.server.answer(status, headers, body);
		assertThat(client.send(service().build(), "/a?b=c", null).getStatusCode().value()).isEqualTo(200);
		assertSigned(this.server.take(), OLD);
		assertSigned(this.server.take(), NEW);
		assertThat(this.server.isIdle()).isTrue();
		assertThat(this.credentials.refreshes()).isEqualTo(1);
	}

	static Stream<Arguments> whenCredentialsAreRefusedThenIsSignedWithOthersAndSentOnceMore() {
		return Stream.of(Client.values())
			.flatMap((client) -> Stream.of(Arguments.arguments(client, 400, "", EXPIRED),
					Arguments.arguments(client, 403, "x-amzn-ErrorType: ExpiredTokenException",
							"{\"message\":\"The security token included in the request is expired\"}"),
					Arguments.arguments(client, 403, "x-amzn-ErrorType: UnrecognizedClientException",
							"{\"message\":\"The security token included in the request is invalid.\"}"),
					Arguments.arguments(client, 400, "",
							"{\"__type\":\"com.amazon.coral.service#ExpiredTokenException\",\"message\":\"expired\"}"),
					Arguments.arguments(client, 403, "",
							"<ErrorResponse><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code>"
									+ "<Message>invalid</Message></Error></ErrorResponse>"),
					Arguments.arguments(client, 403, "x-amzn-ErrorType: ExpiredToken", "{}"),
					Arguments.arguments(client, 403, "", "<Error><Code>InvalidAccessKeyId</Code></Error>"),
					Arguments.arguments(client, 401, "", "<Error><Code>ExpiredToken</Code></Error>")));
	}

	@ParameterizedTest
	@EnumSource
	void whenThereAreNoOthersThenTheRefusalIsHandedOnWhole(Client client) {
		this.credentials = new ReplacedCredentials(OLD, OLD);
		this.server.answer(400, "X-Amz-Request-Id: 7", EXPIRED);
		ResponseEntity<String> refusal = client.send(service().build(), "/a", null);
		assertThat(refusal.getStatusCode().value()).isEqualTo(400);
		assertThat(refusal.getHeaders().getFirst("X-Amz-Request-Id")).isEqualTo("7");
		assertThat(refusal.getBody()).isEqualTo(EXPIRED);
		assertSigned(this.server.take(), OLD);
		assertThat(this.server.isIdle()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void whenOthersCannotBeHadThenTheRefusalIsHandedOn(Client client) {
		this.credentials = new ReplacedCredentials(OLD, null);
		this.server.answer(400, "", EXPIRED);
		assertThat(client.send(service().build(), "/a", null).getBody()).isEqualTo(EXPIRED);
		this.server.take();
		assertThat(this.server.isIdle()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void whenTheOthersAreRefusedTooThenThatIsTheAnswer(Client client) {
		this.server.answer(400, "", EXPIRED);
		this.server.answer(403, "", "<Error><Code>ExpiredToken</Code><Message>again</Message></Error>");
		assertThat(client.send(service().build(), "/a", null).getBody()).contains("again");
		this.server.take();
		assertSigned(this.server.take(), NEW);
		assertThat(this.server.isIdle()).isTrue();
		assertThat(this.credentials.refreshes()).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void whenSwitchedOffThenIsSentOnce(Client client) {
		SigV4Service service = service().retryOnExpiredCredentials(false).retryOnClockSkew(false).build();
		this.server.answer(400, "", EXPIRED);
		assertThat(client.send(service, "/a", null).getBody()).isEqualTo(EXPIRED);
		this.server.answer(403, date(Duration.ofMinutes(10)), SKEWED);
		assertThat(client.send(service, "/a", null).getBody()).isEqualTo(SKEWED);
		this.server.take();
		this.server.take();
		assertThat(this.server.isIdle()).isTrue();
		assertThat(this.credentials.refreshes()).isZero();
		assertThat(service.clock().offset()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void whenOneIsSwitchedOffThenTheOtherWorks(Client client) {
		SigV4Service service = service().retryOnExpiredCredentials(false).build();
		this.server.answer(400, "", EXPIRED);
		assertThat(client.send(service, "/a", null).getBody()).isEqualTo(EXPIRED);
		service = service().retryOnClockSkew(false).build();
		this.server.answer(403, date(Duration.ofMinutes(10)), SKEWED);
		assertThat(client.send(service, "/a", null).getBody()).isEqualTo(SKEWED);
		assertThat(this.credentials.refreshes()).isZero();
		assertThat(service.clock().offset()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void whenItIsAnotherRefusalThenIsSentOnce(Client client) {
		for (int status : new int[] { 400, 401, 403, 404, 500, 503 }) {
			String body = "<Error><Code>AccessDenied</Code><Message>" + status + "</Message></Error>";
			this.server.answer(status, date(Duration.ofMinutes(10)), body);
			ResponseEntity<String> refusal = client.send(service().build(), "/a", null);
			assertThat(refusal.getStatusCode().value()).isEqualTo(status);
			assertThat(refusal.getBody()).isEqualTo(body);
			this.server.take();
			assertThat(this.server.isIdle()).isTrue();
		}
		assertThat(this.credentials.refreshes()).isZero();
	}

	/** As of tokens in links that it sends by mail. */
	@ParameterizedTest
	@EnumSource
	void whenTheApiBehindHasErrorsOfItsOwnThenIsSentOnce(Client client) {
		for (String code : new String[] { "ExpiredToken", "InvalidToken" }) {
			this.server.answer(400, "", "{\"code\":\"" + code + "\"}");
			assertThat(client.send(service().build(), "/a", "body").getBody()).contains(code);
			this.server.take();
		}
		assertThat(this.server.isIdle()).isTrue();
		assertThat(this.credentials.refreshes()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void whenACureFailsStrangelyThenTheRefusalIsHandedOn(Client client) {
		this.server.answer(400, "", EXPIRED);
		SigV4CredentialsProvider broken = new SigV4CredentialsProvider() {

			@Override
			public SigV4Credentials resolveCredentials() {
				return OLD;
			}

			@Override
			public SigV4Credentials refreshCredentials(SigV4Credentials refused) {
				throw new IllegalStateException("no vault");
			}

		};
		SigV4Service service = TestServices.service(this.server, TestServices.EXECUTE_API, broken).build();
		assertThat(client.send(service, "/a", null).getBody()).isEqualTo(EXPIRED);
	}

	@ParameterizedTest
	@EnumSource
	void whenCredentialsHaveExpiredThenNothingIsSent(Client client) {
		Instant expiration = this.clock.instant();
		SigV4Service service = TestServices
			.service(this.server, TestServices.EXECUTE_API,
					SigV4CredentialsProvider.of(SigV4Credentials.of("ASIDOLD", "secret", "token", expiration)))
			.clock(this.clock)
			.build();
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(() -> client.send(service, "/a", null))
			.withMessageContaining(
					"SigV4 service 'orders': The credentials with the access key id ASIDOLD expired at ");
		assertThat(this.server.isUntouched()).isTrue();
		this.clock.move(Duration.ofSeconds(-1));
		client.send(service, "/a", null);
	}

	@Test
	void whenAMultipartMayHaveStreamsThenItIsSentOnce() {
		this.server.answer(400, "", EXPIRED);
		MultipartBodyBuilder parts = new MultipartBodyBuilder();
		parts.asyncPart("file", Mono.fromSupplier(() -> "once"), String.class);
		assertThat(Client.WEB_CLIENT.send(service().build(), "/a", parts.build()).getBody()).isEqualTo(EXPIRED);
		assertThat(this.server.take().text()).contains("once");
		assertThat(this.server.isIdle()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void whenARefusalIsLongThenItIsHandedOnWhole(Client client) {
		String body = "<Error><Code>AccessDenied</Code><Message>" + "x".repeat(200_000) + "</Message></Error>";
		this.server.answer(403, "", body);
		assertThat(client.send(service().build(), "/a", null).getBody()).isEqualTo(body);
	}

	@ParameterizedTest
	@EnumSource
	void whenTheBodyCanBeHadAgainThenItIsSentAgain(Client client) throws IOException {
		Path file = Files.writeString(this.directory.resolve("body"), "of a file");
		for (Object body : new Object[] { "text", "bytes".getBytes(StandardCharsets.UTF_8),
				MultiValueMap.fromSingleValue(Map.of("a", "b c")), new FileSystemResource(file) }) {
			for (SigningSettings settings : new SigningSettings[] { TestServices.EXECUTE_API,
					TestServices.EXECUTE_API.withSignedPayload(false) }) {
				this.credentials = new ReplacedCredentials(OLD, NEW);
				SigV4Service service = service(settings).build();
				this.server.answer(400, "", EXPIRED);
				assertThat(client.send(service, "/a", body).getStatusCode().value()).isEqualTo(200);
				WireRequest first = this.server.take();
				WireRequest second = this.server.take();
				assertThat(first.body()).isNotEmpty().isEqualTo(second.body());
				AwsJudge.assertSigned(second, settings, NEW);
				assertThat(second.values("Content-Type")).isEqualTo(first.values("Content-Type"));
			}
		}
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INTERCEPTOR")
	void whenTheBodyCannotBeHadAgainThenIsSentOnceButTheNextHasOthers(Client client) {
		SigV4Service service = service(TestServices.EXECUTE_API.withSignedPayload(false)).build();
		this.server.answer(400, "", EXPIRED);
		Object body = (client == Client.WEB_CLIENT) ? Mono.fromSupplier(() -> "once")
				: new InputStreamResource(new ByteArrayInputStream("once".getBytes(StandardCharsets.UTF_8)));
		assertThat(client.send(service, "/a", body).getBody()).isEqualTo(EXPIRED);
		assertThat(this.server.take().text()).isEqualTo("once");
		assertThat(this.server.isIdle()).isTrue();
		client.send(service, "/a", null);
		AwsJudge.assertSigned(this.server.take(), TestServices.EXECUTE_API.withSignedPayload(false), NEW);
	}

	/** It was held in memory to be hashed. */
	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WEB_CLIENT")
	void whenAStreamWasHeldThenItIsSentAgain(Client client) {
		this.server.answer(400, "", EXPIRED);
		assertThat(client
			.send(service().build(), "/a",
					new InputStreamResource(new ByteArrayInputStream("once".getBytes(StandardCharsets.UTF_8))))
			.getStatusCode()
			.value()).isEqualTo(200);
		assertThat(this.server.take().text()).isEqualTo("once");
		WireRequest second = this.server.take();
		assertThat(second.text()).isEqualTo("once");
		assertSigned(second, NEW);
	}

	@ParameterizedTest
	@MethodSource
	void whenTheTimeIsRefusedThenIsSignedWithTheTimeOfTheService(Client client, String headers, String body) {
		SigV4Service service = service().build();
		this.server.answer(403, date(Duration.ofMinutes(10)) + "\n" + headers, body);
		assertThat(client.send(service, "/a", "body").getStatusCode().value()).isEqualTo(200);
		assertThat(this.server.take().value("X-Amz-Date")).isEqualTo("20260517T120000Z");
		WireRequest second = this.server.take();
		assertSigned(second, OLD);
		assertThat(second.text()).isEqualTo("body");
		assertThat(second.value("X-Amz-Date")).isEqualTo("20260517T121000Z");
		// and from then on
		client.send(service, "/a", null);
		assertThat(this.server.take().value("X-Amz-Date")).isEqualTo("20260517T121000Z");
		assertThat(new SigV4Presigner(service).presign("GET", this.server.uri("/a"), Duration.ofMinutes(1)).getQuery())
			.contains("X-Amz-Date=20260517T121000Z");
		assertThat(this.server.isIdle()).isTrue();
	}

	static Stream<Arguments> whenTheTimeIsRefusedThenIsSignedWithTheTimeOfTheService() {
		return Stream.of(Client.values())
			.flatMap((client) -> Stream.of(Arguments.arguments(client, "", SKEWED),
					Arguments.arguments(client, "",
							"<Response><Errors><Error><Code>RequestExpired</Code><Message>Request has expired."
									+ "</Message></Error></Errors></Response>"),
					Arguments.arguments(client, "x-amzn-ErrorType: InvalidSignatureException",
							"{\"message\":\"Signature expired: 20260517T120000Z is now earlier than "
									+ "20260517T120500Z (20260517T121000Z - 5 min.)\"}"),
					Arguments.arguments(client, "",
							"{\"message\":\"Signature not yet current: 20260517T120000Z is still later than\"}"),
					Arguments.arguments(client, "", "<Error><Code>SignatureDoesNotMatch</Code></Error>"),
					Arguments.arguments(client, "", "<Error><Code>AuthFailure</Code></Error>")));
	}

	@ParameterizedTest
	@EnumSource
	void whenTheClockIsRightAgainThenItsTimeIs(Client client) {
		SigV4Service service = service().build();
		this.server.answer(403, date(Duration.ofMinutes(-50)), SKEWED);
		client.send(service, "/a", null);
		this.server.take();
		assertThat(this.server.take().value("X-Amz-Date")).isEqualTo("20260517T111000Z");
		this.server.answer(403, date(Duration.ZERO), SKEWED);
		assertThat(client.send(service, "/a", null).getStatusCode().value()).isEqualTo(200);
		assertThat(this.server.take().value("X-Amz-Date")).isEqualTo("20260517T111000Z");
		assertThat(this.server.take().value("X-Amz-Date")).isEqualTo("20260517T120000Z");
		assertThat(service.clock().offset()).isZero();
	}

	@ParameterizedTest
	@MethodSource
	void whenADateIsNotToBeBelievedThenIsSentOnceWithOurTime(Client client, String headers, String body) {
		SigV4Service service = service().build();
		this.server.answer(403, headers, body);
		assertThat(client.send(service, "/a", null).getBody()).isEqualTo(body);
		this.server.take();
		client.send(service, "/a", null);
		assertThat(this.server.take().value("X-Amz-Date")).isEqualTo("20260517T120000Z");
		assertThat(this.server.isIdle()).isTrue();
	}

	static Stream<Arguments> whenADateIsNotToBeBelievedThenIsSentOnceWithOurTime() {
		return Stream.of(Client.values())
			.flatMap((client) -> Stream.of(
					// a signature for tomorrow is what a thief would like
					Arguments.arguments(client, date(Duration.ofHours(24)), SKEWED),
					Arguments.arguments(client, date(Duration.ofMinutes(61)), SKEWED),
					Arguments.arguments(client, date(Duration.ofMinutes(-61)), SKEWED),
					Arguments.arguments(client, date(Duration.ofMinutes(10)) + "\nAge: 600", SKEWED),
					Arguments.arguments(client, "Date: tomorrow", SKEWED), Arguments.arguments(client, "", SKEWED),
					Arguments.arguments(client, date(Duration.ofSeconds(20)),
							"<Error><Code>SignatureDoesNotMatch</Code></Error>"),
					Arguments.arguments(client, date(Duration.ZERO), SKEWED), Arguments.arguments(client,
							date(Duration.ofMinutes(10)), "<Error><Code>AccessDenied</Code></Error>")));
	}

	private SigV4Service.Builder service() {
		return service(TestServices.EXECUTE_API);
	}

	private SigV4Service.Builder service(SigningSettings settings) {
		return TestServices.service(this.server, settings, this.credentials).clock(this.clock);
	}

	private static void assertSigned(WireRequest request, SigV4Credentials credentials) {
		AwsJudge.assertSigned(request, TestServices.EXECUTE_API, credentials);
	}

	private static String date(Duration offset) {
		Instant date = new MovedClock().instant().plus(offset);
		return "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC));
	}

	/** How requests are sent. */
	enum Client {

		WEB_CLIENT {

			@Override
			ResponseEntity<String> send(SigV4Service service, String uri, Object body) {
				WebClient.RequestBodySpec request = WebClient.builder()
					.baseUrl(String.valueOf(service.baseUrl()))
					.filter(new SigV4ExchangeFilterFunction(service))
					.build()
					.method((body != null) ? HttpMethod.PUT : HttpMethod.GET)
					.uri(uri);
				if (body instanceof Mono<?> mono) {
					request.body(mono, String.class);
				}
				else if (body != null) {
					request.bodyValue(body);
				}
				return request.retrieve()
					.onStatus(HttpStatusCode::isError, (response) -> Mono.empty())
					.toEntity(String.class)
					.block(Duration.ofSeconds(20));
			}

		},

		REQUEST_FACTORY {

			@Override
			ResponseEntity<String> send(SigV4Service service, String uri, Object body) {
				return send(RestClient.builder()
					.requestFactory(new SigV4ClientHttpRequestFactory(new JdkClientHttpRequestFactory(), service)),
						service, uri, body);
			}

		},

		INTERCEPTOR {

			@Override
			ResponseEntity<String> send(SigV4Service service, String uri, Object body) {
				return send(RestClient.builder()
					.requestFactory(new JdkClientHttpRequestFactory())
					.requestInterceptor(new SigV4ClientHttpRequestInterceptor(service)), service, uri, body);
			}

		},

		HTTP_CLIENT {

			@Override
			ResponseEntity<String> send(SigV4Service service, String uri, Object body) {
				return send(LibraryClient.HTTP_CLIENT, service, uri, body);
			}

		},

		HTTP_ASYNC_CLIENT {

			@Override
			ResponseEntity<String> send(SigV4Service service, String uri, Object body) {
				return send(LibraryClient.HTTP_ASYNC_CLIENT, service, uri, body);
			}

		},

		JDK_CLIENT {

			@Override
			ResponseEntity<String> send(SigV4Service service, String uri, Object body) {
				return send(LibraryClient.JDK_CLIENT, service, uri, body);
			}

		},

		JDK_ASYNC_CLIENT {

			@Override
			ResponseEntity<String> send(SigV4Service service, String uri, Object body) {
				return send(LibraryClient.JDK_ASYNC_CLIENT, service, uri, body);
			}

		};

		abstract ResponseEntity<String> send(SigV4Service service, String uri, Object body);

		static ResponseEntity<String> send(LibraryClient client, SigV4Service service, String uri, Object body) {
			LibraryClient.Answer answer = client.send(service,
					LibraryClient.Call.of((body != null) ? "PUT" : "GET", URI.create(service.baseUrl() + uri))
						.with(content(body)));
			HttpHeaders headers = new HttpHeaders();
			answer.headers().forEach((header) -> headers.add(header.getKey(), header.getValue()));
			return ResponseEntity.status(answer.status()).headers(headers).body(answer.body());
		}

		private static Object content(Object body) {
			try {
				if (body instanceof FileSystemResource resource) {
					return resource.getFile().toPath();
				}
				if (body instanceof InputStreamResource resource) {
					return resource.getInputStream();
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			return (body == null || body instanceof byte[]) ? body : body.toString().getBytes(StandardCharsets.UTF_8);
		}

		static ResponseEntity<String> send(RestClient.Builder client, SigV4Service service, String uri, Object body) {
			RestClient.RequestBodySpec request = client.baseUrl(String.valueOf(service.baseUrl()))
				.build()
				.method((body != null) ? HttpMethod.PUT : HttpMethod.GET)
				.uri(uri);
			if (body != null) {
				request.body(body);
			}
			return request.retrieve().onStatus(HttpStatusCode::isError, (sent, response) -> {
			}).toEntity(String.class);
		}

	}

}
