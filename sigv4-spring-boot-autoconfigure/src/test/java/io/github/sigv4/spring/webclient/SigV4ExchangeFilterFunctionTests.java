package io.github.sigv4.spring.webclient;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpRequestDecorator;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
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

class SigV4ExchangeFilterFunctionTests {

	private final WireServer server = new WireServer();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void whenRetriedOutsideThenSignsAnewWithTheCredentialsOfThatTime() {
		RotatingCredentials credentials = new RotatingCredentials(TestServices.TEMPORARY, TestServices.PERMANENT);
		AtomicInteger attempts = new AtomicInteger();
		WebClient client = client(
				TestServices.service(this.server, TestServices.S3, credentials).clock(new TickingClock()).build());
		this.server.answer(503);
		client.put()
			.uri("/b/k")
			.body(Mono.fromSupplier(() -> "attempt " + attempts.incrementAndGet()), String.class)
			.retrieve()
			.toBodilessEntity()
			.retry(1)
			.block();
		assertReSigned();
	}

	@Test
	void whenRetriedByAFilterBeforeThenSignsAnewWithTheCredentialsOfThatTime() {
		RotatingCredentials credentials = new RotatingCredentials(TestServices.TEMPORARY, TestServices.PERMANENT);
		AtomicInteger attempts = new AtomicInteger();
		SigV4Service service = TestServices.service(this.server, TestServices.S3, credentials)
			.clock(new TickingClock())
			.build();
		WebClient client = builder().filter(retryOnce()).filter(new SigV4ExchangeFilterFunction(service)).build();
		this.server.answer(503);
		client.put()
			.uri("/b/k")
			.body(Mono.fromSupplier(() -> "attempt " + attempts.incrementAndGet()), String.class)
			.retrieve()
			.toBodilessEntity()
			.block();
		assertReSigned();
	}

	private void assertReSigned() {
		WireRequest first = this.server.take();
		WireRequest second = this.server.take();
		AwsJudge.assertSigned(first, TestServices.S3, TestServices.TEMPORARY);
		AwsJudge.assertSigned(second, TestServices.S3, TestServices.PERMANENT);
		assertThat(first.text()).isEqualTo("attempt 1");
		assertThat(second.text()).isEqualTo("attempt 2");
		assertThat(second.value("X-Amz-Date")).isNotEqualTo(first.value("X-Amz-Date"));
	}

	@Test
	void whenRetriedByAFilterBehindThenSignsAnew() {
		SigV4Service service = TestServices.service(this.server).clock(new TickingClock()).build();
		WebClient client = builder().filter(new SigV4ExchangeFilterFunction(service)).filter(retryOnce()).build();
		this.server.answer(503);
		client.post().uri("/orders").bodyValue("x").retrieve().toBodilessEntity().block();
		WireRequest first = this.server.take();
		WireRequest second = this.server.take();
		assertSigned(first);
		assertSigned(second);
		assertThat(second.value("X-Amz-Date")).isNotEqualTo(first.value("X-Amz-Date"));
	}

	@Test
	void whenAuthorizationIsForeignThenRefuses() {
		WebClient client = client(TestServices.service(this.server).build());
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
		client(service).get()
			.uri("/orders")
			.header("authorization", "Bearer a", "Bearer b")
			.retrieve()
			.toBodilessEntity()
			.block();
		assertSigned(this.server.take());
	}

