package io.github.sigv4.spring.jdkclient;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

import io.github.sigv4.Refusal;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.spring.NoSuchSigV4ServiceException;
import io.github.sigv4.spring.SigV4Listener;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.HeldCredentials;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A client that signs is one of the JDK's in all else.
 */
@Timeout(30)
class JdkHttpClientSigV4Tests {

	private static final String DENIED = "<Error><Code>AccessDenied</Code><Message>" + "x".repeat(200_000)
			+ "</Message></Error>";

	private final WireServer server = new WireServer();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void unknownServiceIsRefusedEarly() {
		assertThatExceptionOfType(NoSuchSigV4ServiceException.class)
			.isThrownBy(() -> JdkHttpClientSigV4.of(new SigV4Services(List.of())).forService("orders"));
	}

	@Test
	void clientThatFollowsRedirectsIsRefused() {
		for (Redirect redirect : new Redirect[] { Redirect.NORMAL, Redirect.ALWAYS }) {
			HttpClient client = HttpClient.newBuilder().followRedirects(redirect).build();
			assertThatExceptionOfType(SigV4Exception.class)
				.isThrownBy(() -> signing(TestServices.service(this.server).build(), client))
				.withMessageContaining("follows redirects");
			assertThat(signing(TestServices.service(this.server).enabled(false).build(), client).followRedirects())
				.isEqualTo(redirect);
		}
	}

