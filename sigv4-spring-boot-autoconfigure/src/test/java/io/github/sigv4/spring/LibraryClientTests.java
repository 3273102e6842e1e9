package io.github.sigv4.spring;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.TrailerChecksum;
import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.ChunkJudge;
import io.github.sigv4.spring.wire.LibraryClient;
import io.github.sigv4.spring.wire.LibraryClient.Answer;
import io.github.sigv4.spring.wire.LibraryClient.Call;
import io.github.sigv4.spring.wire.SlowServer;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.WireRequest;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What clients of HTTP libraries by themselves put on the wire is what was signed.
 */
class LibraryClientTests {

	private static final SigningSettings API = TestServices.EXECUTE_API;

	private static final SigningSettings S3 = TestServices.S3;

	private static final SigningSettings UNSIGNED = S3.withSignedPayload(false);

	private static final int CHUNK_SIZE = 16 * 1024;

	private static final byte[] BYTES = bytes(150_001);

	private final WireServer server = new WireServer();

	@TempDir
	private Path directory;

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest(name = "{0} {1} {2}")
	@MethodSource
	void methodAndTargetAreSignedAsTheyAreSent(LibraryClient client, String method, String target) {
		for (SigningSettings settings : new SigningSettings[] { API, S3 }) {
			assertThat(client.send(service(settings), Call.of(method, this.server.uri(target))).status())
				.isEqualTo(200);
			AwsJudge.assertSigned(this.server.take(), settings, TestServices.TEMPORARY);
		}
	}

	static Stream<Arguments> methodAndTargetAreSignedAsTheyAreSent() {
		return Stream.of(LibraryClient.values())
			.flatMap((client) -> Stream.concat(
					Stream.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
						.map((method) -> Arguments.of(client, method, "/orders/1")),
					Stream
						.of("", "/", "/a?", "/a//b", "/a%2Fb", "/a;v=1/b", "/*", "/a+b", "/caf%C3%A9", "/it's",
								"/:@!$&(),=", "/?b=2&a=1&a=&c", "/?q=a+b", "/?q=a%20b%2Bc", "/?q=%25&r=it's*")
						.map((target) -> Arguments.of(client, "GET", target))));
	}

	@ParameterizedTest
	@EnumSource
	void allValuesOfAHeaderAreSigned(LibraryClient client) {
		SigningSettings settings = API.withSignedHeaders(List.of("x-tenant-id"));
		client.send(service(settings),
				Call.of("GET", this.server.uri("/a"))
					.withHeaders(Map.entry("X-Amz-Meta", "1"), Map.entry("X-Amz-Meta", "2  3"),
							Map.entry("X-Tenant-Id", "a,b"), Map.entry("X-Other", "c")));
		WireRequest request = this.server.take();
		AwsJudge.assertSigned(request, settings, TestServices.TEMPORARY);
		assertThat(request.values("X-Amz-Meta")).containsExactly("1", "2  3");
		assertThat(request.value("Authorization")).contains(
				"SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-meta;x-amz-security-token;x-tenant-id,");
	}

	@ParameterizedTest
	@EnumSource
	void bodiesAreSignedAsTheyAreSent(LibraryClient client) throws IOException {
		for (SigningSettings settings : new SigningSettings[] { API, S3, UNSIGNED }) {
			for (byte[] bytes : new byte[][] { new byte[0], bytes(10), BYTES }) {
				Path file = Files.write(this.directory.resolve("body"), bytes);
				for (Object body : new Object[] { bytes, file, new ByteArrayInputStream(bytes) }) {
					client.send(service(settings), Call.of("PUT", this.server.uri("/b/k")).with(body));
					assertBody(bytes, settings);
				}
				boolean jdk = client.name().startsWith("JDK");
				if (bytes.length > 0 && !(jdk && settings.signedPayload())) {
					client.send(service(settings), Call.of("PUT", this.server.uri("/b/k")).withStream(bytes));
					assertBody(bytes, settings);
				}
			}
		}
	}

