package io.github.sigv4.test.spring;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.test.Leniency;
import io.github.sigv4.test.SignatureJudge;
import io.github.sigv4.test.TestClock;
import io.github.sigv4.test.TestCredentials;

import static io.github.sigv4.test.spring.SignedRequestMatchers.signedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Tests for {@link SignedRequestMatchers}, {@link SignedExchanges} and
 * {@link ServiceJudges}, with clients that sign by hand: those of the starter are tested
 * where they are.
 */
class SignedMatchersTests {

	private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");

	private static final String HOST = "https://abc123.execute-api.eu-west-1.amazonaws.com";

	private static final SigV4Credentials CREDENTIALS = TestCredentials.temporary();

	private final SignatureJudge judge = SignatureJudge.builder()
		.credentials(CREDENTIALS)
		.service("execute-api", "eu-west-1")
		.clock(TestClock.at(NOW))
		.build();

	@Test
	void whenTheMockedRequestIsSignedThenItMatches() {
		assertThat(post(HOST + "/prod/a%20b?q=%2F", (headers) -> {
		})).isEqualTo("ok");
		assertThat(post(HOST + ":443", (headers) -> {
		})).isEqualTo("ok");
	}

	@Test
	void whenTheMockedRequestIsNotSignedRightThenSaysWhy() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> post(HOST + "/prod/orders", (headers) -> headers.set("X-Amz-Date", "20150830T123601Z")))
			.withMessageContaining(
					"Expected POST /prod/orders to be signed for SignatureJudge[execute-api, eu-west-1], "
							+ "but it was refused: SIGNATURE_MISMATCH");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> post(HOST + "/prod/orders", (headers) -> headers.remove("Authorization")))
			.withMessageContaining("refused: MISSING_AUTHENTICATION");
	}

	private String post(String url, Consumer<HttpHeaders> damage) {
		ClientHttpRequestInterceptor signing = (request, body, execution) -> {
			sign("POST", request.getURI(), body).forEach(request.getHeaders()::set);
			damage.accept(request.getHeaders());
			return execution.execute(request, body);
		};
		RestClient.Builder builder = RestClient.builder().requestInterceptor(signing);
		MockRestServiceServer server = MockRestServiceServer.bindTo(builder).build();
		server.expect(requestTo(url))
			.andExpect(signedFor(this.judge))
			.andRespond(withSuccess("ok", MediaType.TEXT_PLAIN));
		return builder.build().post().uri(URI.create(url)).body("body").retrieve().body(String.class);
	}

	@Test
	void whenTheWrittenRequestIsSignedThenTheNextOneAnswers() {
		assertThat(exchange("body", "body")).isEqualTo("ok");
		assertThat(exchange("", "")).isEqualTo("ok");
	}

	@Test
	void whenTheWrittenRequestIsNotSignedRightThenSaysWhy() {
		assertThatException().isThrownBy(() -> exchange("body", "other"))
			.withCauseInstanceOf(AssertionError.class)
			.withMessageContaining(
					"Expected POST /prod/orders to be signed for SignatureJudge[execute-api, eu-west-1], "
							+ "but it was refused: SIGNATURE_MISMATCH");
	}

	private String exchange(String signed, String sent) {
		URI url = URI.create(HOST + "/prod/orders?a=1");
		ExchangeFunction network = SignedExchanges.signedFor(this.judge,
				(request) -> Mono.just(ClientResponse.create(HttpStatus.OK).body("ok").build()));
		WebClient client = WebClient.builder()
			.exchangeFunction(network)
			.filter((request, next) -> next.exchange(ClientRequest.from(request)
				.headers((headers) -> sign("POST", url, signed.getBytes(StandardCharsets.UTF_8)).forEach(headers::set))
				.build()))
			.build();
		return client.post().uri(url).bodyValue(sent).retrieve().bodyToMono(String.class).block();
	}

	private static Map<String, String> sign(String method, URI url, byte[] body) {
		SigV4Request request = SigV4Request.builder(method, url).payload(PayloadHash.of(body)).build();
		return SigV4Signer.create()
			.sign(request, SigningSettings.forService("execute-api", "eu-west-1"), CREDENTIALS, NOW)
			.headers();
	}

	@Test
	void shouldJudgeByWhatTheContextSays() {
		GenericApplicationContext context = context(Map.of("aws.sigv4.services.orders.base-url", HOST,
				"aws.sigv4.services.orders.credentials.access-key-id", CREDENTIALS.accessKeyId(),
				"aws.sigv4.services.orders.credentials.secret-access-key", CREDENTIALS.secretAccessKey(),
				"aws.sigv4.services.orders.credentials.session-token", String.valueOf(CREDENTIALS.sessionToken()),
				"aws.sigv4.services.files.signing-name", "s3", "aws.sigv4.region", "eu-north-1",
				"aws.sigv4.credentials.access-key-id", "AKIDSHARED", "aws.sigv4.credentials.secret-access-key",
				"shared"));
		assertThat(ServiceJudges.of(context).judge("orders")).hasToString("SignatureJudge[execute-api, eu-west-1]");
		assertThat(ServiceJudges.of(context).judge("files", Leniency.ANY_REGION))
			.hasToString("SignatureJudge[s3, eu-north-1]");
	}

	@Test
	void shouldTakeTheClockAndTheCredentialsOfTheContext() {
		GenericApplicationContext context = context(
				Map.of("aws.sigv4.services.orders.base-url", HOST, "aws.sigv4.credentials.access-key-id", "AKIDSHARED",
						"aws.sigv4.credentials.secret-access-key", "shared"));
		context.getDefaultListableBeanFactory().registerSingleton("provider", SigV4CredentialsProvider.of(CREDENTIALS));
		context.registerBean("clock", Clock.class, () -> Clock.fixed(NOW, ZoneOffset.UTC));
		assertThat(isAccepted(context, CREDENTIALS, NOW)).isTrue();
		assertThat(isAccepted(context, SigV4Credentials.of("AKIDSHARED", "shared"), NOW)).isFalse();
		context.registerBean("signingClock", Clock.class, () -> Clock.fixed(NOW.plusSeconds(3600), ZoneOffset.UTC),
				(definition) -> ((org.springframework.beans.factory.support.AbstractBeanDefinition) definition)
					.addQualifier(new AutowireCandidateQualifier(Qualifier.class, "sigv4")));
		assertThat(isAccepted(context, CREDENTIALS, NOW)).isFalse();
		assertThat(isAccepted(context, CREDENTIALS, NOW.plusSeconds(3600))).isTrue();
	}

	private static boolean isAccepted(GenericApplicationContext context, SigV4Credentials credentials, Instant time) {
		URI url = URI.create(HOST + "/");
		HttpHeaders headers = new HttpHeaders();
		SigV4Signer.create()
			.sign(SigV4Request.builder("GET", url).build(), SigningSettings.forService("execute-api", "eu-west-1"),
					credentials, time)
			.forEachHeader(headers::set);
		return ServiceJudges.of(context)
			.judge("orders")
			.judge(SentRequest.of(org.springframework.http.HttpMethod.GET, url, headers, new byte[0]))
			.isAccepted();
	}

	@Test
	void whenSomethingIsNotKnownThenNamesTheProperty() {
		assertThatIllegalStateException().isThrownBy(() -> ServiceJudges.of(context(Map.of())).judge("orders"))
			.withMessageStartingWith("aws.sigv4.services.orders.credentials.access-key-id is not set");
		Map<String, Object> keys = Map.of("aws.sigv4.credentials.access-key-id", "AKIDSHARED",
				"aws.sigv4.credentials.secret-access-key", "shared");
		assertThatIllegalStateException().isThrownBy(() -> ServiceJudges.of(context(keys)).judge("orders"))
			.withMessageStartingWith("aws.sigv4.services.orders.signing-name is not set");
	}

	private static GenericApplicationContext context(Map<String, Object> properties) {
		GenericApplicationContext context = new GenericApplicationContext();
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
		context.refresh();
		return context;
	}

}
