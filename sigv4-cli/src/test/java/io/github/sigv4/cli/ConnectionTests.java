package io.github.sigv4.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What is really on the wire, and what can happen to it.
 */
@Timeout(60)
class ConnectionTests {

	private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

	@TempDir
	private Path directory;

	@Test
	void shouldSendWhatItSignedAndShowsAndNothingElse() throws IOException {
		try (RawServer server = RawServer
			.answering("HTTP/1.1 200 Fine\r\nX-Amz-Security-Token: abc\r\nX-B:  c \r\n\r\n")) {
			Run run = Run.of("-v", "--service", "s3", "--region", "eu-west-1", "-d", "a=\u00e9", "-H",
					"X-Amz-Meta: \u00e9", "-H", "X-Empty;", "-H", "X-Session-Token: tell",
					server.url() + "//a/../b%2f?x=1&token=tell");
			assertThat(run.status()).isZero();
			assertThat(server.requests()).hasSize(1);
			String request = server.requests().get(0);
			String head = request.substring(0, request.indexOf("\r\n\r\n") + 4);
			assertThat(request.substring(head.length())).isEqualTo(latin("a=\u00e9"));
			assertThat(head).startsWith("POST //a/../b%2f?x=1&token=tell HTTP/1.1\r\n")
				.contains("\r\nHost: 127.0.0.1:" + server.port() + "\r\n", "\r\nX-Empty: \r\n",
						"\r\nX-Amz-Meta: " + latin("\u00e9") + "\r\n");
			assertThat(names(head)).containsExactly("Host", "User-Agent", "Accept", "Connection", "Content-Type",
					"X-Amz-Meta", "X-Empty", "X-Session-Token", "X-Amz-Date", "X-Amz-Content-Sha256", "Authorization",
					"Content-Length");
			assertThat(shown(run, "> ")).isEqualTo(head.replace("tell HTTP", "[redacted] HTTP")
				.replace("X-Session-Token: tell", "X-Session-Token: [redacted]")
				.replace(latin("\u00e9"), "\\xc3\\xa9")
				.replaceFirst("Signature=[0-9a-f]{64}", "Signature=[redacted]"));
			assertThat(shown(run, "< "))
				.isEqualTo("HTTP/1.1 200 Fine\r\nX-Amz-Security-Token: [redacted]\r\nX-B:  c \r\n\r\n");
			assertThat(run.err().lines().filter((line) -> line.startsWith("* "))).containsExactly(
					"* signed by AKIDEXAMPLE from the system properties aws.accessKeyId and aws.secretAccessKey for "
							+ "20150830/eu-west-1/s3/aws4_request",
					"* connected to 127.0.0.1:" + server.port());
			assertThat(run.err()).doesNotContain("tell", Run.SECRET);
		}
	}