	/** What knows its length is taken for what can be had again. */
	@ParameterizedTest
	@EnumSource(names = { "JDK_CLIENT", "JDK_ASYNC_CLIENT" })
	@Timeout(20)
	void bodyThatIsAnotherTheSecondTimeIsBrokenOff(LibraryClient client) {
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> client.send(service(API), Call.of("PUT", this.server.uri("/a")).withStream(BYTES)))
			.withMessageContaining("SigV4 service 'orders': The body was asked for twice")
			.withMessageContaining("0 bytes in place of 150001");
	}

	private void assertBody(byte[] bytes, SigningSettings settings) {
		WireRequest request = this.server.take();
		AwsJudge.assertSigned(request, settings, TestServices.TEMPORARY);
		assertThat(request.body()).isEqualTo(bytes);
		if (bytes.length > 0) {
			assertThat(request.value("Authorization")).contains("=content-type;host;");
			assertThat(request.value("X-Amz-Content-Sha256").equals("UNSIGNED-PAYLOAD"))
				.isEqualTo(settings.equals(UNSIGNED));
		}
	}

	/** S3 takes nothing of unknown length. */
	@ParameterizedTest
	@EnumSource
	void whatWasHeldOrMeasuredHasALength(LibraryClient client) {
		client.send(service(S3), Call.of("PUT", this.server.uri("/b/k")).with(new ByteArrayInputStream(bytes(1000))));
		WireRequest request = this.server.take();
		assertThat(request.value("Content-Length")).isEqualTo("1000");
		assertThat(request.value("Transfer-Encoding")).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void uploadIsSignedInChunks(LibraryClient client) throws IOException {
		Path file = Files.write(this.directory.resolve("body"), BYTES);
		for (Object body : new Object[] { BYTES, file }) {
			client.send(chunked(), Call.of("PUT", this.server.uri("/b/a%20b")).with(body));
			assertChunked(BYTES);
		}
		client.send(chunked(), Call.of("PUT", this.server.uri("/b/k")).withStream(BYTES));
		assertChunked(BYTES);
		byte[] whole = bytes(2 * CHUNK_SIZE);
		client.send(chunked(), Call.of("PUT", this.server.uri("/b/k")).with(whole));
		assertChunked(whole);
		client.send(chunked(), Call.of("PUT", this.server.uri("/b/k")).with(new byte[0]));
		AwsJudge.assertSigned(this.server.take(), S3, TestServices.TEMPORARY);
	}

	private void assertChunked(byte[] expected) {
		WireRequest request = this.server.take();
		assertThat(ChunkJudge.assertUploaded(request, CHUNK_SIZE, TestServices.TEMPORARY)).isEqualTo(expected);
		assertThat(request.values("Content-Encoding")).containsExactly("aws-chunked");
		assertThat(request.value("Transfer-Encoding")).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void uploadOfUnknownLengthIsRefused(LibraryClient client) {
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> client.send(chunked(),
					Call.of("PUT", this.server.uri("/b/k")).with(new ByteArrayInputStream(BYTES))))
			.withMessageContaining("SigV4 service 'orders': The length of the body is not known");
		assertThat(this.server.isUntouched()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	@Timeout(20)
	void uploadThatIsNotAsLongAsItSaidFails(LibraryClient client) {
		Call call = Call.of("PUT", this.server.uri("/b/k")).withStream(BYTES);
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> client.send(chunked(),
					new Call(call.method(), call.uri(), call.headers(), call.contentType(),
							new ByteArrayInputStream(bytes(1000)), 2000, Map.of())))
			.withMessageContaining("SigV4 service 'orders': ");
	}

	@ParameterizedTest
	@EnumSource
	void streamThatIsTooLargeIsRefused(LibraryClient client) {
		SigV4Service service = TestServices.service(this.server).maxBufferSize(1000).build();
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> client.send(service,
					Call.of("PUT", this.server.uri("/a")).with(new ByteArrayInputStream(bytes(1001)))))
			.withMessageContaining("aws.sigv4.services.orders.max-buffer-size (1000 bytes)");
		assertThat(this.server.isUntouched()).isTrue();
		client.send(service, Call.of("PUT", this.server.uri("/a")).with(new ByteArrayInputStream(bytes(1000))));
		assertBody(bytes(1000), API);
		client.send(service, Call.of("PUT", this.server.uri("/a")).with(BYTES));
		assertBody(BYTES, API);
	}

	@ParameterizedTest
	@EnumSource
	void hashThatIsGivenIsTaken(LibraryClient client) {
		client.send(service(S3),
				Call.of("PUT", this.server.uri("/b/k"))
					.withHeaders(Map.entry("x-amz-content-sha256", "UNSIGNED-PAYLOAD"))
					.with(new ByteArrayInputStream(BYTES)));
		AwsJudge.assertSigned(this.server.take(), UNSIGNED, TestServices.TEMPORARY);
	}

	@ParameterizedTest
	@EnumSource
	void nothingGoesToAnotherHost(LibraryClient client) {
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> client.send(service(API), Call.of("GET", this.server.foreignUri("/a"))))
			.withMessageContaining("goes to localhost:" + this.server.port() + ", which is not a host of this service");
		assertThat(this.server.connections()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void withoutCredentialsNothingIsSent(LibraryClient client) {
		SigV4Service service = TestServices.service(this.server, API, () -> {
			throw new CredentialsException("There are none.");
		}).build();
		assertThatExceptionOfType(CredentialsException.class)
			.isThrownBy(() -> client.send(service, Call.of("GET", this.server.uri("/a"))))
			.withMessage("SigV4 service 'orders': There are none.");
		assertThat(this.server.connections()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void foreignAuthorizationIsRefusedOrReplaced(LibraryClient client) {
		Call call = Call.of("GET", this.server.uri("/a")).withHeaders(Map.entry("Authorization", "Bearer mine"));
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> client.send(service(API), call))
			.withMessageContaining("Authorization");
		assertThat(this.server.isUntouched()).isTrue();
		SigningSettings replacing = API.withReplaceAuthorization(true);
		client.send(service(replacing), call);
		AwsJudge.assertSigned(this.server.take(), replacing, TestServices.TEMPORARY);
	}

	@ParameterizedTest
	@EnumSource
	void headerOutsideOfAsciiIsRefused(LibraryClient client) {
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> client.send(service(API),
					Call.of("GET", this.server.uri("/a")).withHeaders(Map.entry("X-Amz-Meta", "caf\u00e9"))))
			.withMessageContaining("Header 'X-Amz-Meta' is signed but has a character outside of ASCII");
		assertThat(this.server.isUntouched()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void withoutSigningRequestsPassAsTheyAre(LibraryClient client) {
		SigV4Service service = TestServices.service(this.server).enabled(false).build();
		assertThat(client.send(service, Call.of("PUT", this.server.foreignUri("/a?q=a+b")).with(BYTES)).status())
			.isEqualTo(200);
		WireRequest request = this.server.take();
		assertThat(request.target()).isEqualTo("/a?q=a+b");
		assertThat(request.body()).isEqualTo(BYTES);
		assertThat(request.value("Authorization")).isNull();
		assertThat(request.value("X-Amz-Date")).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void refusalIsGiven(LibraryClient client) {
		this.server.answer(403, "", "<Error><Code>AccessDenied</Code><Message>no</Message></Error>");
		Answer refused = client.send(service(API), Call.of("GET", this.server.uri("/a")));
		assertThat(refused.refusal()).isNotNull();
		assertThat(refused.refusal().code()).isEqualTo("AccessDenied");
		assertThat(client.send(service(API), Call.of("GET", this.server.uri("/a"))).refusal()).isNull();
	}

	/** An answer that does not end is handed on after a second. */
	@ParameterizedTest
	@EnumSource
	@Timeout(20)
	void refusalThatDoesNotEndIsHandedOn(LibraryClient client) {
		try (SlowServer slow = new SlowServer("application/xml", true)) {
			SigV4Service service = SigV4Service
				.builder("orders", API, SigV4CredentialsProvider.of(TestServices.TEMPORARY))
				.baseUrl(slow.uri())
				.build();
			Thread releasing = new Thread(() -> {
				while (service.refusals().count() == 0) {
					Thread.onSpinWait();
				}
				slow.release();
			});
			releasing.setDaemon(true);
			releasing.start();
			Answer refused = client.send(service, Call.of("GET", slow.uri()));
			assertThat(refused.status()).isEqualTo(403);
			assertThat(refused.body()).startsWith(SlowServer.FIRST).endsWith(SlowServer.LAST);
		}
	}

	private SigV4Service service(SigningSettings settings) {
		return TestServices.service(this.server, settings, SigV4CredentialsProvider.of(TestServices.TEMPORARY)).build();
	}

	private SigV4Service chunked() {
		return TestServices.service(this.server, S3, SigV4CredentialsProvider.of(TestServices.TEMPORARY))
			.chunkedPayload(ChunkedPayload.signed(CHUNK_SIZE).withTrailer(TrailerChecksum.CRC32C))
			.build();
	}

	private static byte[] bytes(int count) {
		byte[] bytes = new byte[count];
		new Random(count).nextBytes(bytes);
		return bytes;
	}

}
