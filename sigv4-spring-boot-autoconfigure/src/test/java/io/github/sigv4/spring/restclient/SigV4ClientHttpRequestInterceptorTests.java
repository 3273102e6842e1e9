package io.github.sigv4.spring.restclient;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.test.web.client.match.MockRestRequestMatchers;
import org.springframework.test.web.client.response.MockRestResponseCreators;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.NoSuchSigV4ServiceException;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.RotatingCredentials;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.TickingClock;
import io.github.sigv4.spring.wire.WireRequest;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SigV4ClientHttpRequestInterceptorTests {

	private final WireServer server = new WireServer();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void whateverIsDoneWithTheRequestThatIsSentThenThatOfTheCallerStaysAsItWas() throws IOException {
		MockClientHttpRequest request = new MockClientHttpRequest(HttpMethod.GET, this.server.uri("/b/k"));
		request.getHeaders().addAll("B", List.of("1", "2"));
		request.getHeaders().set("a", "3");
		HttpHeaders before = HttpHeaders.copyOf(request.getHeaders());
		new SigV4ClientHttpRequestInterceptor(TestServices.service(this.server).build()).intercept(request, new byte[0],
				(sent, body) -> {
					assertThat(sent.getHeaders().get("b")).containsExactly("1", "2");
					assertThat(sent.getHeaders().get("A")).containsExactly("3");
					assertThat(sent.getHeaders().getFirst("authorization")).isNotNull();
					sent.getHeaders().add("A", "4");
					sent.getHeaders().add("b", "5");
					assertThat(sent.getHeaders().get("B")).containsExactly("1", "2", "5");
					return new MockClientHttpResponse();
				});
		assertThat(request.getHeaders()).isEqualTo(before);
	}

	@Test
	void whenRetriedByAnInterceptorBeforeThenSignsAnewWithTheCredentialsOfThatTime() {
		RotatingCredentials credentials = new RotatingCredentials(TestServices.TEMPORARY, TestServices.PERMANENT);
		SigV4Service service = TestServices.service(this.server, TestServices.S3, credentials)
			.clock(new TickingClock())
			.build();
		RetryOnce retry = new RetryOnce();
		this.server.answer(503);
		builder().requestInterceptor(retry)
			.requestInterceptor(new SigV4ClientHttpRequestInterceptor(service))
			.build()
			.put()
			.uri("/b/k")
			.body("attempt 1")
			.retrieve()
			.toBodilessEntity();
		WireRequest first = this.server.take();
		WireRequest second = this.server.take();
		AwsJudge.assertSigned(first, TestServices.S3, TestServices.TEMPORARY);
		AwsJudge.assertSigned(second, TestServices.S3, TestServices.PERMANENT);
		assertThat(second.text()).isEqualTo("attempt 2");
		assertThat(second.value("X-Amz-Date")).isNotEqualTo(first.value("X-Amz-Date"));
		assertThat(retry.headersAfterFirst).as("headers of the caller's request")
			.noneMatch((name) -> name.startsWith("x-amz") || name.equals("authorization"));
	}

	@Test
	void whenInterceptorBehindChangesTheRequestOfAnAppliedTwiceThenSignsWhatIsSent() {
		RotatingCredentials credentials = new RotatingCredentials(TestServices.TEMPORARY, TestServices.PERMANENT);
		SigV4Service service = TestServices.service(this.server, TestServices.S3, credentials).build();
		ClientHttpRequestInterceptor signing = new SigV4ClientHttpRequestInterceptor(service);
		builder().requestInterceptor(signing).requestInterceptor((request, body, execution) -> {
			request.getHeaders().set("X-Amz-Meta", "1");
			return execution.execute(request, new byte[] { 'c', 'h' });
		}).requestInterceptor(signing).build().put().uri("/b/k").body("x").retrieve().toBodilessEntity();
		WireRequest sent = this.server.take();
		assertThat(sent.text()).isEqualTo("ch");
		AwsJudge.assertSigned(sent, TestServices.S3, TestServices.PERMANENT);
	}

	@Test
	void whenAuthorizationIsForeignThenRefuses() {
		RestClient client = client(TestServices.service(this.server).build());
		assertRefused(client.get().uri("/orders").headers((headers) -> headers.setBearerAuth("token")))
			.hasMessageContaining("Authorization")
			.hasMessageNotContaining("Bearer");
	}

	@Test
	void whenForeignAuthorizationIsToBeReplacedThenSendsOne() {
		SigV4Service service = TestServices
			.service(this.server, TestServices.EXECUTE_API.withReplaceAuthorization(true),
					SigV4CredentialsProvider.of(TestServices.TEMPORARY))
			.build();
		client(service).get().uri("/orders").header("authorization", "Bearer a").retrieve().toBodilessEntity();
		assertSigned(this.server.take());
	}

	@Test
	void whenHostIsForeignThenRefusesBeforeCredentials() {
		RotatingCredentials credentials = new RotatingCredentials(TestServices.TEMPORARY);
		RestClient client = client(TestServices.service(this.server, TestServices.EXECUTE_API, credentials).build());
		assertRefused(client.get().uri(this.server.foreignUri("/orders"))).hasMessageContaining("allowed-hosts");
		assertThat(credentials.calls()).isZero();
	}

	@Test
	void whenPlainHttpLeavesTheMachineThenRefuses() {
		SigV4Service service = TestServices.service(this.server).baseUrl(URI.create("http://api.example.com")).build();
		assertRefused(client(service).get().uri("http://api.example.com/orders"))
			.hasMessageContaining("allow-insecure-http");
	}

	@Test
	void whenHostHeaderIsForeignThenRefuses() {
		RestClient client = client(TestServices.service(this.server).build());
		assertRefused(client.get().uri("/orders").header("Host", "other.example.com"))
			.hasMessageContaining("Host header");
	}

	@Test
	void whenSigningHostIsSetThenSignsAndSendsIt() {
		String signingHost = "abc123.execute-api.eu-west-1.amazonaws.com";
		SigV4Service service = TestServices.service(this.server).signingHost(signingHost).build();
		for (Factory factory : List.of(Factory.HTTP_COMPONENTS, Factory.JETTY, Factory.REACTOR)) {
			builder().requestFactory(factory.factory())
				.requestInterceptor(new SigV4ClientHttpRequestInterceptor(service))
				.build()
				.get()
				.uri("/orders")
				.retrieve()
				.toBodilessEntity();
			WireRequest sent = this.server.take();
			assertSigned(sent);
			assertThat(sent.values("Host")).as(factory.name()).containsExactly(signingHost);
		}
	}

	@Test
	void whenSignedHeaderIsNotAsciiThenRefuses() {
		RestClient client = client(TestServices.service(this.server).build());
		assertRefused(client.get().uri("/orders").header("x-amz-meta-name", "caf\u00e9"))
			.hasMessageContaining("'x-amz-meta-name'");
	}

	@Test
	void whenCallerKnowsThePayloadHashThenSignsIt() {
		SigV4Service service = TestServices
			.service(this.server, TestServices.S3, SigV4CredentialsProvider.of(TestServices.TEMPORARY))
			.build();
		client(service).put()
			.uri("/b/k")
			.header("x-amz-content-sha256", PayloadHash.UNSIGNED.value())
			.body("x")
			.retrieve()
			.toBodilessEntity();
		WireRequest sent = this.server.take();
		AwsJudge.assertSigned(sent, TestServices.S3, TestServices.TEMPORARY);
		assertThat(sent.values("x-amz-content-sha256")).containsExactly("UNSIGNED-PAYLOAD");
	}

	@Test
	void whenThereAreNoCredentialsThenSaysForWhichService() {
		SigV4CredentialsProvider provider = () -> {
			throw new CredentialsException("none found");
		};
		RestClient client = client(TestServices.service(this.server, TestServices.EXECUTE_API, provider).build());
		assertThatExceptionOfType(CredentialsException.class)
			.isThrownBy(() -> client.get().uri("/orders").retrieve().toBodilessEntity())
			.withMessage("SigV4 service 'orders': none found");
		assertThat(this.server.isUntouched()).isTrue();
	}

	@Test
	void whenServiceIsDisabledThenPassesRequestsAsTheyAre() {
		RotatingCredentials credentials = new RotatingCredentials(TestServices.TEMPORARY);
		SigV4Service service = TestServices.service(this.server, TestServices.EXECUTE_API, credentials)
			.enabled(false)
			.build();
		client(service).get()
			.uri(this.server.foreignUri("/orders?q=a+b"))
			.headers((headers) -> headers.setBearerAuth("token"))
			.retrieve()
			.toBodilessEntity();
		WireRequest sent = this.server.take();
		assertThat(sent.target()).isEqualTo("/orders?q=a+b");
		assertThat(sent.values("Authorization")).containsExactly("Bearer token");
		assertThat(sent.headers()).noneMatch((header) -> header.getKey().toLowerCase(Locale.ROOT).startsWith("x-amz"));
		assertThat(credentials.calls()).isZero();
	}

	@Test
	void whenRestClientIsBoundToAMockServerThenThatSeesSignedHeaders() {
		RestClient.Builder builder = RestClient.builder()
			.baseUrl("https://api.example.com")
			.requestInterceptor(new SigV4ClientHttpRequestInterceptor(mocked()));
		MockRestServiceServer mockServer = mockServer(MockRestServiceServer.bindTo(builder).build());
		builder.build().get().uri("/orders?q=a+b").retrieve().toBodilessEntity();
		mockServer.verify();
	}

	@Test
	void whenRestTemplateIsBoundToAMockServerThenThatSeesSignedHeaders() {
		RestTemplate template = new RestTemplate();
		RestClientSigV4.of(new SigV4Services(List.of(mocked()))).forRestTemplate("orders").accept(template);
		MockRestServiceServer mockServer = mockServer(MockRestServiceServer.bindTo(template).build());
		template.getForEntity(URI.create("https://api.example.com/orders?q=a+b"), String.class);
		mockServer.verify();
	}

	private SigV4Service mocked() {
		return TestServices.service(this.server).baseUrl(URI.create("https://api.example.com")).build();
	}

	private static MockRestServiceServer mockServer(MockRestServiceServer mockServer) {
		mockServer.expect(MockRestRequestMatchers.requestTo("https://api.example.com/orders?q=a%2Bb"))
			.andExpect(MockRestRequestMatchers.header("X-Amz-Security-Token", TestServices.TEMPORARY.sessionToken()))
			.andExpect((request) -> assertThat(request.getHeaders().getFirst("Authorization"))
				.startsWith("AWS4-HMAC-SHA256 Credential=ASIDEXAMPLE/")
				.contains("/eu-west-1/execute-api/aws4_request, "))
			.andRespond(MockRestResponseCreators.withSuccess());
		return mockServer;
	}

	@Test
	void whenSetOnRestTemplateThenIsLast() {
		SigV4ClientHttpRequestInterceptor signing = new SigV4ClientHttpRequestInterceptor(mocked());
		RestTemplate template = new RestTemplate();
		template.setInterceptors(List.of(new OrderedInterceptor(), signing, new OrderedInterceptor()));
		assertThat(template.getInterceptors()).last().isSameAs(signing);
	}

	@Test
	void whenNameIsUnknownThenFailsAtOnce() {
		RestClientSigV4 sigV4 = RestClientSigV4.of(new SigV4Services(List.of()));
		assertThatExceptionOfType(NoSuchSigV4ServiceException.class).isThrownBy(() -> sigV4.forService("orders"));
		assertThatExceptionOfType(NoSuchSigV4ServiceException.class).isThrownBy(() -> sigV4.forRestTemplate("orders"));
	}

	private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(RestClient.RequestHeadersSpec<?> request) {
		AbstractThrowableAssert<?, ? extends Throwable> refusal = assertThatThrownBy(
				() -> request.retrieve().toBodilessEntity())
			.isInstanceOf(SigV4Exception.class)
			.hasMessageStartingWith("SigV4 service 'orders': ");
		assertThat(this.server.isUntouched()).isTrue();
		return refusal;
	}

	private void assertSigned(WireRequest request) {
		AwsJudge.assertSigned(request, TestServices.EXECUTE_API, TestServices.TEMPORARY);
	}

	private RestClient client(SigV4Service service) {
		return builder().requestInterceptor(new SigV4ClientHttpRequestInterceptor(service)).build();
	}

	private RestClient.Builder builder() {
		return RestClient.builder().requestFactory(Factory.JDK.factory()).baseUrl(this.server.uri(""));
	}

	/** Takes 503 for a reason to try again, with another body. */
	private static final class RetryOnce implements ClientHttpRequestInterceptor {

		private List<String> headersAfterFirst = List.of();

		@Override
		public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
				throws IOException {
			ClientHttpResponse response = execution.execute(request, body);
			if (response.getStatusCode().value() != 503) {
				return response;
			}
			response.close();
			this.headersAfterFirst = request.getHeaders()
				.headerNames()
				.stream()
				.map((name) -> name.toLowerCase(Locale.ROOT))
				.toList();
			byte[] changed = body.clone();
			changed[changed.length - 1] = '2';
			return execution.execute(request, changed);
		}

	}

	private static final class OrderedInterceptor implements ClientHttpRequestInterceptor, Ordered {

		@Override
		public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
				throws IOException {
			return execution.execute(request, body);
		}

		@Override
		public int getOrder() {
			return 0;
		}

	}

}
