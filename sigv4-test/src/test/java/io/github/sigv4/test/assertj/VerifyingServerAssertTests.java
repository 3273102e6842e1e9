package io.github.sigv4.test.assertj;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.Verification.Outcome;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.test.TestClock;
import io.github.sigv4.test.TestCredentials;
import io.github.sigv4.test.VerifyingServer;

import static io.github.sigv4.test.assertj.SigV4Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link VerifyingServerAssert}.
 */
class VerifyingServerAssertTests {

	private static final SigV4Credentials CREDENTIALS = TestCredentials.temporary();

	private final TestClock clock = TestClock.at(Instant.parse("2015-08-30T12:36:00Z"));

	private final VerifyingServer server = VerifyingServer.builder()
		.credentials(CREDENTIALS)
		.service("execute-api", "eu-west-1")
		.clock(this.clock)
		.start();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void shouldGoOnWithTheLatestRequest() throws IOException {
		call("/orders", true);
		call("/orders?page=1", true);
		call("/orders?page=2", false);
		assertThat(this.server).received("GET", "/orders").isRefused(Outcome.MISSING_AUTHENTICATION);
		assertThat(this.server).received("GET", "/orders?page=1").isSignedFor("execute-api", "eu-west-1");
		assertThat(this.server).received(3, "GET", "/orders").received(0, "POST", "/orders");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(this.server).as("my words").received("GET", "/orders").isSigned())
			.withMessageStartingWith("[my words] ");
	}

	@Test
	void whenSomethingElseCameThenListsIt() throws IOException {
		assertThat(this.server).receivedNothing().refusedNothing();
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(this.server).received("GET", "/orders"))
			.withMessageContaining("GET /orders")
			.withMessageContaining("but there came none");
		call("/items?secret=1", true);
		call("/items", false);
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(this.server).received("GET", "/orders"))
			.withMessageContainingAll("but there came", "GET /items, accepted",
					"GET /items, refused: MISSING_AUTHENTICATION: The request has neither")
			.withMessageNotContaining("secret");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(this.server).received(1, "GET", "/items"))
			.withMessageContaining("Expecting 1 requests")
			.withMessageContaining("but it was 2 of");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(this.server).receivedNothing())
			.withMessageContaining("Expecting no request, but there came");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(this.server).refusedNothing())
			.withMessageContaining("GET /items, refused")
			.withMessageNotContaining("accepted");
	}

	@Test
	void whenMuchElseCameThenListsTwenty() throws IOException {
		for (int i = 0; i < 22; i++) {
			call("/" + i, true);
		}
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(this.server).received("GET", "/orders"))
			.withMessageContaining("GET /19, accepted")
			.withMessageContaining("and 2 more")
			.withMessageNotContaining("/20");
	}

	@Test
	void whenARequestHadNoStubThenSaysWhich() throws IOException {
		this.server.stub("GET", "/orders");
		call("/orders", true);
		assertThat(this.server).hasNoUnmatchedRequests();
		call("/items", true);
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(this.server).hasNoUnmatchedRequests())
			.withMessageContaining("Expecting a stub for every request, but there came")
			.withMessageContaining("GET /items, accepted")
			.withMessageNotContaining("/orders");
	}

	private void call(String target, boolean signed) throws IOException {
		HttpURLConnection connection = (HttpURLConnection) this.server.uri().resolve(target).toURL().openConnection();
		if (signed) {
			SigV4Request request = SigV4Request.builder("GET", this.server.uri().resolve(target)).build();
			SigV4Signer.create()
				.sign(request, SigningSettings.forService("execute-api", "eu-west-1"), CREDENTIALS,
						this.clock.instant())
				.forEachHeader(connection::setRequestProperty);
		}
		connection.getResponseCode();
		connection.disconnect();
	}

}
