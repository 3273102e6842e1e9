package io.github.sigv4.spring.restclient;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.TickingClock;
import io.github.sigv4.spring.wire.WireRequest;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What goes wrong under a signed request, with each request factory.
 */
class RestClientFaultTests {

	private static final SigningSettings UNSIGNED = TestServices.S3.withSignedPayload(false);

	private final WireServer server = new WireServer();

	@AfterEach
	void stop() {
		this.server.close();
	}

	static Stream<Arguments> factories() {
		return Factory.values().stream().map(Arguments::of);
	}

	@ParameterizedTest
	@MethodSource("factories")
	void whenBodyFailsThenNothingOfASignedRequestIsSent(Factory factory) {
		SigV4ClientHttpRequestFactory signing = new SigV4ClientHttpRequestFactory(factory.factory(),
				TestServices.service(this.server).build());
		assertFails((body) -> RestClient.builder()
			.requestFactory(signing)
			.build()
			.put()
			.uri(this.server.uri("/orders"))
			.body(body)
			.retrieve()
			.toBodilessEntity());
		assertFails((body) -> new RestTemplate(signing).execute(this.server.uri("/orders"), HttpMethod.PUT,
				(request) -> body.writeTo(request.getBody()), null));
		assertThat(this.server.isUntouched()).isTrue();
	}

	@ParameterizedTest
	@MethodSource("factories")
	void whenBodyThatStreamsFailsThenNoWholeRequestIsSent(Factory factory) {
		RestClient client = unsigned(factory);
		assertFails((body) -> client.put()
			.uri(this.server.uri("/b/k"))
			.contentLength(200_000)
			.body(body)
			.retrieve()
			.toBodilessEntity());
		assertFirstWholeOneIsAGet(client);
	}

	/**
	 * Three libraries close the stream of a body that fails, which ends it as if it were
	 * whole. Should one not do so any more, tell it in the documentation.
	 */
	@ParameterizedTest
	@MethodSource("factories")
	void whenBodyOfUnknownLengthFailsThenItIsUpToTheLibrary(Factory factory) {
		RestClient client = unsigned(factory);
		assertFails((body) -> client.put().uri(this.server.uri("/b/k")).body(body).retrieve().toBodilessEntity());
		if (Set.of(Factory.HTTP_COMPONENTS, Factory.JETTY, Factory.SIMPLE).contains(factory)) {
			assertThat(this.server.take().body()).hasSize(10 * 8192);
		}
		assertFirstWholeOneIsAGet(client);
	}

	@ParameterizedTest
	@MethodSource("factories")
	void whenBodyIsNotSignedButCanBeWrittenTwiceThenItsLengthIsSent(Factory factory) {
		unsigned(factory).put()
			.uri(this.server.uri("/b/k"))
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("a", "b"))
			.retrieve()
			.toBodilessEntity();
		WireRequest sent = this.server.take();
		assertThat(sent.values("Content-Length")).containsExactly("9");
		AwsJudge.assertSigned(sent, UNSIGNED, TestServices.TEMPORARY);
	}

	/** The library finds out when it sends, and tries once more by itself, or fails. */
	@ParameterizedTest
	@MethodSource("factories")
	void whenIdleConnectionWasClosedThenWhatIsSentIsSigned(Factory factory) {
		SigV4Service service = TestServices.service(this.server).clock(new TickingClock()).build();
		RestClient client = RestClient.builder()
			.requestFactory(new SigV4ClientHttpRequestFactory(factory.factory(), service))
			.build();
		for (int i = 0; i < 10; i++) {
			this.server.answer(WireServer.CLOSE);
			URI uri = this.server.uri("/orders/" + i);
			try {
				client.put().uri(uri).body("x").retrieve().toBodilessEntity();
			}
			catch (ResourceAccessException ex) {
				client.put().uri(uri).body("x").retrieve().toBodilessEntity();
			}
			WireRequest request = this.server.take();
			assertThat(request.target()).isEqualTo("/orders/" + i);
			AwsJudge.assertSigned(request, TestServices.EXECUTE_API, TestServices.TEMPORARY);
		}
		assertThat(this.server.isIdle()).isTrue();
	}

	@ParameterizedTest
	@MethodSource("factories")
	void whenConnectionIsResetThenTheRetryIsSignedAfresh(Factory factory) {
		SigV4Service service = TestServices.service(this.server).clock(new TickingClock()).build();
		RestClient client = RestClient.builder()
			.requestFactory(new SigV4ClientHttpRequestFactory(factory.factory(), service))
			.build();
		this.server.answer(WireServer.RESET);
		Consumer<RestClient> call = (
				it) -> it.post().uri(this.server.uri("/orders")).body("x").retrieve().toBodilessEntity();
		assertThatException().isThrownBy(() -> call.accept(client));
		call.accept(client);
		WireRequest reset = this.server.take();
		WireRequest retried = this.server.take();
		AwsJudge.assertSigned(reset, TestServices.EXECUTE_API, TestServices.TEMPORARY);
		AwsJudge.assertSigned(retried, TestServices.EXECUTE_API, TestServices.TEMPORARY);
		assertThat(retried.value("X-Amz-Date")).isGreaterThan(reset.value("X-Amz-Date"));
	}

	private RestClient unsigned(Factory factory) {
		SigV4Service service = TestServices
			.service(this.server, UNSIGNED, SigV4CredentialsProvider.of(TestServices.TEMPORARY))
			.build();
		return RestClient.builder()
			.requestFactory(new SigV4ClientHttpRequestFactory(factory.factory(), service))
			.build();
	}

	private void assertFirstWholeOneIsAGet(RestClient client) {
		client.get().uri(this.server.uri("/b/k")).retrieve().toBodilessEntity();
		WireRequest first = this.server.take();
		assertThat(first.method()).isEqualTo("GET");
		AwsJudge.assertSigned(first, UNSIGNED, TestServices.TEMPORARY);
	}

	private static void assertFails(Consumer<StreamingHttpOutputMessage.Body> call) {
		assertThatException().isThrownBy(() -> call.accept(RestClientFaultTests::fail))
			.withStackTraceContaining("half of it");
	}

	private static void fail(OutputStream out) throws IOException {
		for (int i = 0; i < 10; i++) {
			out.write(new byte[8192]);
		}
		throw new IOException("half of it");
	}

}
