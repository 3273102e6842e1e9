package io.github.sigv4.spring.autoconfigure;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.BufferingClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.InterceptingClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.SigV4Attributes;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.WireRequest;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.header;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Injected blocking clients sign in their request factory, whatever it is, and whatever
 * becomes of it.
 */
class SignedRequestFactoryTests {

	private static final SigV4Credentials CREDENTIALS = SigV4Credentials.of("AKIDEXAMPLE", "secret");

	private static final SigningSettings SETTINGS = SigningSettings.forService("execute-api", "eu-west-1")
		.withContentSha256Header(true);

	private static final byte[] BYTES = bytes(300_001);

	private final WireServer server = new WireServer();

	@AfterEach
	void stop() {
		this.server.close();
	}

	static Stream<String> factories() {
		return Stream.of("jdk", "http-components", "jetty", "reactor", "simple");
	}

	@ParameterizedTest
	@MethodSource("factories")
	void resourceIsReadTwiceInPlaceOfBeingHeldInMemory(String factory) {
		AtomicInteger reads = new AtomicInteger();
		Resource resource = new ByteArrayResource(BYTES) {

			@Override
			public InputStream getInputStream() {
				reads.incrementAndGet();
				return new ByteArrayInputStream(BYTES);
			}

		};
		run(factory, (clients) -> {
			clients.restClient().put().uri("/a").body(resource).retrieve().toBodilessEntity();
			assertSent(BYTES);
			clients.restTemplate().put("/a", resource);
			assertSent(BYTES);
			assertThat(reads).hasValue(4);
		});
	}

	@ParameterizedTest
	@MethodSource("factories")
	void bodyThatCanBeWrittenOnceOnlyIsHeldInMemoryUpToTheLimit(String factory) {
		run(factory, (clients) -> {
			RestClient client = clients.restClient();
			client.put().uri("/a").body((out) -> out.write(BYTES, 0, 500)).retrieve().toBodilessEntity();
			assertThat(this.server.take().body()).hasSize(500);
			assertThatExceptionOfType(SigV4Exception.class)
				.isThrownBy(() -> client.put().uri("/a").body((out) -> out.write(BYTES)).retrieve().toBodilessEntity())
				.withMessageContaining("aws.sigv4.services.orders.max-buffer-size")
				.withMessageContaining("as a FileSystemResource")
				.withMessageContaining("aws.sigv4.services.orders.payload to unsigned");
			Resource stream = new InputStreamResource(new ByteArrayInputStream(BYTES));
			assertThatException().isThrownBy(() -> clients.restTemplate().put("/a", stream))
				.withMessageContaining("aws.sigv4.services.orders.max-buffer-size");
			assertThat(this.server.isIdle()).isTrue();
		});
	}

	@ParameterizedTest
	@MethodSource("factories")
	void bodyThatIsNotSignedStreams(String factory) {
		run(factory, (clients) -> {
			clients.restClient().put().uri("/a").body((out) -> out.write(BYTES)).retrieve().toBodilessEntity();
			WireRequest sent = this.server.take();
			assertThat(sent.body()).isEqualTo(BYTES);
			assertThat(sent.value("X-Amz-Content-Sha256")).isEqualTo("UNSIGNED-PAYLOAD");
			AwsJudge.assertSigned(sent, SETTINGS, CREDENTIALS);
		}, "aws.sigv4.services.orders.payload=unsigned");
	}

	@ParameterizedTest
	@ValueSource(strings = { "signed", "unsigned" })
	void bodyThatTheSimpleClientWouldLeaveOutIsRefused(String payload) {
		run("simple", (clients) -> {
			assertThatExceptionOfType(SigV4Exception.class)
				.isThrownBy(() -> clients.restClient()
					.method(HttpMethod.GET)
					.uri("/_search")
					.body("{}")
					.retrieve()
					.toBodilessEntity())
				.withMessageContaining("GET with a body")
				.withMessageContaining("spring.http.clients.imperative.factory");
			assertThatException()
				.isThrownBy(() -> clients.restTemplate()
					.exchange("/_search", HttpMethod.GET, new HttpEntity<>("{}"), Void.class))
				.withMessageContaining("GET with a body");
			assertThatException()
				.isThrownBy(() -> clients.restClient().patch().uri("/a").body("{}").retrieve().toBodilessEntity())
				.withMessageContaining("PATCH");
			assertThat(this.server.isIdle()).isTrue();
			clients.restClient().delete().uri("/a").retrieve().toBodilessEntity();
			assertSent(new byte[0]);
			clients.restClient().method(HttpMethod.DELETE).uri("/a").body("x").retrieve().toBodilessEntity();
			assertThat(this.server.take().text()).isEqualTo("x");
		}, "aws.sigv4.services.orders.payload=" + payload);
	}

