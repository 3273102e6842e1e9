package io.github.sigv4.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.sigv4.Verification.Outcome;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.test.RawClient.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HttpConnection} and {@link MessageReader}, byte by byte.
 */
@Timeout(20)
class HttpConnectionTests {

	private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");

	private static final SigV4Credentials CREDENTIALS = SigV4Credentials.of("AKIDEXAMPLE", "secret");

	private final VerifyingServer server = VerifyingServer.builder()
		.credentials(CREDENTIALS)
		.service("execute-api", "eu-west-1")
		.clock(Clock.fixed(NOW, ZoneOffset.UTC))
		.bodyLimit(100)
		.respond((request) -> TestResponse.text(request.method() + " " + request.target() + " " + request.bodyText()))
		.start();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void shouldHandOverTargetAndFieldsAsTheyAre() throws Exception {
		Answer answer = RawClient.exchange(this.server,
				signed("GET", "//a//b/%2f/../c;v=1?q=a%20b&q&=", "", Map.of("X-Amz-Meta", "a   b", "x-lower", "ü"))
					.wire());
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		ReceivedRequest received = this.server.requests().get(0);
		assertThat(received.target()).startsWith("//a//b/%2f/../c;v=1?q=a%20b");
		assertThat(received.path()).isEqualTo("//a//b/%2f/../c;v=1");
		assertThat(received.headerValues("X-AMZ-META")).containsExactly("a   b");
		assertThat(received.header("x-lower")).isEqualTo("ü");
		assertThat(received.header("x-other")).isNull();
		assertThat(received.headers()).extracting(ReceivedRequest.Header::name)
			.contains("X-Amz-Meta", "x-lower", "X-Amz-Date");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a|b", "/{x}", "/[x]", "/a^b", "/%zz", "/a\"b", "/<x>", "/a\\b", "/%", "/a?b?c=?", "/*",
			"/a?x=[y]|{z}&%zz=%", "//" })
	void shouldVerifyTargetsThatOtherServersRefuse(String target) throws Exception {
		Answer answer = RawClient.exchange(this.server,
				"GET " + target + " HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
		assertThat(answer.status()).isEqualTo(403);
		assertThat(this.server.requests()).singleElement().satisfies((request) -> {
			assertThat(request.target()).isEqualTo(target);
			assertThat(request.verification().outcome()).isEqualTo(Outcome.MISSING_AUTHENTICATION);
		});
	}

	@Test
	void shouldKeepRepeatedFieldsInOrder() throws Exception {
		RawClient.exchange(this.server, "GET / HTTP/1.1\r\nb: 2\r\nHost: a\r\nB:1\r\nb:\t3 , 4 \r\n\r\n");
		ReceivedRequest received = this.server.requests().get(0);
		assertThat(received.headers()).containsExactly(new ReceivedRequest.Header("b", "2"),
				new ReceivedRequest.Header("Host", "a"), new ReceivedRequest.Header("B", "1"),
				new ReceivedRequest.Header("b", "3 , 4"));
		assertThat(received.headerValues("b")).containsExactly("2", "1", "3 , 4");
		assertThat(received.headers().get(0)).hasToString("Header[b]");
	}

	@Test
	void whenValueIsNotUtf8ThenRefused() throws Exception {
		String request = signed("GET", "/", "", Map.of("X-Amz-Meta", "ü")).wire();
		assertThat(RawClient.exchange(this.server, request).status()).isEqualTo(200);
		try (RawClient client = new RawClient(this.server)) {
			client.send(request.getBytes(StandardCharsets.ISO_8859_1));
			assertThat(client.read().status()).isEqualTo(403);
		}
		assertThat(this.server.requests().get(1).verification().outcome()).isEqualTo(Outcome.SIGNATURE_MISMATCH);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
			"GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n\tb\r\n\r\n",
			"GET / HTTP/1.1\r\n Host: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX: a\u0001b\r\n\r\n",
			"GET / HTTP/1.1\r\nHost: a\r\nX: a\u007f\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX: a\u0000b\r\n\r\n",
			"GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX: a\nY: b\r\n\r\n",
			"GET / HTTP/1.1\nHost: a\n\n", "GET / HTTP/1.1\r\nHost: a\r\nX : a\r\n\r\n",
			"GET / HTTP/1.1\r\nHost: a\r\n: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n",
			"GET / HTTP/1.1\r\nHost: a\r\nü: a\r\n\r\n", "GET /ü HTTP/1.1\r\nHost: a\r\n\r\n",
			"GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", "GET /a\tb HTTP/1.1\r\nHost: a\r\n\r\n",
			"GET /a\u007f HTTP/1.1\r\nHost: a\r\n\r\n", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n",
			"GET * HTTP/1.1\r\nHost: a\r\n\r\n", "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
			"GET a HTTP/1.1\r\nHost: a\r\n\r\n", "G(T / HTTP/1.1\r\nHost: a\r\n\r\n", "GET /\r\nHost: a\r\n\r\n",
			" / HTTP/1.1\r\nHost: a\r\n\r\n", "\r\n\r\n", "\rx\r\n\r\n",
			"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
			"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
			"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\nx",
			"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
			"POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
			"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n\r\n",
			"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na__0\r\n\r\n",
			"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
			"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n" })
	void shouldRefuseWhatIsNoRequest(String request) throws Exception {
		try (RawClient client = new RawClient(this.server)) {
			client.send(request);
			Answer answer = client.read();
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.headers()).containsEntry("connection", "close")
				.containsEntry("x-amzn-errortype", "MalformedHttpRequestException");
			assertThat(client.isAtEnd()).isTrue();
		}
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void shouldSayWhatIsWrong() throws Exception {
		assertThat(RawClient.exchange(this.server, "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n").body())
			.isEqualTo("{\"message\":\"A header is continued on a second line, which is obsolete\"}");
		assertThat(RawClient.exchange(this.server, "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n\tb\r\n\r\n").body())
			.contains("continued on a second line");
		assertThat(RawClient.exchange(this.server, "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n").body())
			.contains("a character at index 2 that has to be percent-encoded");
	}

	@Test
	void shouldNameOtherRefusals() throws Exception {
		assertThat(status("GET / HTTP/2.0\r\nHost: a\r\n\r\n")).isEqualTo(505);
		assertThat(status("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).isEqualTo(505);
		assertThat(status("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n")).isEqualTo(501);
		assertThat(status("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5368709121\r\n\r\n")).isEqualTo(413);
		assertThat(status("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n140000001\r\n"))
			.isEqualTo(413);
		assertThat(status("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n140000000\r\n"))
			.as("all chunks together")
			.isEqualTo(413);
		assertThat(status("GET /" + "a".repeat(70_000) + " HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo(431);
		assertThat(status("GET / HTTP/1.1\r\nHost: a\r\n" + "a: b\r\n".repeat(500) + "\r\n")).isEqualTo(431);
		assertThat(status("GET / HTTP/1.1\r\nHost: a\r\n" + "a: b\r\n".repeat(499) + "\r\n")).isEqualTo(403);
	}

	private int status(String request) throws IOException {
		return RawClient.exchange(this.server, request).status();
	}

	@Test
	void shouldAnswerOneAfterTheOtherOnOneConnection() throws Exception {
		try (RawClient client = new RawClient(this.server)) {
			for (int i = 0; i < 5; i++) {
				client.send(signed("POST", "/" + i, "body" + i, Map.of()).wire());
				Answer answer = client.read();
				assertThat(answer.body()).isEqualTo("POST /" + i + " body" + i);
				assertThat(answer.headers()).doesNotContainKey("connection");
			}
		}
	}

	@Test
	void shouldAnswerPipelinedRequestsInOrder() throws Exception {
		StringBuilder requests = new StringBuilder();
		for (int i = 0; i < 20; i++) {
			String wire = signed("POST", "/" + i, "x".repeat(i), Map.of()).wire();
			requests.append((i == 7) ? wire.replaceAll("Signature=.{8}", "Signature=00000000") : wire);
			// A line end too many, as clients of old had it
			requests.append((i == 3) ? "\r\n" : "");
		}
		try (RawClient client = new RawClient(this.server)) {
			client.send(requests.toString());
			for (int i = 0; i < 20; i++) {
				Answer answer = client.read();
				assertThat(answer.status()).isEqualTo((i == 7) ? 403 : 200);
				if (i != 7) {
					assertThat(answer.body()).isEqualTo("POST /" + i + " " + "x".repeat(i));
				}
			}
		}
		assertThat(this.server.requests()).hasSize(20);
	}

	@Test
	void shouldStayOpenWhenAskedForSomethingElse() throws Exception {
		try (RawClient client = new RawClient(this.server)) {
			for (int i = 0; i < 2; i++) {
				client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, keep-alive\r\n\r\n");
				assertThat(client.read().headers()).doesNotContainEntry("connection", "close");
			}
		}
	}

	@Test
	void shouldCloseWhenAskedTo() throws Exception {
		try (RawClient client = new RawClient(this.server)) {
			client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n");
			assertThat(client.read().headers()).containsEntry("connection", "close");
			assertThat(client.isAtEnd()).isTrue();
		}
		try (RawClient client = new RawClient(this.server)) {
			client.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n");
			assertThat(client.read().headers()).containsEntry("connection", "close");
			assertThat(client.isAtEnd()).isTrue();
		}
	}

	@Test
	void shouldReadChunkedBody() throws Exception {
		String request = signed("POST", "/", "hello, world", Map.of()).wire()
			.replace("Content-Length: 12\r\n\r\nhello, world",
					"Transfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n00A;x=y\r\n, worldABC\r\n0\r\nTrailer: x\r\n\r\n");
		Answer damaged = RawClient.exchange(this.server, request);
		assertThat(damaged.status()).isEqualTo(403);
		Answer answer = RawClient.exchange(this.server, request.replace("00A;x=y\r\n, worldABC", "007;x=y\r\n, world"));
		assertThat(answer.body()).isEqualTo("POST / hello, world");
		assertThat(this.server.requests().get(1).bodyLength()).isEqualTo(12);
	}

	@Test
	void shouldSendNoBodyToHead() throws Exception {
		try (RawClient client = new RawClient(this.server)) {
			client.send(signed("HEAD", "/a", "", Map.of()).wire());
			Answer answer = client.read(true);
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.headers()).containsEntry("content-length", "8");
			client.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n");
			assertThat(client.read(true).status()).isEqualTo(403);
			client.send(signed("GET", "/b", "", Map.of()).wire());
			assertThat(client.read().body()).isEqualTo("GET /b ");
		}
	}

	@Test
	void shouldSayContinue() throws Exception {
		String request = signed("POST", "/", "body", Map.of()).wire()
			.replace("Content-Length", "Expect: 100-continue\r\nContent-Length");
		try (RawClient client = new RawClient(this.server)) {
			client.send(request.substring(0, request.length() - 4));
			assertThat(client.read().status()).isEqualTo(100);
			client.send("body");
			assertThat(client.read().body()).isEqualTo("POST / body");
		}
		assertThat(status(request.replace("HTTP/1.1", "HTTP/1.0"))).isEqualTo(200);
	}

	@Test
	void shouldKeepNoMoreThanLimitOfBody() throws Exception {
		String body = "0123456789".repeat(11);
		RawClient.exchange(this.server, signed("POST", "/", body, Map.of()).wire());
		assertThat(this.server.requests()).singleElement().satisfies((request) -> {
			assertThat(request.verification().isVerified()).isTrue();
			assertThat(request.bodyLength()).isEqualTo(110);
			assertThat(request.body()).hasSize(100);
			assertThat(request.bodyText()).isEqualTo("0123456789".repeat(10));
		});
	}

	@Test
	void shouldSurviveGarbage() throws Exception {
		Random random = new Random(42);
		byte[] good = signed("POST", "/a?b=c", "body", Map.of("X-A", "b")).wire().getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < 300; i++) {
			byte[] bytes = good.clone();
			if (i % 3 == 0) {
				bytes = new byte[random.nextInt(500)];
				random.nextBytes(bytes);
			}
			else {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
			}
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.server.port())) {
				socket.getOutputStream().write(bytes, 0, (i % 3 == 1) ? random.nextInt(bytes.length) : bytes.length);
				socket.shutdownOutput();
				byte[] answer = socket.getInputStream().readAllBytes();
				assertThat(answer.length == 0 || new String(answer, StandardCharsets.UTF_8).startsWith("HTTP/1.1 "))
					.isTrue();
			}
		}
		assertThat(RawClient.exchange(this.server, new String(good, StandardCharsets.UTF_8)).status()).isEqualTo(200);
	}

	@Test
	void shouldSurviveClientsThatGoAway() throws Exception {
		for (int i = 0; i < 20; i++) {
			RawClient client = new RawClient(this.server);
			client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nhalf");
			client.abort();
		}
		assertThat(status(signed("GET", "/", "", Map.of()).wire())).isEqualTo(200);
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void shouldCloseWhileClientsHang() throws Exception {
		List<RawClient> clients = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			RawClient client = new RawClient(this.server);
			client.send((i % 2 == 0) ? "GET / HT" : "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n1");
			clients.add(client);
		}
		long start = System.nanoTime();
		this.server.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
		for (RawClient client : clients) {
			assertThat(isClosed(client)).isTrue();
			client.close();
		}
		this.server.close();
	}

	private static boolean isClosed(RawClient client) {
		try {
			return client.isAtEnd();
		}
		catch (IOException ex) {
			return true;
		}
	}

	private static AwsSdkRequest signed(String method, String target, String body, Map<String, String> headers) {
		return AwsSdkRequest.signed(URI.create("http://127.0.0.1" + target), method, headers, body, "execute-api",
				"eu-west-1", CREDENTIALS, NOW);
	}

}
