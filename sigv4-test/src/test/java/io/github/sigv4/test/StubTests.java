package io.github.sigv4.test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.sigv4.Verification.Outcome;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.test.RawClient.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Stub} and what a test says to a running server.
 */
class StubTests {

	private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");

	private static final SigV4Credentials CREDENTIALS = TestCredentials.permanent();

	private final TestClock clock = TestClock.at(NOW);

	private final VerifyingServer server = VerifyingServer.builder()
		.name("orders")
		.credentials(CREDENTIALS)
		.service("execute-api", "eu-west-1")
		.clock(this.clock)
		.start();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void whenNothingIsStubbedThenEverythingIsOk() throws IOException {
		Answer answer = call("GET", "/anything");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).isEmpty();
		assertThat(this.server.unmatchedRequests()).isEmpty();
	}

	@Test
	void shouldAnswerInOrderThenTheLastAgain() throws IOException {
		this.server.stub("GET", "/orders")
			.respond(TestResponse.text("first"), TestResponse.of(503))
			.respond((request) -> TestResponse.text(request.target()).withHeader("X-Page", "2"));
		assertThat(call("GET", "/orders").body()).isEqualTo("first");
		assertThat(call("GET", "/orders?page=1").status()).isEqualTo(503);
		for (int i = 0; i < 3; i++) {
			Answer answer = call("GET", "/orders?page=" + i);
			assertThat(answer.body()).isEqualTo("/orders?page=" + i);
			assertThat(answer.headers()).containsEntry("x-page", "2");
		}
	}

	@Test
	void shouldRefuseInOrderToo() throws IOException {
		this.server.stub("POST", "/orders").refuse(AwsRefusal.THROTTLED).respond(TestResponse.of(201));
		Answer throttled = call("POST", "/orders");
		assertThat(throttled.status()).isEqualTo(429);
		assertThat(throttled.headers()).containsEntry("x-amzn-errortype", "TooManyRequestsException");
		assertThat(call("POST", "/orders").status()).isEqualTo(201);
		assertThat(this.server.requests()).allMatch((request) -> request.verdict().isAccepted());
	}

	@Test
	void whenSeveralStubsMatchThenTheLatestAnswers() throws IOException {
		this.server.stub((request) -> request.path().startsWith("/orders")).respond(TestResponse.text("any"));
		this.server.stub("GET", "/orders/1").respond(TestResponse.text("one"));
		this.server.stub("GET", "/orders/1?full=true").respond(TestResponse.text("full"));
		assertThat(call("GET", "/orders/1").body()).isEqualTo("one");
		assertThat(call("GET", "/orders/1?full=false").body()).isEqualTo("one");
		assertThat(call("GET", "/orders/1?full=true").body()).isEqualTo("full");
		assertThat(call("POST", "/orders/1").body()).isEqualTo("any");
	}

	@Test
	void whenThereIsNoStubThenTheAnswerSaysWhatThereIs() throws IOException {
		this.server.stub("GET", "/orders");
		assertThat(call("GET", "/orders").status()).isEqualTo(200);
		Answer answer = call("PUT", "/orders?secret=1");
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.body())
			.isEqualTo("{\"message\":\"The test server has no stub for PUT /orders, but for [GET /orders]\"}");
		assertThat(this.server.unmatchedRequests()).extracting(ReceivedRequest::method).containsExactly("PUT");
		assertThat(this.server.requests()).hasSize(2);
	}

	@Test
	void whenTheSignatureIsWrongThenNoStubIsUsed() throws IOException {
		this.server.stub("GET", "/orders").respond(TestResponse.text("first"), TestResponse.text("second"));
		assertThat(RawClient.exchange(this.server, "GET /orders HTTP/1.1\r\nHost: a\r\n\r\n").status()).isEqualTo(403);
		assertThat(call("GET", "/orders").body()).isEqualTo("first");
		assertThat(this.server.unmatchedRequests()).isEmpty();
	}

	@Test
	void whenTheServersClockIsWrongThenItRefusesByThatTime() throws IOException {
		this.server.setClockOffset(Duration.ofMinutes(-10));
		Answer answer = call("GET", "/");
		assertThat(answer.status()).isEqualTo(403);
		assertThat(answer.headers()).containsEntry("date", "Sun, 30 Aug 2015 12:26:00 GMT");
		assertThat(answer.body()).contains("Signature not yet current: 20150830T123600Z is still later than");
		assertThat(this.server.requests()).singleElement()
			.extracting((request) -> request.verdict().outcome())
			.isEqualTo(Outcome.TIME_TOO_SKEWED);
		this.server.setClockOffset(Duration.ofMinutes(5));
		assertThat(call("GET", "/").status()).isEqualTo(200);
	}

	@Test
	void whenResetThenNothingOfATestIsLeft() throws IOException {
		try (VerifyingServer other = VerifyingServer.builder()
			.credentials(CREDENTIALS)
			.service("execute-api", "eu-west-1")
			.clock(this.clock)
			.respond("GET", "/built", TestResponse.text("built"))
			.start()) {
			other.stub("GET", "/built").respond(TestResponse.text("test"));
			other.setClockOffset(Duration.ofDays(1));
			assertThat(call(other, "GET", "/built").status()).isEqualTo(403);
			other.setClockOffset(Duration.ZERO);
			assertThat(call(other, "GET", "/built").body()).isEqualTo("test");
			call(other, "GET", "/none");
			other.setClockOffset(Duration.ofDays(1));
			other.reset();
			assertThat(other.requests()).isEmpty();
			assertThat(other.unmatchedRequests()).isEmpty();
			assertThat(call(other, "GET", "/built").body()).isEqualTo("built");
		}
	}

	@Test
	void shouldSayWhatItIs() {
		assertThat(this.server.name()).isEqualTo("orders");
		assertThat(this.server.signingName()).isEqualTo("execute-api");
		assertThat(this.server.region()).isEqualTo("eu-west-1");
		assertThat(this.server).hasToString("VerifyingServer[orders " + this.server.uri() + "]");
		assertThat(this.server.stub("GET", "/a")).hasToString("GET /a");
		assertThatIllegalArgumentException().isThrownBy(() -> this.server.stub("GET", "a"));
	}

	private Answer call(String method, String target) throws IOException {
		return call(this.server, method, target);
	}

	private Answer call(VerifyingServer server, String method, String target) throws IOException {
		return RawClient.exchange(server,
				AwsSdkRequest
					.signed(server.uri().resolve(target), method, Map.of(), "", "execute-api", "eu-west-1", CREDENTIALS,
							this.clock.instant())
					.wire());
	}

}
