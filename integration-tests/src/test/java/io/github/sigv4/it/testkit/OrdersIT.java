package io.github.sigv4.it.testkit;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.web.client.HttpClientErrorException;

import io.github.sigv4.Refusal;
import io.github.sigv4.Verification.Outcome;
import io.github.sigv4.spring.restclient.RestClientSigV4;
import io.github.sigv4.test.AwsRefusal;
import io.github.sigv4.test.TestClock;
import io.github.sigv4.test.TestResponse;
import io.github.sigv4.test.VerifyingServer;
import io.github.sigv4.test.junit.SigV4TestServer;

import static io.github.sigv4.test.assertj.SigV4Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The test kit with the starter: what its page shows, and the cures that an application
 * has built in. The properties that are there would need an account, and AWS STS.
 */
@SpringBootTest(classes = OrdersApplication.class, properties = { "spring.main.web-application-type=none",
		// Apache HttpClient would repeat what was throttled by itself
		"spring.http.clients.imperative.factory=jdk",
		"aws.sigv4.services.orders.base-url=https://abc123.execute-api.eu-west-1.amazonaws.com/prod",
		"aws.sigv4.services.orders.credentials.assume-role.role-arn=arn:aws:iam::123456789012:role/orders",
		"aws.sigv4.services.orders.credentials.assume-role.duration=1h",
		"aws.sigv4.services.orders.credentials.assume-role.source-roles[0].role-arn="
				+ "arn:aws:iam::123456789012:role/gate" })
@SigV4TestServer("orders")
class OrdersIT {

	@Test
	void findsAnOrder(@Autowired Orders orders, VerifyingServer server) {
		server.stub("GET", "/prod/orders/42").respond(TestResponse.json("{\"id\":\"42\"}"));
		assertThat(orders.find("42")).contains("42");
		assertThat(server).received("GET", "/prod/orders/42")
			.isSignedFor("execute-api", "eu-west-1")
			.isSignedAt(Instant.parse("2015-08-30T12:36:00Z"))
			.hasSessionToken();
	}

	@Test
	void everyClientIsPointedAtTheServer(@Autowired Orders orders, VerifyingServer server) {
		server.stub("GET", "/prod/orders/a%20b").respond(TestResponse.text("here"));
		assertThat(orders.find("a b")).isEqualTo("here");
		assertThat(orders.findReactively("a b")).isEqualTo("here");
		assertThat(orders.findByTemplate("a b")).isEqualTo("here");
		assertThat(server).received(3, "GET", "/prod/orders/a%20b").refusedNothing();
	}

	@Test
	void waitsWhereThereAreTooManyCalls(@Autowired Orders orders, VerifyingServer server) {
		server.stub("GET", "/prod/orders/42").refuse(AwsRefusal.THROTTLED).respond(TestResponse.text("here"));
		assertThat(orders.findOrWait("42")).isEqualTo("later");
		assertThat(orders.findOrWait("42")).isEqualTo("here");
	}

	@Test
	void aWrongClockIsLearnedFromTheServer(@Autowired Orders orders, VerifyingServer server) {
		server.setClockOffset(Duration.ofMinutes(20));
		server.stub("GET", "/prod/orders/42").respond(TestResponse.text("here"));
		assertThat(orders.find("42")).isEqualTo("here");
		assertThat(server.requests()).extracting((request) -> request.verdict().outcome())
			.containsExactly(Outcome.TIME_TOO_SKEWED, Outcome.VERIFIED);
		// The application's clock is right again
		server.setClockOffset(Duration.ZERO);
		assertThat(orders.find("42")).isEqualTo("here");
	}

	@Test
	void aClockThatIsTooWrongIsNotBelieved(@Autowired Orders orders, VerifyingServer server) {
		server.stub("GET", "/prod/orders/42").refuse(AwsRefusal.SKEWED_CLOCK);
		HttpClientErrorException.Forbidden refused = catchThrowableOfType(HttpClientErrorException.Forbidden.class,
				() -> orders.find("42"));
		assertThat(RestClientSigV4.refusal(refused).cause()).isEqualTo(Refusal.Cause.CLOCK_SKEW);
		assertThat(server).received(1, "GET", "/prod/orders/42");
	}

	@Test
	void otherRefusalsAreExplained(@Autowired Orders orders, VerifyingServer server) {
		server.stub("GET", "/prod/orders/1").refuse(AwsRefusal.ACCESS_DENIED);
		server.stub("GET", "/prod/orders/2").refuse(AwsRefusal.EXPIRED_TOKEN);
		server.stub("GET", "/prod/orders/3").refuse(AwsRefusal.FORBIDDEN);
		assertThat(cause(orders, "1")).isEqualTo(Refusal.Cause.NOT_ALLOWED);
		assertThat(cause(orders, "2")).isEqualTo(Refusal.Cause.EXPIRED_CREDENTIALS);
		assertThat(cause(orders, "3")).isEqualTo(Refusal.Cause.FORBIDDEN);
	}

	private static Refusal.Cause cause(Orders orders, String id) {
		HttpClientErrorException refused = catchThrowableOfType(HttpClientErrorException.class, () -> orders.find(id));
		return RestClientSigV4.refusal(refused).cause();
	}

	@Test
	void theClockOfTheTestIsThatOfSignatures(@Autowired Orders orders, VerifyingServer server, TestClock clock) {
		clock.advance(Duration.ofDays(1));
		orders.find("42");
		assertThat(server).received("GET", "/prod/orders/42").isSignedAt(Instant.parse("2015-08-31T12:36:00Z"));
	}

}
