package io.github.sigv4.test;

import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SigV4Verifier;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.Verification;
import io.github.sigv4.Verification.Outcome;
import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link VerifyingServer}: requests signed by AWS's own signer, over sockets.
 */
@Timeout(30)
class VerifyingServerTests {

	private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");

	private static final SigV4Credentials CREDENTIALS = SigV4Credentials.of("AKIDEXAMPLE",
			"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@Test
	void shouldAnswerSignedRequest() throws Exception {
		try (VerifyingServer server = server("execute-api").respond("GET", "/orders", TestResponse.json("[]"))
			.start()) {
			HttpResponse<String> response = send(server, "GET", "/orders?dry=1", Map.of(), "");
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).isEqualTo("[]");
			assertThat(response.headers().firstValue("date")).contains("Sun, 30 Aug 2015 12:36:00 GMT");
			assertThat(server.requests()).singleElement().satisfies((request) -> {
				assertThat(request.verification().outcome()).isEqualTo(Outcome.VERIFIED);
				assertThat(request.method()).isEqualTo("GET");
				assertThat(request.target()).isEqualTo("/orders?dry=1");
				assertThat(request.path()).isEqualTo("/orders");
				assertThat(request.query()).isEqualTo("dry=1");
				assertThat(request.accessKeyId()).isEqualTo("AKIDEXAMPLE");
				assertThat(request.bodyLength()).isZero();
			});
		}
	}

	@Test
	void shouldAnswerPresignedRequest() throws Exception {
		try (VerifyingServer server = server("s3").start()) {
			AwsSdkRequest signed = AwsSdkRequest.presigned(server.uri().resolve("/bucket/a%20b%2Bc//d"), "GET",
					Map.of(), "s3", "eu-west-1", CREDENTIALS, NOW, Duration.ofMinutes(5));
			HttpResponse<String> response = send(server, signed);
			assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		}
	}

	@Test
	void shouldRefuseChangedBody() throws Exception {
		try (VerifyingServer server = server("execute-api").start()) {
			AwsSdkRequest signed = AwsSdkRequest.signed(server.uri().resolve("/orders"), "POST",
					Map.of("Content-Type", "application/json"), "{}", "execute-api", "eu-west-1", CREDENTIALS, NOW);
			AwsSdkRequest changed = new AwsSdkRequest("POST", signed.target(), signed.headers(), "[]");
			HttpResponse<String> response = send(server, changed);
			assertThat(response.statusCode()).isEqualTo(403);
			assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains("InvalidSignatureException");
			assertThat(server.requests()).singleElement()
				.satisfies(
						(request) -> assertThat(request.verification().outcome()).isEqualTo(Outcome.PAYLOAD_MISMATCH));
		}
	}

	@Test
	void shouldAnswerHttpUrlConnection() throws Exception {
		try (VerifyingServer server = server("execute-api").start()) {
			AwsSdkRequest signed = AwsSdkRequest.signed(server.uri().resolve("/orders?a=1"), "POST",
					Map.of("Content-Type", "application/json"), "{}", "execute-api", "eu-west-1", CREDENTIALS, NOW);
			for (int i = 0; i < 2; i++) {
				HttpURLConnection connection = (HttpURLConnection) URI.create(server.uri() + signed.target())
					.toURL()
					.openConnection();
				connection.setDoOutput(true);
				connection.setChunkedStreamingMode(1);
				signed.headers().forEach((field) -> connection.setRequestProperty(field.getKey(), field.getValue()));
				if (i == 1) {
					connection.setRequestProperty("X-Amz-Acl", "public-read");
				}
				connection.getOutputStream().write(signed.body().getBytes(StandardCharsets.UTF_8));
				assertThat(connection.getResponseCode()).isEqualTo((i == 0) ? 200 : 403);
			}
			assertThat(server.requests()).extracting((request) -> request.verification().outcome())
				.containsExactly(Outcome.VERIFIED, Outcome.UNSIGNED_HEADER);
			assertThat(server.requests().get(0).header("transfer-encoding")).isEqualTo("chunked");
			assertThat(server.requests().get(0).bodyText()).isEqualTo("{}");
			server.clearRequests();
			assertThat(server.requests()).isEmpty();
		}
	}