	@Test
	void hostThatIsNotSentIsRefused() {
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> client(TestServices.service(this.server).signingHost("orders.example.com").build()))
			.withMessageContaining("-Djdk.httpclient.allowRestrictedHeaders=host");
	}

	@Test
	void webSocketIsRefused() {
		HttpClient client = client(TestServices.service(this.server).build());
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(client::newWebSocketBuilder)
			.withMessageContaining("presigned");
	}

	@Test
	void clientIsTheOtherInAllElse() {
		HttpClient other = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
		HttpClient client = signing(TestServices.service(this.server).build(), other);
		assertThat(client.version()).isEqualTo(Version.HTTP_1_1);
		assertThat(client.sslContext()).isSameAs(other.sslContext());
		assertThat(client.executor()).isEqualTo(other.executor());
		assertThat(client.connectTimeout()).isEqualTo(other.connectTimeout());
		assertThat(client.proxy()).isEqualTo(other.proxy());
		assertThat(client.cookieHandler()).isEqualTo(other.cookieHandler());
		assertThat(client.authenticator()).isEqualTo(other.authenticator());
		assertThat(client.followRedirects()).isEqualTo(Redirect.NEVER);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void cancellationPassesThrough(boolean ofWhatWasMadeOfIt) {
		HttpClient other = Mockito.mock();
		BDDMockito.given(other.followRedirects()).willReturn(Redirect.NEVER);
		CompletableFuture<HttpResponse<Object>> sent = new CompletableFuture<>();
		BDDMockito.given(other.sendAsync(BDDMockito.any(), BDDMockito.any())).willReturn(sent);
		CompletableFuture<HttpResponse<String>> answer = signing(TestServices.service(this.server).build(), other)
			.sendAsync(request("/a"), BodyHandlers.ofString());
		CompletableFuture<?> cancelled = ofWhatWasMadeOfIt ? answer.thenApply(HttpResponse::body) : answer;
		cancelled.cancel(true);
		assertThat(sent).isCancelled();
		assertThat(answer).isCompletedExceptionally();
	}

	@Test
	void whenCancelledBeforeItIsSentThenItIsNotSent() throws Exception {
		HeldCredentials held = new HeldCredentials(() -> TestServices.TEMPORARY);
		HttpClient client = client(TestServices.service(this.server, TestServices.EXECUTE_API, held).build());
		CompletableFuture<HttpResponse<String>> cancelled = client.sendAsync(request("/a"), BodyHandlers.ofString());
		CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request("/b"), BodyHandlers.ofString());
		assertThat(answer).isNotDone();
		cancelled.cancel(true);
		assertThatExceptionOfType(CancellationException.class).isThrownBy(cancelled::get);
		held.give();
		assertThat(answer.get().statusCode()).isEqualTo(200);
		assertThat(this.server.take().target()).isEqualTo("/b");
		assertThat(this.server.isIdle()).isTrue();
	}

	@Test
	void bodyThatFailsIsNotSent() {
		HttpClient client = client(TestServices.service(this.server).build());
		Flow.Publisher<ByteBuffer> body = JdkFlowAdapter.publisherToFlowPublisher(
				Flux.just(ByteBuffer.wrap(new byte[10])).concatWith(Flux.error(new IOException("broken"))));
		HttpRequest request = HttpRequest.newBuilder(this.server.uri("/a"))
			.PUT(BodyPublishers.fromPublisher(body))
			.build();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> client.send(request, BodyHandlers.ofString()))
			.withMessage("broken");
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> client.sendAsync(request, BodyHandlers.ofString()).get())
			.withMessageContaining("broken");
		assertThat(this.server.connections()).isZero();
	}

	@Test
	void everyKindOfHandlerGetsTheWholeAnswer() throws Exception {
		HttpClient client = client(TestServices.service(this.server).build());
		for (int status : new int[] { 200, 403 }) {
			assertThat(body(client, status, BodyHandlers.ofString(), (body) -> body)).isEqualTo(DENIED);
			assertThat(body(client, status, BodyHandlers.ofInputStream(), JdkHttpClientSigV4Tests::read))
				.isEqualTo(DENIED);
			assertThat(body(client, status, BodyHandlers.ofLines(), (lines) -> lines.findFirst().orElseThrow()))
				.isEqualTo(DENIED);
			assertThat(body(client, status, BodyHandlers.ofPublisher(), JdkHttpClientSigV4Tests::read))
				.isEqualTo(DENIED);
			assertThat(body(client, status, BodyHandlers.buffering(BodyHandlers.ofString(), 1000), (body) -> body))
				.isEqualTo(DENIED);
			assertThat(body(client, status, BodyHandlers.discarding(), (nothing) -> "nothing")).isEqualTo("nothing");
		}
	}

	/** As an answer that is handed on at once: the first is so. */
	@ParameterizedTest
	@ValueSource(ints = { 200, 403 })
	void whenConsumerThrowsThenTheCallFailsWithThat(int status) {
		HttpClient client = client(TestServices.service(this.server).build());
		for (Throwable failure : new Throwable[] { new IllegalStateException("full"), new AssertionError("wrong"),
				new NoClassDefFoundError("missing") }) {
			for (int piece = 1; piece <= 2; piece++) {
				this.server.answer(status, "", DENIED);
				BodyHandler<Void> handler = throwing(failure, piece);
				assertThatExceptionOfType(IOException.class).isThrownBy(() -> client.send(request("/a"), handler))
					.withMessage(failure.getMessage())
					.withCause(failure);
				this.server.answer(status, "", DENIED);
				CompletableFuture<?> sent = client.sendAsync(request("/a"), throwing(failure, piece));
				assertThatExceptionOfType(ExecutionException.class).isThrownBy(sent::get).withCause(failure);
			}
		}
	}

	/** Each is told of one end, and the connection is not read any further. */
	@ParameterizedTest
	@ValueSource(strings = { "handler", "onSubscribe", "onNext", "onComplete", "onError", "getBody" })
	void whenSubscriberThrowsAnywhereThenTheCallFailsAndItIsToldOnce(String where) {
		HttpClient client = client(TestServices.service(this.server).build());
		this.server.answer(403, "", DENIED);
		List<String> told = new CopyOnWriteArrayList<>();
		CompletableFuture<?> sent = client.sendAsync(request("/a"), (info) -> {
			fail("handler", where);
			return new ThrowingSubscriber(where, told);
		});
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(sent::get)
			.withCauseInstanceOf(AssertionError.class)
			.havingCause()
			.withMessage(where.equals("onError") ? "onNext" : where);
		assertThat(told).isEqualTo(switch (where) {
			case "onSubscribe", "onNext", "onError", "getBody" -> List.of("onError");
			case "onComplete" -> List.of("onComplete");
			default -> List.of();
		});
	}

	@Test
	void whenListenerThrowsAnErrorThenTheCallFailsWithThat() {
		HttpClient client = client(TestServices.service(this.server).listener(new SigV4Listener() {

			@Override
			public void refused(String service, Refusal refusal) {
				throw new AssertionError("wrong");
			}

		}).build());
		this.server.answer(403);
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> client.send(request("/a"), BodyHandlers.ofString()))
			.withMessage("wrong")
			.withCauseInstanceOf(AssertionError.class);
	}

	private static void fail(String here, String where) {
		if (here.equals(where)) {
			throw new AssertionError(where);
		}
	}

	private static BodyHandler<Void> throwing(Throwable failure, int piece) {
		AtomicInteger pieces = new AtomicInteger();
		return BodyHandlers.ofByteArrayConsumer((bytes) -> {
			if (bytes.isPresent() && pieces.incrementAndGet() == piece) {
				if (failure instanceof Error error) {
					throw error;
				}
				throw (RuntimeException) failure;
			}
		});
	}

	private <T> String body(HttpClient client, int status, BodyHandler<T> handler, Function<T, String> reader)
			throws Exception {
		this.server.answer(status, "", DENIED);
		HttpResponse<T> response = client.sendAsync(request("/a"), handler).get(10, TimeUnit.SECONDS);
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.uri()).isEqualTo(this.server.uri("/a"));
		assertThat(response.version()).isEqualTo(Version.HTTP_1_1);
		assertThat(JdkHttpClientSigV4.refusal(response) != null).isEqualTo(status == 403);
		AwsJudge.assertSigned(this.server.take(), TestServices.EXECUTE_API, TestServices.TEMPORARY);
		return reader.apply(response.body());
	}

	private static String read(InputStream body) {
		try (body) {
			return new String(body.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String read(Flow.Publisher<List<ByteBuffer>> body) {
		List<String> parts = new ArrayList<>();
		for (List<ByteBuffer> buffers : JdkFlowAdapter.flowPublisherToFlux(body).toIterable(1)) {
			buffers.forEach((buffer) -> parts.add(StandardCharsets.UTF_8.decode(buffer).toString()));
		}
		return String.join("", parts);
	}

	private HttpRequest request(String target) {
		return HttpRequest.newBuilder(this.server.uri(target)).build();
	}

	private static HttpClient client(SigV4Service service) {
		return signing(service, HttpClient.newBuilder().version(Version.HTTP_1_1).build());
	}

	private static HttpClient signing(SigV4Service service, HttpClient client) {
		return JdkHttpClientSigV4.of(new SigV4Services(List.of(service))).forService("orders").apply(client);
	}

	/** Tells of what it was told at the end. */
	private record ThrowingSubscriber(String where, List<String> told) implements BodySubscriber<String> {

		@Override
		public CompletionStage<String> getBody() {
			fail("getBody", this.where);
			return new CompletableFuture<>();
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			fail("onSubscribe", this.where);
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(List<ByteBuffer> buffers) {
			fail("onNext", this.where.equals("onError") ? "onNext" : this.where);
		}

		@Override
		public void onError(Throwable failure) {
			this.told.add("onError");
			fail("onError", this.where);
		}

		@Override
		public void onComplete() {
			this.told.add("onComplete");
			fail("onComplete", this.where);
		}

	}

}
