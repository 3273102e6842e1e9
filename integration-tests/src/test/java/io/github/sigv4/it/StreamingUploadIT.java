package io.github.sigv4.it;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.it.upload.Upload;
import io.github.sigv4.it.upload.UploadApplication;
import io.github.sigv4.test.ReceivedRequest;
import io.github.sigv4.test.TestResponse;
import io.github.sigv4.test.VerifyingServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with 64 MB of memory sends files that are larger, in all ways in which a
 * body may stream, with each client on each HTTP library. What would have to be held in
 * memory is refused. Then the libraries' own clients do the same.
 * <p>
 * To be quick, it sends 256 MB of what is read twice or not signed at all, which every
 * client does, and 96 MB in the other ways: more than heap and direct memory together.
 * {@code -Dsigv4.upload.megabytes=1024} sends as much in every way.
 */
class StreamingUploadIT {

	private static final SigV4Credentials CREDENTIALS = TestSecrets.TEMPORARY;

	private static final Integer MEGABYTES = Integer.getInteger("sigv4.upload.megabytes");

	/**
	 * What a JVM chooses for so little memory: G1 has a tenth of it in reserve, and gives
	 * up where it cannot move what is new fast enough.
	 */
	private static final List<String> OPTIONS = List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=16m",
			"-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED");

	private static LargeFile large;

	private static LargeFile smaller;

	@BeforeAll
	static void write(@TempDir Path directory) throws Exception {
		MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
		large = LargeFile.write(directory.resolve("large"), (MEGABYTES != null) ? MEGABYTES : 256, sha256);
		smaller = (MEGABYTES != null) ? large : LargeFile.write(directory.resolve("smaller"), 96, sha256);
	}

	@ParameterizedTest
	@CsvSource({ "reactor, ReactorNetty/", "jdk, Java-http-client/", "jetty, Jetty/", "http-components, Apache-Http",
			"simple, Java/" })
	void bodyThatIsLargerThanTheMemoryStreamsOrIsRefused(String library, String userAgent, @TempDir Path directory)
			throws Exception {
		List<String> options = new ArrayList<>(List.of("--spring.http.clients.imperative.factory=" + library));
		if (!library.equals("simple")) {
			options.add("--spring.http.clients.reactive.connector=" + library);
		}
		upload(uploads(library), refused(uploads(library)), options, userAgent, directory.resolve(library));
	}

	@ParameterizedTest
	@CsvSource({ "HttpClient, Apache-HttpClient/", "HttpAsyncClient, Apache-HttpAsyncClient/" })
	void clientOfTheLibraryStreamsItOrItIsRefused(String client, String userAgent, @TempDir Path directory)
			throws Exception {
		List<Upload> uploads = uploads(client, List.of("stream"));
		upload(uploads, refused(uploads), List.of(), userAgent, directory.resolve(client));
	}

	/** By its contract, each of its bodies can be read again. */
	@Test
	void clientOfTheJdkStreamsIt(@TempDir Path directory) throws Exception {
		String client = "JdkHttpClient";
		List<Upload> uploads = new ArrayList<>(uploads(client, List.of("stream")));
		uploads.add(new Upload(client, "signed", "stream", smaller.path()));
		upload(uploads, List.of(), List.of(), "Java-http-client/", directory.resolve(client));
	}

	private static void upload(List<Upload> uploads, List<Upload> refused, List<String> options, String userAgent,
			Path directory) throws Exception {
		try (VerifyingServer server = server(); SilentServer silent = new SilentServer()) {
			List<String> arguments = new ArrayList<>(
					List.of("--aws.sigv4.credentials.access-key-id=" + CREDENTIALS.accessKeyId(),
							"--aws.sigv4.credentials.session-token=" + CREDENTIALS.sessionToken(),
							"--test.secret=" + CREDENTIALS.secretAccessKey(), "--test.url=" + server.uri(),
							"--test.refused=" + silent.url(),
							// Reactor Netty warns of what the test expects
							"--logging.threshold.console=error"));
			arguments.addAll(options);
			uploads.forEach((upload) -> arguments.add(upload.argument()));
			refused.forEach((upload) -> arguments.add(upload.argument()));
			JavaProcess application = JavaProcess.run(UploadApplication.class, OPTIONS, directory, arguments);
			assertThat(application.status()).as(application.text()).isZero();
			assertThat(application.lines()).hasSize(uploads.size() + refused.size());
			assertThat(application.lines())
				.startsWith(uploads.stream().map(StreamingUploadIT::arrived).toArray(String[]::new));
			assertThat(application.lines().subList(uploads.size(), application.lines().size())).zipSatisfy(refused,
					StreamingUploadIT::assertRefused);
			assertThat(silent.isReached()).isFalse();
			assertThat(server.requests()).zipSatisfy(uploads, (request, upload) -> {
				assertThat(request.path()).isEqualTo(upload.path());
				assertThat(request.header("User-Agent")).startsWith(userAgent);
				assertSigned(request, upload.service(), file(upload));
			});
			// Once is enough for this one, which reads the file
			ReceivedRequest first = server.requests().get(0);
			assertThat(first.header("Authorization")).isEqualTo(AwsSignature.signed(first, CREDENTIALS, large.path()));
		}
	}

	private static VerifyingServer server() {
		return VerifyingServer.builder()
			.credentials(CREDENTIALS)
			.service("s3", "eu-west-1")
			.bodyLimit(0)
			.respond((request) -> TestResponse.text(request.bodyLength() + " " + request.bodyHash()))
			.start();
	}

	private static List<Upload> uploads(String library) {
		List<Upload> uploads = new ArrayList<>();
		if (!library.equals("simple")) {
			uploads.addAll(uploads("WebClient", List.of("flux")));
		}
		uploads.addAll(uploads("RestClient", List.of("lambda", "stream")));
		uploads.addAll(uploads("RestTemplate", List.of("lambda", "stream")));
		return uploads;
	}

	private static List<Upload> uploads(String client, List<String> bodies) {
		List<Upload> uploads = new ArrayList<>();
		uploads.add(new Upload(client, "signed", "resource", large.path()));
		uploads.add(new Upload(client, "unsigned", "resource", large.path()));
		bodies.forEach((body) -> uploads.add(new Upload(client, "unsigned", body, smaller.path())));
		uploads.add(new Upload(client, "chunked", "resource", smaller.path()));
		return uploads;
	}

	private static List<Upload> refused(List<Upload> uploads) {
		return uploads.stream()
			.filter((upload) -> !upload.body().equals("resource"))
			.map((upload) -> new Upload(upload.client(), "refused", upload.body(), upload.file()))
			.toList();
	}

	private static LargeFile file(Upload upload) {
		return upload.file().equals(large.path()) ? large : smaller;
	}

	private static String arrived(Upload upload) {
		return upload.name() + " = " + file(upload).length() + " " + file(upload).hash();
	}

	private static void assertRefused(String line, Upload upload) {
		assertThat(line)
			.startsWith(upload.name() + " refused: SigV4 service 'refused': The body is larger than "
					+ "aws.sigv4.services.refused.max-buffer-size (10485760 bytes)")
			.contains("aws.sigv4.services.refused.payload to unsigned", "to chunked", "x-amz-content-sha256");
	}

	private static void assertSigned(ReceivedRequest request, String service, LargeFile file) {
		assertThat(request.header("Transfer-Encoding")).isNull();
		boolean chunked = service.equals("chunked");
		assertThat(request.header(chunked ? "X-Amz-Decoded-Content-Length" : "Content-Length"))
			.isEqualTo(Long.toString(file.length()));
		assertThat(request.header("X-Amz-Content-Sha256")).isEqualTo(switch (service) {
			case "signed" -> file.hash();
			case "unsigned" -> "UNSIGNED-PAYLOAD";
			default -> "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
		});
		if (service.equals("unsigned")) {
			assertThat(request.header("Authorization")).isEqualTo(AwsSignature.unsigned(request, CREDENTIALS));
		}
	}

}
