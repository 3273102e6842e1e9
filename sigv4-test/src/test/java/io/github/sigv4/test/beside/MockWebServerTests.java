package io.github.sigv4.test.beside;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.sigv4.SignatureDifference.Step;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.test.SignatureJudge;
import io.github.sigv4.test.SigningLedger;
import io.github.sigv4.test.TestClock;
import io.github.sigv4.test.TestCredentials;
import io.github.sigv4.test.TestResponse;
import io.github.sigv4.test.WireRequest;

import static io.github.sigv4.test.assertj.SigV4Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The judge beside OkHttp's MockWebServer: in its dispatcher, which answers as the
 * service would, and for what was recorded.
 */
class MockWebServerTests {

	private static final SigV4Credentials CREDENTIALS = TestCredentials.temporary();

	private static final TestClock CLOCK = TestClock.at(Instant.parse("2015-08-30T12:36:00Z"));

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final SigningLedger ledger = new SigningLedger();

	private final SignatureJudge judge = SignatureJudge.builder()
		.credentials(CREDENTIALS)
		.service("execute-api", "eu-west-1")
		.clock(CLOCK)
		.ledger(this.ledger)
		.build();

	private final MockWebServer server = new MockWebServer();

	@BeforeEach
	void start() throws Exception {
		this.server.setDispatcher(new Dispatcher() {

			@Override
			public MockResponse dispatch(RecordedRequest request) {
				TestResponse refusal = MockWebServerTests.this.judge.judge(wireRequest(request)).answer();
				return (refusal != null) ? mockResponse(refusal) : new MockResponse.Builder().code(201).build();
			}

		});
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	/** What MockWebServer shows of a request, as it was on the wire. */
	private static WireRequest wireRequest(RecordedRequest request) {
		byte[] body = (request.getBody() != null) ? request.getBody().toByteArray() : new byte[0];
		WireRequest wire = WireRequest.of(request.getMethod(), request.getTarget()).withBody(body);
		Headers headers = request.getHeaders();
		for (int i = 0; i < headers.size(); i++) {
			wire = wire.withHeader(headers.name(i), headers.value(i));
		}
		return wire;
	}

	private static MockResponse mockResponse(TestResponse response) {
		MockResponse.Builder builder = new MockResponse.Builder().code(response.status())
			.body(new Buffer().write(response.body()));
		response.headers().forEach((header) -> builder.setHeader(header.name(), header.value()));
		return builder.build();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/prod/orders", "/prod/a%20b/%C3%BC%2Fc?q=%2B&q=a%2Bb&empty", "/prod//x/../y?a=1&b=2",
			"/prod/@x/~y;z=1/*" })
	void whenTheSignatureIsRightThenTheAnswerIsTheTests(String target) throws Exception {
		assertThat(send(target, Map.of()).statusCode()).isEqualTo(201);
		assertThat(this.judge.receive(wireRequest(this.server.takeRequest()))).isSignedFor("execute-api", "eu-west-1")
			.hasSignedHeader("X-Tenant-Id", "acme")
			.hasSessionToken()
			.hasBody("{}");
	}

	@Test
	void whenTheSignatureIsWrongThenTheAnswerIsThatOfTheService() throws Exception {
		HttpResponse<String> response = send("/prod/orders", Map.of("Content-Type", "text/plain"));
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains("InvalidSignatureException");
		assertThat(response.body()).contains("The Canonical String for this request should have been");
		assertThat(this.judge.receive(wireRequest(this.server.takeRequest()))).isRefusedAt(Step.CANONICAL_HEADER);
	}

	private HttpResponse<String> send(String target, Map<String, String> damage) throws Exception {
		URI uri = URI.create("http://127.0.0.1:" + this.server.getPort() + target);
		HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString("{}"));
		SignedPost.headers(this.ledger.signer(), uri, CREDENTIALS, CLOCK.instant()).forEach(request::setHeader);
		damage.forEach(request::setHeader);
		return this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}