	@Test
	void whenHostIsForeignThenRefusesBeforeCredentials() {
		RotatingCredentials credentials = new RotatingCredentials(TestServices.TEMPORARY);
		WebClient client = client(TestServices.service(this.server, TestServices.EXECUTE_API, credentials).build());
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
	void whenLaterFilterChangesTheHostThenRefuses() {
		WebClient client = builder().filter(new SigV4ExchangeFilterFunction(TestServices.service(this.server).build()))
			.filter((request, next) -> next
				.exchange(ClientRequest.from(request).url(this.server.foreignUri("/orders")).build()))
			.build();
		assertRefused(client.post().uri("/orders").bodyValue("x")).hasMessageContaining("allowed-hosts");
		assertRefused(client.get().uri("/orders")).hasMessageContaining("allowed-hosts");
	}

	@Test
	void whenLaterFilterChangesPathAndHeadersThenSignsThem() {
		WebClient client = builder().filter(new SigV4ExchangeFilterFunction(TestServices.service(this.server).build()))
			.filter((request,
					next) -> next.exchange(ClientRequest.from(request)
						.url(this.server.uri("/other?q=1"))
						.header("X-Amz-Target", "Orders.List")
						.build()))
			.build();
		client.get().uri("/orders").retrieve().toBodilessEntity().block();
		WireRequest sent = this.server.take();
		assertSigned(sent);
		assertThat(sent.target()).isEqualTo("/other?q=1");
		assertThat(sent.value("Authorization")).contains(";x-amz-target,");
	}

	@Test
	void whenRequestConsumerChangesHeadersThenSignsThem() {
		client(TestServices.service(this.server).build()).get()
			.uri("/orders")
			.httpRequest((request) -> request.getHeaders().set("X-Amz-Target", "Orders.List"))
			.retrieve()
			.toBodilessEntity()
			.block();
		WireRequest sent = this.server.take();
		assertSigned(sent);
		assertThat(sent.value("Authorization")).contains(";x-amz-target,");
	}

	@Test
	void whenBodyIsTooLargeThenRefuses() {
		WebClient client = client(TestServices.service(this.server).maxBufferSize(10_000).build());
		assertRefused(client.post().uri("/orders").body(BodyInserters.fromDataBuffers(buffers(20))))
			.hasMessageContainingAll("aws.sigv4.services.orders.max-buffer-size", "10000",
					"aws.sigv4.services.orders.payload");
		assertRefused(client.post().uri("/orders").bodyValue(new byte[10_001])).hasMessageContaining("max-buffer-size");
	}

	@Test
	void whenBodyIsAsLargeAsAllowedThenSigns() {
		client(TestServices.service(this.server).maxBufferSize(10_000).build()).post()
			.uri("/orders")
			.bodyValue(new byte[10_000])
			.retrieve()
			.toBodilessEntity()
			.block();
		assertSigned(this.server.take());
	}

	@Test
	void whenBodyItselfExceedsALimitThenSaysNothingOfOurs() {
		WebClient client = client(TestServices.service(this.server).build());
		Flux<DataBuffer> body = buffers(1).concatWith(Mono.error(new DataBufferLimitException("of somebody else")));
		assertThatThrownBy(() -> client.post()
			.uri("/orders")
			.body(BodyInserters.fromDataBuffers(body))
			.retrieve()
			.toBodilessEntity()
			.block()).hasMessageContaining("of somebody else").hasMessageNotContaining("max-buffer-size");
		assertThat(this.server.isUntouched()).isTrue();
	}

	@Test
	void whenPayloadIsUnsignedThenStreamsPastTheLimit() {
		SigV4Service service = unsigned();
		Mono<DataBuffer> afterFirst = Mono.fromCallable(() -> {
			assertThat(this.server.awaitFirstHead()).isTrue();
			return buffer(1);
		}).subscribeOn(Schedulers.boundedElastic());
		client(service).post()
			.uri("/orders")
			.body(BodyInserters.fromDataBuffers(buffers(3).concatWith(afterFirst)))
			.retrieve()
			.toBodilessEntity()
			.block(Duration.ofSeconds(20));
		WireRequest sent = this.server.take();
		AwsJudge.assertSigned(sent, service.settings(), TestServices.TEMPORARY);
		assertThat(sent.body()).hasSize(3 * 8192 + 1);
	}

	@Test
	void whenPayloadIsUnsignedThenAsksForNoMoreOfTheBodyThanTheConnectorDoes() {
		List<Long> requested = new CopyOnWriteArrayList<>();
		client(unsigned()).post()
			.uri("/orders")
			.body(BodyInserters.fromDataBuffers(buffers(500).doOnRequest(requested::add)))
			.retrieve()
			.toBodilessEntity()
			.block();
		assertThat(requested).isNotEmpty().allMatch((count) -> count < 500);
	}

	private SigV4Service unsigned() {
		return TestServices
			.service(this.server, TestServices.EXECUTE_API.withSignedPayload(false),
					SigV4CredentialsProvider.of(TestServices.TEMPORARY))
			.maxBufferSize(100)
			.build();
	}

	@Test
	void whenCallerKnowsThePayloadHashThenStreamsPastTheLimit() {
		SigV4Service service = TestServices
			.service(this.server, TestServices.S3, SigV4CredentialsProvider.of(TestServices.TEMPORARY))
			.maxBufferSize(100)
			.build();
		client(service).put()
			.uri("/b/k")
			.header("x-amz-content-sha256", PayloadHash.of(new byte[2 * 8192]).value())
			.header("Content-Length", "16384")
			.body(BodyInserters.fromDataBuffers(buffers(2)))
			.retrieve()
			.toBodilessEntity()
			.block();
		WireRequest sent = this.server.take();
		AwsJudge.assertSigned(sent, TestServices.S3, TestServices.TEMPORARY);
		assertThat(sent.values("x-amz-content-sha256")).hasSize(1);
	}

	@Test
	void whenProviderMayBlockThenIsAskedOnAThreadThatMayBeBlocked() {
		AtomicReference<String> thread = new AtomicReference<>("not called");
		SigV4CredentialsProvider provider = () -> {
			thread.set(Schedulers.isInNonBlockingThread() + " " + Thread.currentThread().getName());
			return TestServices.TEMPORARY;
		};
		client(TestServices.service(this.server, TestServices.EXECUTE_API, provider).build()).post()
			.uri("/orders")
			.bodyValue("x")
			.retrieve()
			.toBodilessEntity()
			.subscribeOn(Schedulers.parallel())
			.block();
		assertSigned(this.server.take());
		assertThat(thread.get()).startsWith("false sigv4-blocking");
	}

	@Test
	void whenCredentialsAreAtHandThenTheProviderIsNotAsked() {
		SigV4CredentialsProvider provider = new SigV4CredentialsProvider() {

			@Override
			public SigV4Credentials resolveCredentials() {
				throw new CredentialsException("not to be called");
			}

			@Override
			public SigV4Credentials cachedCredentials() {
				return TestServices.TEMPORARY;
			}

		};
		client(TestServices.service(this.server, TestServices.EXECUTE_API, provider).build()).get()
			.uri("/orders")
			.retrieve()
			.toBodilessEntity()
			.block();
		assertSigned(this.server.take());
	}

	@Test
	void whenThereAreNoCredentialsThenSaysForWhichService() {
		SigV4CredentialsProvider provider = new SigV4CredentialsProvider() {

			@Override
			public SigV4Credentials resolveCredentials() {
				throw new CredentialsException("none found");
			}

			@Override
			public SigV4Credentials cachedCredentials() {
				throw new CredentialsException("none found");
			}

		};
		WebClient client = client(TestServices.service(this.server, TestServices.EXECUTE_API, provider).build());
		assertThatExceptionOfType(CredentialsException.class)
			.isThrownBy(() -> client.get().uri("/orders").retrieve().toBodilessEntity().block())
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
			.toBodilessEntity()
			.block();
		WireRequest sent = this.server.take();
		assertThat(sent.target()).isEqualTo("/orders?q=a+b");
		assertThat(sent.values("Authorization")).containsExactly("Bearer token");
		assertThat(sent.headers()).noneMatch((header) -> header.getKey().toLowerCase(Locale.ROOT).startsWith("x-amz"));
		assertThat(credentials.calls()).isZero();
	}

	@Test
	void whenAppliedTwiceThenSignsOnce() {
		RotatingCredentials credentials = new RotatingCredentials(TestServices.TEMPORARY);
		TickingClock clock = new TickingClock();
		SigV4Service service = TestServices.service(this.server, TestServices.S3, credentials).clock(clock).build();
		ExchangeFilterFunction filter = new SigV4ExchangeFilterFunction(service);
		long before = clock.instant().getEpochSecond();
		builder().filter(filter)
			.filter(filter)
			.build()
			.put()
			.uri("/b/k")
			.bodyValue("x")
			.retrieve()
			.toBodilessEntity()
			.block();
		AwsJudge.assertSigned(this.server.take(), TestServices.S3, TestServices.TEMPORARY);
		assertThat(credentials.calls()).isEqualTo(1);
		assertThat(clock.instant().getEpochSecond() - before).as("looks at the clock").isEqualTo(3);
	}

	@Test
	void whenAppliedTwiceAroundAFilterThatChangesTheBodyThenSignsWhatIsSent() {
		RotatingCredentials credentials = new RotatingCredentials(TestServices.TEMPORARY, TestServices.PERMANENT);
		SigV4Service service = TestServices.service(this.server, TestServices.S3, credentials).build();
		ExchangeFilterFunction filter = new SigV4ExchangeFilterFunction(service);
		builder().filter(filter)
			.filter((request,
					next) -> next.exchange(ClientRequest.from(request)
						.body((out, context) -> request.body().insert(new Doubling(out), context))
						.build()))
			.filter(filter)
			.build()
			.put()
			.uri("/b/k")
			.bodyValue("xy")
			.retrieve()
			.toBodilessEntity()
			.block();
		WireRequest sent = this.server.take();
		assertThat(sent.text()).isEqualTo("xyxy");
		// The token of the first signature must not stay beside the second
		AwsJudge.assertSigned(sent, TestServices.S3, TestServices.PERMANENT);
	}

	@Test
	void whenAppliedForTwoServicesThenRefuses() {
		WebClient client = builder().filter(new SigV4ExchangeFilterFunction(TestServices.service(this.server).build()))
			.filter(new SigV4ExchangeFilterFunction(TestServices.service(this.server).build()))
			.build();
		assertRefused(client.get().uri("/orders")).hasMessageContaining("another service");
	}

	@Test
	void whenSignedHeaderIsNotAsciiThenRefuses() {
		WebClient client = client(TestServices.service(this.server).build());
		assertRefused(client.get().uri("/orders").header("x-amz-meta-name", "caf\u00e9"))
			.hasMessageContaining("'x-amz-meta-name'")
			.hasMessageContaining("ASCII");
	}

	/** As what nobody has put into a logging context. */
	@Test
	void whenUnsignedHeaderHasNoValueThenSigns() {
		WebClient client = client(TestServices.service(this.server).build());
		client.get().uri("/orders").header("X-Correlation-Id", (String) null).retrieve().toBodilessEntity().block();
		AwsJudge.assertSigned(this.server.take(), TestServices.EXECUTE_API, TestServices.TEMPORARY);
	}

	@Test
	void whenUnsignedHeaderIsNotAsciiThenSigns() {
		client(TestServices.service(this.server).build()).get()
			.uri("/orders")
			.header("x-name", "caf\u00e9")
			.retrieve()
			.toBodilessEntity()
			.block();
		assertSigned(this.server.take());
	}

	@Test
	void whenHostHeaderIsForeignThenRefuses() {
		WebClient client = client(TestServices.service(this.server).build());
		assertRefused(client.get().uri("/orders").header("Host", "other.example.com"))
			.hasMessageContaining("Host header")
			.hasMessageContaining("signing-host");
	}

	@Test
	void whenSigningHostIsSetThenSignsAndSendsIt() {
		String signingHost = "abc123.execute-api.eu-west-1.amazonaws.com";
		SigV4Service service = TestServices.service(this.server).signingHost(signingHost).build();
		for (Connector connector : List.of(Connector.REACTOR, Connector.JETTY, Connector.HTTP_COMPONENTS)) {
			builder().clientConnector(connector.connector())
				.filter(new SigV4ExchangeFilterFunction(service))
				.build()
				.get()
				.uri("/orders")
				.retrieve()
				.toBodilessEntity()
				.block();
			WireRequest sent = this.server.take();
			assertSigned(sent);
			assertThat(sent.values("Host")).as(connector.name()).containsExactly(signingHost);
		}
	}

	@Test
	void whenUrlHasAnotherFormThenSendsTheFormThatIsSigned() {
		SigV4Service service = TestServices.service(this.server).baseUrl(URI.create("https://api.example.com")).build();
		AtomicReference<ClientRequest> exchanged = new AtomicReference<>();
		ClientRequest request = ClientRequest.create(HttpMethod.GET, URI.create("https://api.example.com:443?q=a+b"))
			.attribute("kept", true)
			.build();
		new SigV4ExchangeFilterFunction(service).filter(request, (signing) -> {
			exchanged.set(signing);
			return Mono.just(ClientResponse.create(HttpStatus.OK).build());
		}).block();
		assertThat(exchanged.get().url()).hasToString("https://api.example.com/?q=a%2Bb");
		assertThat(exchanged.get().attributes()).containsEntry("kept", true);
	}

	@Test
	void whenAppliedByNameThenSigns() {
		WebClientSigV4 sigV4 = WebClientSigV4.of(new SigV4Services(List.of(TestServices.service(this.server).build())));
		builder().apply(sigV4.forService("orders")).build().get().uri("/orders").retrieve().toBodilessEntity().block();
		assertSigned(this.server.take());
	}

	@Test
	void whenNameIsUnknownThenFailsAtOnce() {
		WebClientSigV4 sigV4 = WebClientSigV4.of(new SigV4Services(List.of()));
		assertThatExceptionOfType(NoSuchSigV4ServiceException.class).isThrownBy(() -> sigV4.forService("orders"));
	}

	@Test
	void whenManyAreSentAtOnceThenAllAreSigned() {
		WebClient client = client(TestServices.service(this.server).build());
		Flux.range(0, 200)
			.flatMap((i) -> client.post()
				.uri("/orders/" + i)
				.bodyValue(Map.of("number", i))
				.retrieve()
				.toBodilessEntity(), 50)
			.blockLast();
		for (int i = 0; i < 200; i++) {
			assertSigned(this.server.take());
		}
	}

	private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(WebClient.RequestHeadersSpec<?> request) {
		AbstractThrowableAssert<?, ? extends Throwable> refusal = assertThatThrownBy(
				() -> request.retrieve().toBodilessEntity().block(Duration.ofSeconds(20)))
			.isInstanceOf(SigV4Exception.class)
			.hasMessageStartingWith("SigV4 service 'orders': ");
		assertThat(this.server.isUntouched()).isTrue();
		return refusal;
	}

	private void assertSigned(WireRequest request) {
		AwsJudge.assertSigned(request, TestServices.EXECUTE_API, TestServices.TEMPORARY);
	}

	private WebClient client(SigV4Service service) {
		return builder().filter(new SigV4ExchangeFilterFunction(service)).build();
	}

	private WebClient.Builder builder() {
		return WebClient.builder()
			.clientConnector(Connector.REACTOR.connector())
			.baseUrl(this.server.uri("").toString());
	}

	/** A filter that takes 503 for a reason to try again. */
	private static ExchangeFilterFunction retryOnce() {
		return (request, next) -> next.exchange(request)
			.flatMap((response) -> (response.statusCode().value() != 503) ? Mono.just(response)
					: response.releaseBody().then(next.exchange(request)));
	}

	private static Flux<DataBuffer> buffers(int count) {
		return Flux.range(0, count).map((i) -> buffer(8192));
	}

	private static DataBuffer buffer(int size) {
		return DefaultDataBufferFactory.sharedInstance.wrap(new byte[size]);
	}

	/** Writes the body twice over. */
	private static final class Doubling extends ClientHttpRequestDecorator {

		Doubling(ClientHttpRequest delegate) {
			super(delegate);
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
			return super.writeWith(Flux.from(body).map((buffer) -> {
				byte[] twice = buffer.toString(StandardCharsets.UTF_8).repeat(2).getBytes(StandardCharsets.UTF_8);
				return DefaultDataBufferFactory.sharedInstance.wrap(twice);
			}));
		}

	}

}