	@Test
	void shouldAnswerByPathThenByHandler() throws Exception {
		try (VerifyingServer server = server("execute-api")
			.respond("GET", "/a",
					TestResponse.of(201)
						.withHeader("Location", "/b")
						.withHeader("Set-Cookie", "x")
						.withHeader("Set-Cookie", "y")
						.withHeader("Date", "Thu, 01 Jan 1970 00:00:00 GMT")
						.withBody("done"))
			.respond("GET", "/empty", TestResponse.of(204))
			.respond((request) -> {
				if (request.path().equals("/fail")) {
					throw new IllegalStateException("no \"luck\"");
				}
				if (request.path().equals("/null")) {
					return null;
				}
				return TestResponse.xml("<r>" + request.accessKeyId() + "</r>").withStatus(202);
			})
			.start()) {
			HttpResponse<String> stub = send(server, "GET", "/a?b=c", Map.of(), "");
			assertThat(stub.statusCode()).isEqualTo(201);
			assertThat(stub.body()).isEqualTo("done");
			assertThat(stub.headers().firstValue("location")).contains("/b");
			assertThat(stub.headers().allValues("set-cookie")).containsExactly("x", "y");
			assertThat(stub.headers().allValues("date")).containsExactly("Thu, 01 Jan 1970 00:00:00 GMT");
			HttpResponse<String> empty = send(server, "GET", "/empty", Map.of(), "");
			assertThat(empty.statusCode()).isEqualTo(204);
			assertThat(empty.headers().firstValue("content-length")).isEmpty();
			HttpResponse<String> handled = send(server, "POST", "/a", Map.of(), "x");
			assertThat(handled.statusCode()).isEqualTo(202);
			assertThat(handled.body()).isEqualTo("<r>AKIDEXAMPLE</r>");
			assertThat(handled.headers().firstValue("content-type")).contains("text/xml");
			assertThat(send(server, "GET", "/null", Map.of(), "").statusCode()).isEqualTo(500);
			HttpResponse<String> failed = send(server, "GET", "/fail", Map.of(), "");
			assertThat(failed.statusCode()).isEqualTo(500);
			assertThat(failed.headers().firstValue("x-amzn-errortype")).contains("InternalFailure");
			assertThat(failed.body()).isEqualTo("{\"message\":\"The handler of the test server failed: "
					+ "java.lang.IllegalStateException: no \\\"luck\\\"\"}");
		}
	}