	@Test
	void clientWithAnotherRequestFactorySigns() {
		run("jdk", (clients) -> {
			RestClient client = clients.restClient();
			for (RestClient other : new RestClient[] {
					client.mutate().requestFactory(new JdkClientHttpRequestFactory()).build(),
					client.mutate().clone().requestFactory(new JdkClientHttpRequestFactory()).build(),
					client.mutate()
						.defaultHeader("X-Any", "1")
						.apply((builder) -> builder.requestFactory(new JdkClientHttpRequestFactory()))
						.build(),
					client.mutate().build().mutate().requestFactory(new JdkClientHttpRequestFactory()).build(),
					client.mutate().bufferContent((uri, method) -> true).build(),
					RestClient.create(clients.restTemplate()) }) {
				other.put().uri("/a").body("x").retrieve().toBodilessEntity();
				assertSent(new byte[] { 'x' });
			}
			RestTemplate template = clients.restTemplate();
			template.setRequestFactory(new JdkClientHttpRequestFactory());
			template.put("/a", "x");
			assertSent(new byte[] { 'x' });
		});
	}

	/** As it is done for answers that are to be read twice. */
	@Test
	void templateWhoseOwnFactoryIsWrappedSignsOnce() {
		run("jdk", (clients) -> {
			RestTemplate template = clients.restTemplate();
			template.setRequestFactory(new BufferingClientHttpRequestFactory(template.getRequestFactory()));
			template.put("/a", "x");
			assertSent(new byte[] { 'x' });
			SigV4Credentials tenant = SigV4Credentials.of("AKIDTENANT", "secret");
			template.getInterceptors().add((request, body, execution) -> {
				request.getAttributes().put(SigV4Attributes.CREDENTIALS, tenant);
				return execution.execute(request, body);
			});
			template.put("/a", "x");
			AwsJudge.assertSigned(this.server.take(), SETTINGS, tenant);
			template.getInterceptors().clear();
			ClientHttpRequestFactory own = template.getRequestFactory();
			template.setRequestFactory(new InterceptingClientHttpRequestFactory(own,
					List.of((request, body, execution) -> execution.execute(request, body))));
			template.put("/a", "x");
			assertSent(new byte[] { 'x' });
		});
	}

	@Test
	void interceptorsOfAnyTimeApplyBeforeSigning() {
		ClientHttpRequestInterceptor interceptor = (request, body, execution) -> {
			request.getHeaders().set("X-Amz-Meta-Late", "1");
			return execution.execute(request, body);
		};
		run("jdk", (clients) -> {
			clients.restTemplate().getInterceptors().add(interceptor);
			clients.restTemplate().put("/a", "x");
			assertThat(assertSent(new byte[] { 'x' }).value("Authorization")).contains("x-amz-meta-late");
			RestClient client = clients.restClient().mutate().requestInterceptor(interceptor).build();
			client.put().uri("/a").body("x").retrieve().toBodilessEntity();
			assertThat(assertSent(new byte[] { 'x' }).value("Authorization")).contains("x-amz-meta-late");
		});
	}

	@Test
	void mockServerSeesTheBodyAndTheSignature() {
		run("jdk", (clients) -> {
			RestClient.Builder builder = clients.restClient().mutate();
			MockRestServiceServer mock = MockRestServiceServer.bindTo(builder).build();
			mock.expect((request) -> assertThat(request.getURI().getPath()).isEqualTo("/a"))
				.andExpect(header("Authorization", containsString("Credential=AKIDEXAMPLE/")))
				.andExpect((request) -> assertThat(request.getHeaders().getContentLength()).isEqualTo(1))
				.andRespond(withSuccess());
			builder.build().put().uri("/a").body("x").retrieve().toBodilessEntity();
			mock.verify();
			assertThat(this.server.isIdle()).isTrue();
		});
	}

	@Test
	void templateOfADisabledServiceHasNoLimit() {
		run("jdk", (clients) -> {
			clients.restTemplate().execute("/a", HttpMethod.PUT, (request) -> request.getBody().write(BYTES), null);
			assertThat(this.server.take().body()).isEqualTo(BYTES);
		}, "aws.sigv4.services.orders.enabled=false");
	}

	private void run(String factory, Consumer<Clients> test, String... properties) {
		ApplicationContextRunner runner = Contexts.withOrders(this.server.uri("").toString())
			.withPropertyValues("spring.http.clients.imperative.factory=" + factory,
					"aws.sigv4.services.orders.max-buffer-size=1000B",
					"aws.sigv4.services.orders.content-sha256-header=true")
			.withPropertyValues(properties);
		runner.run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(new Clients(Qualified.bean(context, RestClient.class, "orders"),
					Qualified.bean(context, RestTemplate.class, "orders")));
		});
	}

	private WireRequest assertSent(byte[] body) {
		WireRequest sent = this.server.take();
		assertThat(sent.body()).isEqualTo(body);
		AwsJudge.assertSigned(sent, SETTINGS, CREDENTIALS);
		return sent;
	}

	private static byte[] bytes(int count) {
		byte[] bytes = new byte[count];
		new Random(count).nextBytes(bytes);
		return bytes;
	}

	private record Clients(RestClient restClient, RestTemplate restTemplate) {

	}

}
