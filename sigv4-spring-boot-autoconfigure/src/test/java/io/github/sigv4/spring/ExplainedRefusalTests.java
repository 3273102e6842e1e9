package io.github.sigv4.spring;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.ResponseEntity;

import io.github.sigv4.Refusal;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.RefusedRequestTests.Client;
import io.github.sigv4.spring.wire.MovedClock;
import io.github.sigv4.spring.wire.RefusalLog;
import io.github.sigv4.spring.wire.ReplacedCredentials;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.WireRequest;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is said of a request that the service refuses.
 */
class ExplainedRefusalTests {

	private static final String DENIED = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";

	private static final String EXPIRED = "<Error><Code>ExpiredToken</Code><Message>The provided token has expired."
			+ "</Message></Error>";

	private static final String SKEWED = "<Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the "
			+ "request time and the current time is too large.</Message></Error>";

	private final WireServer server = new WireServer();

	private final MovedClock clock = new MovedClock();

	private final RefusalLog log = new RefusalLog();

	private final List<Refusal> told = new CopyOnWriteArrayList<>();

	@AfterEach
	void stop() {
		this.log.close();
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource
	void whenRefusedThenItIsExplainedOnceAndThenCounted(Client client) {
		SigV4Service service = service().build();
		for (int i = 0; i < 3; i++) {
			this.server.answer(403, "", DENIED);
			assertThat(client.send(service, "/a", null).getBody()).isEqualTo(DENIED);
		}
		Refusal refusal = service.refusals().last();
		assertThat(refusal.code()).isEqualTo("AccessDenied");
		assertThat(this.log.warnings()).containsExactly("SigV4 service 'orders': " + refusal.explanation());
		assertThat(this.log.messages(Level.DEBUG)).hasSize(2)
			.containsOnly("SigV4 service 'orders': " + refusal.explanation());
		assertThat(service.refusals().counts()).isEqualTo(Map.of(refusal.cause(), 3L));
		assertThat(service.refusals().lastTime()).isEqualTo(this.clock.instant());
		assertThat(this.told).hasSize(3).last().isSameAs(refusal);
	}

	@ParameterizedTest
	@MethodSource("clientsAndStatuses")
	void whateverTheSwitchesThenEachStatusOfARefusalIsExplained(Client client, int status) {
		for (boolean retry : new boolean[] { true, false }) {
			SigV4Service service = service().retryOnClockSkew(retry).retryOnExpiredCredentials(retry).build();
			this.server.answer(status, "", DENIED);
			assertThat(client.send(service, "/a", "body").getBody()).isEqualTo(DENIED);
			assertThat(service.refusals().count()).isEqualTo(1);
		}
	}

	static Stream<Arguments> clientsAndStatuses() {
		return Stream.of(Client.values())
			.flatMap((client) -> Stream.of(400, 401, 403).map((status) -> Arguments.of(client, status)));
	}

	@ParameterizedTest
	@EnumSource
	void whenItIsNoRefusalThenNothingIsSaid(Client client) {
		SigV4Service service = service().build();
		for (int status : new int[] { 200, 201, 302, 404, 405, 409, 429, 500, 503 }) {
			this.server.answer(status, "", DENIED);
			assertThat(client.send(service, "/a", null).getStatusCode().value()).isEqualTo(status);
		}
		assertNothingSaid(service);
	}

	/** As of a form that it does not like. */
	@ParameterizedTest
	@EnumSource
	void whenTheApiBehindHasErrorsOfItsOwnThenNothingIsSaid(Client client) {
		SigV4Service service = service().build();
		for (String body : new String[] { "", "no", "{\"message\":\"quantity must be positive\"}",
				"{\"code\":\"InvalidQuantity\"}", "<error>quantity</error>",
				"<Error><Code>MalformedXML</Code><Message>The XML you provided was not well-formed.</Message></Error>",
				"{\"__type\":\"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException\",\"message\":\"no\"}" }) {
			this.server.answer(400, "", body);
			ResponseEntity<String> answer = client.send(service, "/a", "body");
			assertThat((answer.getBody() != null) ? answer.getBody() : "").isEqualTo(body);
		}
		assertNothingSaid(service);
	}

	@ParameterizedTest
	@EnumSource
	void whenThereIsNoBodyThenTheHeadersAreExplained(Client client) {
		SigV4Service service = service().build();
		this.server.answer(403, "x-amzn-ErrorType: AccessDeniedException", "");
		client.send(service, "/a", null);
		assertThat(service.refusals().last().code()).isEqualTo("AccessDeniedException");
	}

	@ParameterizedTest
	@EnumSource
	void whenCuredThenNothingIsSaidOfIt(Client client) {
		SigV4Service service = service().build();
		this.server.answer(400, "", EXPIRED);
		assertThat(client.send(service, "/a", null).getStatusCode().value()).isEqualTo(200);
		assertNothingSaid(service);
		this.server.answer(403, "Date: Sun, 17 May 2026 12:10:00 GMT", SKEWED);
		assertThat(client.send(service, "/a", null).getStatusCode().value()).isEqualTo(200);
		// by the clock that has learned
		assertThat(this.log.warnings()).singleElement().asString().contains("set the clock");
		assertThat(service.refusals().count()).isZero();
		assertThat(this.told).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void whenTheCureDoesNotHelpThenTheSecondRefusalIsExplained(Client client) {
		SigV4Service service = service().build();
		this.server.answer(400, "", EXPIRED);
		this.server.answer(403, "", DENIED);
		assertThat(client.send(service, "/a", null).getBody()).isEqualTo(DENIED);
		assertThat(service.refusals().count()).isEqualTo(1);
		assertThat(service.refusals().last().code()).isEqualTo("AccessDenied");
		assertThat(this.log.warnings()).hasSize(1);
		this.server.take();
		this.server.take();
		assertThat(this.server.isIdle()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void whenThereIsNoCureThenTheRefusalIsExplained(Client client) {
		SigV4Service service = TestServices
			.service(this.server, TestServices.EXECUTE_API, SigV4CredentialsProvider.of(TestServices.TEMPORARY))
			.clock(this.clock)
			.build();
		this.server.answer(403, "", EXPIRED);
		assertThat(client.send(service, "/a", null).getBody()).isEqualTo(EXPIRED);
		assertThat(service.refusals().last().code()).isEqualTo("ExpiredToken");
	}

	/** The service may repeat all that it was sent, and more. */
	@ParameterizedTest
	@EnumSource
	void whateverTheAnswerThenNoSecretIsLogged(Client client) {
		SigV4Service service = service().build();
		this.server.answer(200, "", "");
		client.send(service, "/a", "body");
		WireRequest request = this.server.take();
		String authorization = request.value("Authorization");
		String signature = authorization.substring(authorization.indexOf("Signature=") + "Signature=".length());
		String canonicalRequest = "PUT\n/a\n\nhost:127.0.0.1\nx-amz-security-token:a+token=\n\nhost\nUNSIGNED-PAYLOAD";
		String all = "a+token= another/secret " + authorization + " " + canonicalRequest;
		for (String body : new String[] {
				"<Error><Code>SignatureDoesNotMatch</Code><Message>" + all + "</Message><SignatureProvided>" + signature
						+ "</SignatureProvided><CanonicalRequest>" + canonicalRequest
						+ "</CanonicalRequest><StringToSign>" + all + "</StringToSign></Error>",
				"{\"__type\":\"InvalidSignatureException\",\"message\":\"" + all.replace("\n", "\\n") + "\"}",
				"<Error><Code>AccessDenied</Code><Message>" + all + "</Message></Error>", all }) {
			this.server.answer(403, "", body);
			client.send(service, "/a", "body");
		}
		assertThat(service.refusals().count()).isEqualTo(4);
		assertThat(this.log.all()).hasSize(4);
		assertThat(Stream.concat(this.log.all().stream(), this.told.stream().map(Object::toString))).noneMatch(
				(text) -> text.contains("a+token=") || text.contains("another/secret") || text.contains(signature));
	}

	@ParameterizedTest
	@EnumSource
	void whenNothingIsSignedThenNothingIsSaid(Client client) {
		SigV4Service service = service().enabled(false).build();
		this.server.answer(403, "", DENIED);
		assertThat(client.send(service, "/a", null).getBody()).isEqualTo(DENIED);
		assertNothingSaid(service);
	}

	@ParameterizedTest
	@EnumSource
	void whenTheListenerFailsThenTheAnswerIsHandedOn(Client client) {
		SigV4Service service = service().listener(new SigV4Listener() {

			@Override
			public void refused(String service, Refusal refusal) {
				throw new IllegalStateException("no registry");
			}

		}).build();
		this.server.answer(403, "", DENIED);
		assertThat(client.send(service, "/a", null).getBody()).isEqualTo(DENIED);
		assertThat(service.refusals().count()).isEqualTo(1);
		assertThat(this.log.warnings()).hasSize(2).last().asString().contains("the listener ");
	}

	@Test
	void whenTheCredentialsAreThoseOfARequestThenTheServiceCountsIt() {
		SigV4Service service = service().build();
		SigV4Service tenant = service.withCredentials(SigV4CredentialsProvider.of(TestServices.PERMANENT));
		this.server.answer(403, "", DENIED);
		Client.REQUEST_FACTORY.send(tenant, "/a", null);
		assertThat(service.refusals().count()).isEqualTo(1);
		assertThat(tenant.refusals()).isEqualTo(service.refusals());
	}

	@Test
	void whenThereAreManyThenTheirNumberIsLoggedNowAndThen() {
		SigV4Service service = service().build();
		for (int i = 0; i < 100; i++) {
			this.server.answer(403, "", DENIED);
			Client.REQUEST_FACTORY.send(service, "/a", null);
		}
		assertThat(this.log.warnings()).hasSize(3)
			.satisfies((warnings) -> assertThat(warnings.get(1)).contains("refusal number 10 "))
			.satisfies((warnings) -> assertThat(warnings.get(2)).contains("refusal number 100 "));
		assertThat(this.log.messages(Level.DEBUG)).hasSize(97);
		// Another kind is said at once
		this.server.answer(403, "", "<Error><Code>SignatureDoesNotMatch</Code></Error>");
		Client.REQUEST_FACTORY.send(service, "/a", null);
		assertThat(this.log.warnings()).hasSize(4);
		assertThat(service.refusals().counts()).hasSize(2);
		assertThat(service.refusals().count()).isEqualTo(101);
	}

	@Test
	void whenThereWasAPauseThenItIsNews() {
		SigV4Service service = service().build();
		for (Duration pause : List.of(Duration.ZERO, Duration.ofMinutes(9), Duration.ofMinutes(10))) {
			this.clock.move(pause);
			this.server.answer(403, "", DENIED);
			Client.REQUEST_FACTORY.send(service, "/a", null);
		}
		assertThat(this.log.warnings()).hasSize(2)
			.satisfies((warnings) -> assertThat(warnings.get(1)).contains("refusal number 3 "));
	}

	@Test
	void whenTakenThenASnapshotStaysAsItIs() {
		SigV4Service service = service().build();
		SigV4Refusals before = service.refusals();
		this.server.answer(403, "", DENIED);
		Client.REQUEST_FACTORY.send(service, "/a", null);
		assertThat(before.counts()).isEmpty();
		assertThat(before.last()).isNull();
		assertThat(before.lastTime()).isNull();
		SigV4Refusals after = service.refusals();
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> after.counts().clear());
	}

	private void assertNothingSaid(SigV4Service service) {
		assertThat(service.refusals().count()).isZero();
		assertThat(this.log.all()).isEmpty();
		assertThat(this.told).isEmpty();
	}

	private SigV4Service.Builder service() {
		return TestServices
			.service(this.server, TestServices.EXECUTE_API,
					new ReplacedCredentials(TestServices.TEMPORARY,
							SigV4Credentials.of("ASIDNEW", "new/secret", "new+token=")))
			.clock(this.clock)
			.listener(new SigV4Listener() {

				@Override
				public void refused(String service, Refusal refusal) {
					assertThat(service).isEqualTo("orders");
					ExplainedRefusalTests.this.told.add(refusal);
				}

			});
	}

}
