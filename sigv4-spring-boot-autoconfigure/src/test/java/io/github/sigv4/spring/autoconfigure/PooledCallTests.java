package io.github.sigv4.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.JettyClientHttpRequestFactory;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.HttpComponentsClientHttpConnector;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.http.client.reactive.JettyClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.netty.resources.ConnectionProvider;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.restclient.SigV4ClientHttpRequestFactory;
import io.github.sigv4.spring.webclient.SigV4ExchangeFilterFunction;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.WireRequest;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many calls over one connection, with every library that can be kept to one.
 */
class PooledCallTests {

	private static final int CALLS = 500;

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final WireServer server = new WireServer();

	private final ExecutorService threads = Executors.newFixedThreadPool(50);

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
		this.server.close();
	}

	static Stream<Arguments> connectors() {
		HttpClient jetty = new HttpClient();
		jetty.setMaxConnectionsPerDestination(1);
		ConnectionProvider one = ConnectionProvider.builder("one").maxConnections(1).pendingAcquireMaxCount(-1).build();
		return Stream.of(
				Arguments.of("reactor",
						new ReactorClientHttpConnector(reactor.netty.http.client.HttpClient.create(one))),
				Arguments.of("jdk",
						new JdkClientHttpConnector(java.net.http.HttpClient.newBuilder()
							.version(java.net.http.HttpClient.Version.HTTP_1_1)
							.build())),
				Arguments.of("jetty", new JettyClientHttpConnector(jetty)),
				Arguments.of("httpcomponents",
						new HttpComponentsClientHttpConnector(HttpAsyncClients.custom()
							.setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
								.setMaxConnTotal(1)
								.setMaxConnPerRoute(1)
								.build())
							.build())));
	}

	static Stream<Arguments> factories() {
		HttpClient jetty = new HttpClient();
		jetty.setMaxConnectionsPerDestination(1);
		ConnectionProvider one = ConnectionProvider.builder("one").maxConnections(1).pendingAcquireMaxCount(-1).build();
		return Stream.of(
				Arguments.of("reactor",
						new ReactorClientHttpRequestFactory(reactor.netty.http.client.HttpClient.create(one))),
				Arguments.of("jdk",
						new JdkClientHttpRequestFactory(java.net.http.HttpClient.newBuilder()
							.version(java.net.http.HttpClient.Version.HTTP_1_1)
							.build())),
				Arguments.of("jetty", new JettyClientHttpRequestFactory(jetty)),
				Arguments.of("httpcomponents",
						new HttpComponentsClientHttpRequestFactory(HttpClients.custom()
							.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
								.setMaxConnTotal(1)
								.setMaxConnPerRoute(1)
								.build())
							.build())));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("connectors")
	void reactiveCallsAreAllAccepted(String library, ClientHttpConnector connector) {
		WebClient client = client(connector, TestServices.service(this.server).build());
		Flux.range(0, CALLS)
			.flatMap((i) -> client.post()
				.uri(this.server.uri("/orders/" + i))
				.bodyValue("order " + i)
				.retrieve()
				.toBodilessEntity(), CALLS)
			.blockLast(TIMEOUT);
		assertAllSigned();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("factories")
	void blockingCallsAreAllAccepted(String library, ClientHttpRequestFactory factory) throws Exception {
		RestClient client = client(factory, TestServices.service(this.server).build());
		List<Future<?>> calls = IntStream.range(0, CALLS)
			.<Future<?>>mapToObj((i) -> this.threads.submit(() -> client.post()
				.uri(this.server.uri("/orders/" + i))
				.body("order " + i)
				.retrieve()
				.toBodilessEntity()))
			.toList();
		for (Future<?> call : calls) {
			call.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		}
		assertAllSigned();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("connectors")
	void reactiveCallHoldsNoConnectionWhileItsCredentialsAreResolved(String library, ClientHttpConnector connector)
			throws Exception {
		SlowCredentials slow = new SlowCredentials();
		WebClient waiting = client(connector, service(slow));
		WebClient other = client(connector, TestServices.service(this.server).build());
		Future<?> call = this.threads
			.submit(() -> waiting.get().uri(this.server.uri("/slow")).retrieve().toBodilessEntity().block(TIMEOUT));
		slow.awaitAsked();
		other.get().uri(this.server.uri("/fast")).retrieve().toBodilessEntity().block(TIMEOUT);
		assertThat(this.server.take().target()).isEqualTo("/fast");
		slow.answer();
		call.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		assertSigned(this.server.take());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("factories")
	void blockingCallHoldsNoConnectionWhileItsCredentialsAreResolved(String library, ClientHttpRequestFactory factory)
			throws Exception {
		SlowCredentials slow = new SlowCredentials();
		RestClient waiting = client(factory, service(slow));
		RestClient other = client(factory, TestServices.service(this.server).build());
		Future<?> call = this.threads
			.submit(() -> waiting.get().uri(this.server.uri("/slow")).retrieve().toBodilessEntity());
		slow.awaitAsked();
		other.get().uri(this.server.uri("/fast")).retrieve().toBodilessEntity();
		assertThat(this.server.take().target()).isEqualTo("/fast");
		slow.answer();
		call.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		assertSigned(this.server.take());
	}

	private void assertAllSigned() {
		for (int i = 0; i < CALLS; i++) {
			WireRequest request = this.server.take();
			assertThat(request.text()).isEqualTo("order " + request.target().replace("/orders/", ""));
			assertSigned(request);
		}
		assertThat(this.server.isIdle()).isTrue();
	}

	private static void assertSigned(WireRequest request) {
		AwsJudge.assertSigned(request, TestServices.EXECUTE_API, TestServices.TEMPORARY);
	}

	private SigV4Service service(SigV4CredentialsProvider credentials) {
		return TestServices.service(this.server, TestServices.EXECUTE_API, credentials).build();
	}

	private static WebClient client(ClientHttpConnector connector, SigV4Service service) {
		return WebClient.builder().clientConnector(connector).filter(new SigV4ExchangeFilterFunction(service)).build();
	}

	private static RestClient client(ClientHttpRequestFactory factory, SigV4Service service) {
		return RestClient.builder().requestFactory(new SigV4ClientHttpRequestFactory(factory, service)).build();
	}

	/** Has no credentials until it is told to. */
	private static final class SlowCredentials implements SigV4CredentialsProvider {

		private final CountDownLatch asked = new CountDownLatch(1);

		private final CountDownLatch answered = new CountDownLatch(1);

		@Override
		public SigV4Credentials resolveCredentials() {
			this.asked.countDown();
			await(this.answered);
			return TestServices.TEMPORARY;
		}

		void awaitAsked() {
			await(this.asked);
		}

		void answer() {
			this.answered.countDown();
		}

		private static void await(CountDownLatch latch) {
			try {
				assertThat(latch.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
