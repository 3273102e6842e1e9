package io.github.sigv4.test.beside;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
import io.github.sigv4.test.WireRequest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static io.github.sigv4.test.assertj.SigV4Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The judge beside WireMock: as a matcher of stubs, and for what was recorded.
 */
class WireMockTests {

	private static final SigV4Credentials CREDENTIALS = TestCredentials.temporary();

	private static final TestClock CLOCK = TestClock.at(Instant.parse("2015-08-30T12:36:00Z"));

	private static WireMockServer wireMock;

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final SigningLedger ledger = new SigningLedger();

	private final SignatureJudge judge = SignatureJudge.builder()
		.credentials(CREDENTIALS)
		.service("execute-api", "eu-west-1")
		.clock(CLOCK)
		.ledger(this.ledger)
		.build();

	@BeforeAll
	static void start() {
		wireMock = new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
		wireMock.start();
	}

	@AfterAll
	static void stop() {
		wireMock.stop();
	}

	@BeforeEach
	void stub() {
		wireMock.resetAll();
		wireMock.stubFor(any(anyUrl()).atPriority(2).willReturn(aResponse().withStatus(403)));
		wireMock.stubFor(WireMock.requestMatching((request) -> MatchResult.of(isSigned(request)))
			.atPriority(1)
			.willReturn(aResponse().withStatus(201).withBody("created")));
	}

	private boolean isSigned(Request request) {
		return this.judge.judge(wireRequest(request)).isAccepted();
	}

	/** What WireMock shows of a request, as it was on the wire. */
	private static WireRequest wireRequest(Request request) {
		WireRequest wire = WireRequest.of(request.getMethod().getName(), request.getUrl()).withBody(request.getBody());
		for (HttpHeader header : request.getHeaders().all()) {
			wire = wire.withHeader(header.key(), header.values());
		}
		return wire;
	}

	@ParameterizedTest
	@ValueSource(strings = { "/prod/orders", "/prod/a%20b/%C3%BC%2Fc?q=%2B&q=a%2Bb&empty", "/prod/@x/~y;z=1/*?a=1&b=2",
			"/?Action=DescribeRegions&Version=2016-11-15" })
	void whenTheSignatureIsRightThenTheStubAnswers(String target) throws Exception {
		HttpResponse<String> response = send(target, Map.of());
		assertThat(response.statusCode()).isEqualTo(201);
		assertThat(response.body()).isEqualTo("created");
	}

	@Test
	void whenTheSignatureIsWrongThenAnotherStubAnswersAndTheStepIsNamed() throws Exception {
		assertThat(send("/prod/orders", Map.of("X-Tenant-Id", "evil")).statusCode()).isEqualTo(403);
		List<ServeEvent> events = wireMock.getAllServeEvents();
		assertThat(events).hasSize(1);
		assertThat(this.judge.receive(wireRequest(events.get(0).getRequest()))).isRefusedAt(Step.CANONICAL_HEADER);
	}

	@Test
	void whatWasRecordedCanBeLookedAt() throws Exception {
		send("/prod/orders", Map.of());
		Request recorded = wireMock.getAllServeEvents().get(0).getRequest();
		assertThat(this.judge.receive(wireRequest(recorded))).isSignedFor("execute-api", "eu-west-1")
			.isSignedWith(CREDENTIALS.accessKeyId())
			.hasSignedHeader("X-Tenant-Id", "acme")
			.hasBody("{}");
	}

	private HttpResponse<String> send(String target, Map<String, String> damage) throws Exception {
		URI uri = URI.create(wireMock.baseUrl() + target);
		HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString("{}"));
		SignedPost.headers(this.ledger.signer(), uri, CREDENTIALS, CLOCK.instant()).forEach(request::setHeader);
		damage.forEach(request::setHeader);
		return this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}