	@Test
	void whenRequestIsRefusedThenHandlerIsNotCalled() throws Exception {
		try (VerifyingServer server = server("execute-api").respond("GET", "/a", TestResponse.text("secret"))
			.respond((request) -> {
				throw new AssertionError("called");
			})
			.start()) {
			HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/a")).build();
			HttpResponse<String> response = this.client.send(request, HttpResponse.BodyHandlers.ofString());
			assertThat(response.statusCode()).isEqualTo(403);
			assertThat(response.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
		}
	}

	@Test
	void shouldServeManyClientsAtOnce() throws Exception {
		int clients = 50;
		CountDownLatch all = new CountDownLatch(clients);
		ExecutorService threads = Executors.newFixedThreadPool(clients);
		try (VerifyingServer server = server("execute-api").respond((request) -> {
			all.countDown();
			await(all);
			return TestResponse.text(request.path() + request.bodyText());
		}).start()) {
			List<Future<String>> answers = new ArrayList<>();
			for (int i = 0; i < clients; i++) {
				String path = "/" + i;
				String body = "x".repeat(i);
				AwsSdkRequest signed = AwsSdkRequest.signed(server.uri().resolve(path), "POST", Map.of(), body,
						"execute-api", "eu-west-1", CREDENTIALS, NOW);
				answers.add(threads.submit(() -> RawClient.exchange(server, signed.wire()).body()));
			}
			for (int i = 0; i < clients; i++) {
				assertThat(answers.get(i).get(10, TimeUnit.SECONDS)).isEqualTo("/" + i + "x".repeat(i));
			}
			assertThat(server.requests()).hasSize(clients);
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void shouldNotHoldLargeBody() throws Exception {
		byte[] piece = new byte[64 * 1024];
		int pieces = 1024;
		MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
		for (int i = 0; i < pieces; i++) {
			sha256.update(piece);
		}
		PayloadHash hash = PayloadHash.of(sha256);
		try (VerifyingServer server = server("s3").start(); RawClient client = new RawClient(server)) {
			SigV4Request request = SigV4Request.builder("PUT", server.uri().resolve("/bucket/large"))
				.payload(hash)
				.build();
			StringBuilder head = new StringBuilder("PUT /bucket/large HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
					+ "\r\nContent-Length: " + (long) pieces * piece.length + "\r\n");
			SigV4Signer.create()
				.sign(request, SigningSettings.forService("s3", "eu-west-1"), CREDENTIALS, NOW)
				.forEachHeader((name, value) -> head.append(name + ": " + value + "\r\n"));
			client.send(head + "\r\n");
			for (int i = 0; i < pieces; i++) {
				client.send(piece);
			}
			assertThat(client.read().status()).isEqualTo(200);
			assertThat(server.requests()).singleElement().satisfies((received) -> {
				assertThat(received.bodyLength()).isEqualTo(64L * 1024 * 1024);
				assertThat(received.body()).hasSize(1024 * 1024);
				assertThat(received.bodyHash()).isEqualTo(hash);
			});
			assertThat(allocatedBy("sigv4-test-server-" + server.port())).isBetween(1024L * 1024, 8L * 1024 * 1024);
		}
	}

	private static long allocatedBy(String threadName) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals(threadName))
			.mapToLong((thread) -> threads.getThreadAllocatedBytes(thread.getId()))
			.sum();
	}

	@Test
	void shouldCloseWhileHandlerWaits() throws Exception {
		CountDownLatch called = new CountDownLatch(1);
		VerifyingServer server = server("execute-api").respond((request) -> {
			called.countDown();
			await(new CountDownLatch(1));
			return TestResponse.ok();
		}).start();
		String request = AwsSdkRequest
			.signed(server.uri().resolve("/"), "GET", Map.of(), "", "execute-api", "eu-west-1", CREDENTIALS, NOW)
			.wire();
		try (RawClient client = new RawClient(server)) {
			client.send(request);
			await(called);
			long start = System.nanoTime();
			server.close();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
		}
		assertThatIOException().isThrownBy(() -> new RawClient(server));
		for (Thread thread : Thread.getAllStackTraces().keySet()) {
			if (thread.getName().equals("sigv4-test-server-" + server.port())) {
				// The pool counts a thread out shortly before it ends
				thread.join(Duration.ofSeconds(5).toMillis());
				assertThat(thread.isAlive()).isFalse();
			}
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			if (!latch.await(10, TimeUnit.SECONDS)) {
				throw new IllegalStateException("Waited too long");
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("Stopped", ex);
		}
	}

	@Test
	void shouldListenOnLoopbackAlone() {
		try (VerifyingServer server = server("execute-api").start()) {
			assertThat(server.uri()).hasToString("http://127.0.0.1:" + server.port());
			assertThat(server).hasToString("VerifyingServer[http://127.0.0.1:" + server.port() + "]");
			assertThatExceptionOfType(UncheckedIOException.class)
				.isThrownBy(() -> server("execute-api").port(server.port()).start())
				.withMessageContaining(Integer.toString(server.port()));
		}
	}

	@Test
	void shouldKeepLatestRequests() {
		RequestLog log = new RequestLog();
		Verification verification = SigV4Verifier.builder((id) -> null)
			.build()
			.verify(SigV4Request.builder("GET", "http://a/").build(), PayloadHash.EMPTY, NOW);
		for (int i = 0; i < 10_001; i++) {
			log.add(received("/" + i, new byte[0], verification));
		}
		assertThat(log.requests()).hasSize(10_000).first().extracting(ReceivedRequest::path).isEqualTo("/1");
		log.clear();
		for (int i = 0; i < 70; i++) {
			log.add(received("/" + i, new byte[1024 * 1024], verification));
		}
		assertThat(log.requests()).hasSize(64).first().extracting(ReceivedRequest::path).isEqualTo("/6");
		log.add(received("/large", new byte[65 * 1024 * 1024], verification));
		assertThat(log.requests()).singleElement().extracting(ReceivedRequest::path).isEqualTo("/large");
	}

	private static ReceivedRequest received(String target, byte[] body, Verification verification) {
		return new ReceivedRequest(new MessageHead("GET", target, 1, List.of()),
				new MessageBody(PayloadHash.EMPTY, false, body.length, body), verification, Verdict.accepted());
	}

	@Test
	void whenResponseCannotBeSentThenSaysSo() {
		assertThatIllegalArgumentException().isThrownBy(() -> TestResponse.of(99));
		assertThatIllegalArgumentException().isThrownBy(() -> TestResponse.ok().withStatus(600));
		assertThatIllegalArgumentException().isThrownBy(() -> TestResponse.ok().withHeader("a b", "c"));
		assertThatIllegalArgumentException().isThrownBy(() -> TestResponse.ok().withHeader("", "c"));
		assertThatIllegalArgumentException().isThrownBy(() -> TestResponse.ok().withHeader("a", "b\r\nc: d"));
		assertThatIllegalArgumentException().isThrownBy(() -> TestResponse.ok().withHeader("Content-Length", "1"));
		assertThatIllegalArgumentException().isThrownBy(() -> server("s3").bodyLimit(-1));
		assertThat(TestResponse.text("ü")).hasToString("TestResponse[200, 2 bytes]");
	}

	@Test
	void shouldEscapeWhatAnswersRepeat() {
		assertThat(EscapedText.xml("<a b=\"c\">&amp;\t\n\r\0\u0001\ufffe\ud800 \ud83d\ude00'"))
			.isEqualTo("&lt;a b=&quot;c&quot;&gt;&amp;amp;\t\n\ufffd\ufffd\ufffd\ufffd\ufffd \ud83d\ude00'");
		assertThat(EscapedText.xml("\ud7ff\udfff\ue000\uffff\ufffd")).isEqualTo("\ud7ff\ufffd\ue000\ufffd\ufffd");
		assertThat(EscapedText.json("a\"b\\c\n\t\r\0/ü\ud83d\ude00"))
			.isEqualTo("\"a\\\"b\\\\c\\n\\t\\u000d\\u0000/ü\\ud83d\\ude00\"");
	}

	@Test
	void whenServiceIsMissingThenStartSaysHow() {
		assertThatIllegalStateException().isThrownBy(() -> VerifyingServer.builder().credentials(CREDENTIALS).start())
			.withMessageContaining("service(\"s3\"");
		assertThatIllegalStateException().isThrownBy(() -> VerifyingServer.builder().service("s3", "eu-west-1").start())
			.withMessageContaining("credentials(");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> VerifyingServer.builder().credentials(CREDENTIALS, CREDENTIALS))
			.withMessageContaining("AKIDEXAMPLE");
	}

	private static VerifyingServer.Builder server(String service) {
		return VerifyingServer.builder()
			.credentials(CREDENTIALS)
			.service(service, "eu-west-1")
			.clock(Clock.fixed(NOW, ZoneOffset.UTC));
	}

	private HttpResponse<String> send(VerifyingServer server, String method, String target, Map<String, String> headers,
			String body) throws Exception {
		return send(server, AwsSdkRequest.signed(server.uri().resolve(target), method, headers, body, "execute-api",
				"eu-west-1", CREDENTIALS, NOW));
	}

	private HttpResponse<String> send(VerifyingServer server, AwsSdkRequest request) throws Exception {
		HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(server.uri() + request.target()))
			.method(request.method(), request.body().isEmpty() ? HttpRequest.BodyPublishers.noBody()
					: HttpRequest.BodyPublishers.ofString(request.body()));
		request.headers().forEach((field) -> {
			if (!field.getKey().equalsIgnoreCase("host")) {
				builder.header(field.getKey(), field.getValue());
			}
		});
		return this.client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
	}

}