	/** A character for each byte. */
	private static String latin(String text) {
		return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

	private static Iterable<String> names(String head) {
		return head.lines()
			.skip(1)
			.filter((line) -> !line.isEmpty())
			.map((line) -> line.replaceFirst(":.*", ""))
			.collect(Collectors.toList());
	}

	private static String shown(Run run, String prefix) {
		return run.err()
			.lines()
			.filter((line) -> line.startsWith(prefix))
			.map((line) -> line.substring(2) + "\r\n")
			.collect(Collectors.joining());
	}

	@ParameterizedTest
	@CsvSource({ "'-d a=1', /key%20a", "--unsigned-payload -T @FILE@, /a//b/../c", "-X DELETE, /",
			"-d x -H X-Amz-Tagging:a=b, /a%2Fb", "-d @- -H Content-Type:text/xml, /x" })
	void shouldSendTheSignatureThatAwsMakes(String options, String path) throws IOException {
		Path file = Files.writeString(this.directory.resolve("file"), "content");
		try (RawServer server = RawServer.answering(OK)) {
			String all = "--service s3 --region eu-west-1 " + options.replace("@FILE@", file.toString()) + " "
					+ server.url() + path;
			assertThat(Run.withInput("<x/>", all.split(" ", -1)).out()).isEqualTo("ok");
			String request = server.requests().get(0);
			// https, since AWS's signer signs an unsigned body over http all the same
			assertThat(request)
				.contains("\r\nAuthorization: " + AwsJudge.authorization(request, "https", null) + "\r\n");
		}
	}

	@Test
	void shouldPrintWhatIsReceivedToTheByte() throws IOException {
		String head = "HTTP/1.1 200 Tr\u00e8s bien\r\nx-a:b\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n";
		try (RawServer server = RawServer.answering(head + "\u0000\u00ff\r\n")) {
			Run run = Run.ofService("-i", server.url());
			assertThat(run.bytes()).isEqualTo((head + "\u0000\u00ff\r\n").getBytes(StandardCharsets.ISO_8859_1));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n2\\r\\nab\\r\\n1\\r\\nc\\r\\n0\\r\\n\\r\\n
			HTTP/1.1 200 OK\\r\\n\\r\\nabc
			HTTP/1.0 200\\r\\nContent-Length: 3\\r\\n\\r\\nabc
			HTTP/1.1 103 Early Hints\\r\\nLink: x\\r\\n\\r\\nHTTP/1.1 200 OK\\r\\nContent-Length: 3\\r\\n\\r\\nabc
			""")
	void shouldReadEachKindOfAnswer(String answer) throws IOException {
		try (RawServer server = RawServer.answering(answer.replace("\\r\\n", "\r\n"))) {
			assertThat(Run.ofService(server.url()).out()).isEqualTo("abc");
		}
	}

	/** As curl does: what is large is not sent to whom does not want it. */
	@Test
	void shouldAskBeforeALargeBodyIsSent() throws IOException {
		Path file = large();
		try (RawServer server = RawServer
			.handling((request, in, out) -> write(out, "HTTP/1.1 403 No\r\nContent-Length: 3\r\n\r\nno\n"))) {
			Run run = Run.of("-f", "--service", "s3", "--region", "eu-west-1", "-T", file.toString(),
					server.url() + "/x");
			assertThat(run.status()).isEqualTo(22);
			assertThat(server.requests()).singleElement()
				.asString()
				.contains("\r\nExpect: 100-continue\r\n")
				.endsWith("\r\n\r\n");
		}
		try (RawServer server = RawServer.handling((request, in, out) -> {
			write(out, "HTTP/1.1 100 Continue\r\n\r\n");
			RawServer.readBody(request, in);
			write(out, OK);
		})) {
			Run run = Run.of("--service", "s3", "--region", "eu-west-1", "-T", file.toString(), server.url() + "/x");
			assertThat(run.out()).isEqualTo("ok");
			assertThat(server.requests().get(0)).hasSizeGreaterThan(1024 * 1024);
		}
		try (RawServer server = RawServer.answering(OK)) {
			Run.of("--service", "s3", "--region", "eu-west-1", "-H", "Expect:", "-T", file.toString(),
					server.url() + "/x");
			assertThat(server.requests().get(0)).doesNotContain("\r\nExpect:");
		}
	}

	/** A server that does not wait for the end of a body. */
	@Test
	void whenAServerAnswersBeforeTheEndOfABodyThenItsAnswerIsRead() throws IOException {
		Path file = large();
		try (RawServer server = RawServer.handling((request, in, out) -> {
			write(out, "HTTP/1.1 413 Too Large\r\nContent-Length: 4\r\n\r\nbig\n");
			in.readNBytes(1);
			out.flush();
			in.transferTo(OutputStream.nullOutputStream());
		})) {
			Run run = Run.of("--service", "s3", "--region", "eu-west-1", "-H", "Expect:", "-T", file.toString(),
					server.url() + "/x");
			assertThat(run.out()).isEqualTo("big\n");
		}
	}

	private Path large() throws IOException {
		return Files.write(this.directory.resolve("large"), new byte[3 * 1024 * 1024]);
	}

	private static void write(OutputStream out, String text) throws IOException {
		out.write(text.getBytes(StandardCharsets.ISO_8859_1));
		out.flush();
	}

	@Test
	void shouldNotSendASecondTime() throws IOException {
		try (RawServer server = RawServer.handling((request, in, out) -> RawServer.readBody(request, in))) {
			Run run = Run.ofService(server.url());
			assertFailed(run, "127.0.0.1:" + server.port() + " closed the connection without an answer");
			assertThat(server.requests()).hasSize(1);
		}
		try (RawServer server = RawServer
			.answering("HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n")) {
			assertThat(Run.ofService(server.url()).status()).isZero();
			assertThat(server.requests()).hasSize(1);
		}
	}

	@Test
	void whenNobodyListensThenSaysSo() throws IOException {
		int port;
		try (ServerSocket closed = new ServerSocket(0)) {
			port = closed.getLocalPort();
		}
		assertFailed(Run.ofService("http://127.0.0.1:" + port),
				"127.0.0.1:" + port + " refuses the connection. Check the " + "port, and that something listens there");
		assertFailed(Run.ofService("http://[::1]:" + port),
				"[::1]:" + port + " refuses the connection. Check the port, " + "and that something listens there");
	}

	@Test
	void whenThereIsNoSuchHostThenSaysSo() {
		assertFailed(Run.ofService("https://no-such-host.invalid/"),
				"there is no host of that name: no-such-host.invalid:443. Check how it is spelled, and the network");
	}

	@Test
	void whenAnAnswerBreaksOffThenSaysSoAndKeepsWhatCame() throws IOException {
		try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")) {
			Run run = Run.ofService(server.url());
			assertThat(run.out()).isEqualTo("abc");
			assertThat(run.status()).isEqualTo(1);
			assertThat(run.err()).startsWith("sigv4: the answer of 127.0.0.1:" + server.port() + " is not complete: ")
				.hasLineCount(1);
			Path file = this.directory.resolve("answer");
			Run toFile = Run.ofService("-o", file.toString(), server.url());
			assertThat(toFile.status()).isEqualTo(1);
			assertThat(toFile.err()).endsWith("; " + file + " has the first 3 bytes only" + System.lineSeparator());
			assertThat(file).content().isEqualTo("abc");
		}
	}

	@Test
	void whenAnAnswerIsNotHttpThenSaysSo() throws IOException {
		try (RawServer server = RawServer.answering("SSH-2.0-OpenSSH_9.2\r\n\r\n")) {
			Run run = Run.ofService(server.url());
			assertThat(run.status()).isEqualTo(1);
			assertThat(run.err()).startsWith("sigv4: what 127.0.0.1:" + server.port() + " answers is not HTTP/1.1: ")
				.hasLineCount(1);
		}
	}

	@Test
	void whenThereIsNoTlsThenSaysSo() throws IOException {
		try (ServerSocket server = new ServerSocket(0)) {
			Thread thread = new Thread(() -> {
				try (Socket socket = server.accept()) {
					write(socket.getOutputStream(), "HTTP/1.1 400 Bad Request\r\n\r\n");
					socket.getInputStream().transferTo(OutputStream.nullOutputStream());
				}
				catch (IOException ex) {
					// The client went away
				}
			});
			thread.start();
			Run run = Run.ofService("https://localhost:" + server.getLocalPort());
			assertThat(run.status()).isEqualTo(1);
			assertThat(run.err()).startsWith("sigv4: no secure connection to localhost:" + server.getLocalPort() + ": ")
				.hasLineCount(1);
		}
	}

	@Test
	void whenThereIsNoAnswerInTimeThenGivesUp() throws IOException {
		try (RawServer server = RawServer.handling((request, in, out) -> in.read())) {
			assertThat(Run.ofService("--max-time", "0.3", server.url())).returns(1, Run::status)
				.extracting(Run::err)
				.asString()
				.startsWith("sigv4: gave up after 0.3 s without a whole answer");
			assertThat(Run.ofService("-s", "--max-time", "0.3", server.url())).returns(1, Run::status)
				.returns("", Run::err);
		}
	}

	@Test
	void whenAFileChangesWhileItIsSentThenBreaksOff() throws IOException {
		for (String change : new String[] { "longer than before", "" }) {
			Path file = Files.writeString(this.directory.resolve("file"), "before");
			try (RequestBody body = RequestBody.of(file)) {
				Files.writeString(file, change);
				BodyEntity entity = new BodyEntity(body, Progress.NONE);
				assertThat(catchThrowable(() -> entity.writeTo(OutputStream.nullOutputStream())))
					.isInstanceOf(CommandException.class)
					.hasMessageStartingWith("the file changed while it was sent");
			}
		}
	}

	@Test
	void whenOutputCannotBeWrittenThenSaysSo() throws IOException {
		try (RawServer server = RawServer.answering(OK)) {
			assertThat(Run.of(InputStream.nullInputStream(), failing("No space left on device"), "--service", "s3",
					"--region", "eu-west-1", server.url()))
				.returns(1, Run::status)
				.returns("sigv4: standard output cannot be written: No space left on device" + System.lineSeparator(),
						Run::err);
			Path file = this.directory.resolve("no/such/directory");
			assertFailed(Run.ofService("-o", file.toString(), server.url()),
					"-o " + file + " cannot be written: there is no such file or directory");
		}
	}

	@Test
	void whenNobodyReadsOnThenEndsQuietly() throws IOException {
		try (RawServer server = RawServer.answering(OK)) {
			for (String message : new String[] { "Broken pipe", "The pipe is being closed" }) {
				assertThat(Run.of(InputStream.nullInputStream(), failing(message), "--service", "s3", "--region",
						"eu-west-1", server.url()))
					.returns(141, Run::status)
					.returns("", Run::err);
			}
		}
		assertThat(Run.of(InputStream.nullInputStream(), failing("Broken pipe"), "--help")).returns(141, Run::status)
			.returns("", Run::err);
	}

	private static OutputStream failing(String message) {
		return new OutputStream() {

			@Override
			public void write(int value) throws IOException {
				throw new IOException(message);
			}

		};
	}

	private static void assertFailed(Run run, String message) {
		assertThat(run).returns(1, Run::status)
			.returns("", Run::out)
			.returns("sigv4: " + message + System.lineSeparator(), Run::err);
	}

}
