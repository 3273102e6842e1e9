package io.github.sigv4.spring.restclient;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestBodySpec;
import org.springframework.web.client.RestClient.RequestHeadersSpec;
import org.springframework.web.client.RestTemplate;

import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.TrailerChecksum;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.ChunkJudge;
import io.github.sigv4.spring.wire.SigV4aJudge;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.TickingClock;
import io.github.sigv4.spring.wire.WireRequest;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Uploads in signed chunks, and everything else that a signing request factory sends,
 * with each request factory.
 */
class RestClientChunkedTests {

	private static final int CHUNK_SIZE = 16 * 1024;

	private static final byte[] BYTES = bytes(150_001);

	private static final MediaType UTF_8_TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

	private static final byte[] JSON = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

	private final WireServer server = new WireServer();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("uploads")
	void whatTheRequestFactorySendsIsWhatWasSigned(Factory factory, String name,
			Function<RequestBodySpec, RequestHeadersSpec<?>> body, byte[] expected) {
		body.apply(streaming(factory).put().uri("/b/{key}", "a b+c")).retrieve().toBodilessEntity();
		WireRequest sent = this.server.take();
		assertThat(ChunkJudge.assertUploaded(sent, CHUNK_SIZE, TestServices.TEMPORARY)).isEqualTo(expected);
		assertThat(sent.target()).isEqualTo("/b/a%20b%2Bc");
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("uploads")
	void whatTheInterceptorSendsIsWhatWasSigned(Factory factory, String name,
			Function<RequestBodySpec, RequestHeadersSpec<?>> body, byte[] expected) {
		RestClient client = RestClient.builder()
			.requestFactory(factory.factory())
			.baseUrl(this.server.uri(""))
			.apply(RestClientSigV4.of(new SigV4Services(List.of(chunked()))).forService("orders"))
			.build();
		body.apply(client.put().uri("/b/{key}", "a b+c")).retrieve().toBodilessEntity();
		assertThat(ChunkJudge.assertUploaded(this.server.take(), CHUNK_SIZE, TestServices.TEMPORARY))
			.isEqualTo(expected);
	}

	static Stream<Arguments> uploads() {
		return Factory.values()
			.stream()
			.flatMap((factory) -> Stream.of(upload(factory, "bytes", (put) -> put.body(BYTES), BYTES),
					upload(factory, "a whole number of chunks", (put) -> put.body(bytes(2 * CHUNK_SIZE)),
							bytes(2 * CHUNK_SIZE)),
					upload(factory, "resource", (put) -> put.body(new ByteArrayResource(BYTES)), BYTES),
					upload(factory, "text", (put) -> put.contentType(UTF_8_TEXT).body("caf\u00e9"),
							"caf\u00e9".getBytes(StandardCharsets.UTF_8)),
					upload(factory, "JSON, which tells its length when it is written",
							(put) -> put.contentType(MediaType.APPLICATION_JSON).body(Map.of("a", 1)), JSON),
					upload(factory, "stream with a length",
							(put) -> put.contentLength(BYTES.length)
								.contentType(MediaType.APPLICATION_OCTET_STREAM)
								.body(new InputStreamResource(new ByteArrayInputStream(BYTES))),
							BYTES),
					upload(factory, "written by the caller, with a length",
							(put) -> put.contentLength(BYTES.length).body((out) -> write(BYTES, out)), BYTES)));
	}

	private static Arguments upload(Factory factory, String name, Function<RequestBodySpec, RequestHeadersSpec<?>> body,
			byte[] expected) {
		return Arguments.of(factory, name, body, expected);
	}

	/** In pieces of all kinds. */
	private static void write(byte[] bytes, OutputStream out) throws IOException {
		out.write(bytes[0]);
		out.write(bytes, 1, 0);
		out.flush();
		int from = 1;
		for (int length = 1; from < bytes.length; length = 3 * length) {
			out.write(bytes, from, Math.min(length, bytes.length - from));
			from += length;
		}
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("others")
	void whatIsNoUploadIsSignedAsAWhole(Factory factory, String name,
			Function<RestClient, RequestHeadersSpec<?>> request) {
		request.apply(streaming(factory)).retrieve().toBodilessEntity();
		AwsJudge.assertSigned(this.server.take(), TestServices.S3, TestServices.TEMPORARY);
	}

	static Stream<Arguments> others() {
		return Factory.values()
			.stream()
			.flatMap((factory) -> Stream.of(other(factory, "GET", (client) -> client.get().uri("/b/k")),
					other(factory, "DELETE", (client) -> client.delete().uri("/b/k")),
					other(factory, "POST", (client) -> client.post().uri("/b?delete").body("<Delete/>")),
					other(factory, "PUT of a subresource", (client) -> client.put().uri("/b/k?tagging").body("<a/>")),
					other(factory, "PUT without body", (client) -> client.put().uri("/b")),
					other(factory, "PUT of no bytes", (client) -> client.put().uri("/b/k").body(new byte[0])),
					other(factory, "large POST, written twice",
							(client) -> client.post().uri("/b/k?x").body(new ByteArrayResource(BYTES))),
					other(factory, "large POST, held in memory",
							(client) -> client.post().uri("/b/k?x").body((out) -> write(BYTES, out)))));
	}

	@Test
	void whenThereIsNoBodyThenTheInterceptorSignsThat() {
		RestClient client = RestClient.builder()
			.baseUrl(this.server.uri(""))
			.apply(RestClientSigV4.of(new SigV4Services(List.of(chunked()))).forService("orders"))
			.build();
		client.put().uri("/b/k").body(new byte[0]).retrieve().toBodilessEntity();
		AwsJudge.assertSigned(this.server.take(), TestServices.S3, TestServices.TEMPORARY);
	}

	@Test
	void whenRequestHasAttributesThenTheOneThatIsSentHasThem() {
		List<Object> seen = new ArrayList<>();
		ClientHttpRequestFactory factory = (uri, method) -> {
			ClientHttpRequest request = Factory.JDK.factory().createRequest(uri, method);
			return new MockClientHttpRequest(method, uri) {

				@Override
				protected ClientHttpResponse executeInternal() throws IOException {
					seen.add(getAttributes().get("tenant"));
					return request.execute();
				}

			};
		};
		RestClient.builder()
			.requestFactory(new SigV4ClientHttpRequestFactory(factory, chunked()))
			.build()
			.get()
			.uri(this.server.uri("/b/k"))
			.attribute("tenant", 7)
			.retrieve()
			.toBodilessEntity();
		assertThat(seen).containsExactly(7);
	}

	private static Arguments other(Factory factory, String name, Function<RestClient, RequestHeadersSpec<?>> request) {
		return Arguments.of(factory, name, request);
	}

	static Stream<Factory> factories() {
		return Factory.values().stream();
	}

	@ParameterizedTest
	@MethodSource("factories")
	void whatRestTemplateUploadsIsWhatWasSigned(Factory factory, @TempDir Path directory) throws Exception {
		Path file = Files.write(directory.resolve("file"), BYTES);
		RestTemplate template = new RestTemplate(new SigV4ClientHttpRequestFactory(factory.factory(), chunked()));
		template.put(this.server.uri("/b/k"), new FileSystemResource(file));
		assertThat(ChunkJudge.assertUploaded(this.server.take(), CHUNK_SIZE, TestServices.TEMPORARY)).isEqualTo(BYTES);
		template.put(this.server.uri("/b/k"), new HttpEntity<>(Map.of("a", 1)));
		assertThat(ChunkJudge.assertUploaded(this.server.take(), CHUNK_SIZE, TestServices.TEMPORARY)).isEqualTo(JSON);
		template.execute(this.server.uri("/b/k"), HttpMethod.PUT, (request) -> write(BYTES, request.getBody()), null);
		assertThat(ChunkJudge.assertUploaded(this.server.take(), CHUNK_SIZE, TestServices.TEMPORARY)).isEqualTo(BYTES);
		template.postForObject(this.server.uri("/b?delete"), "<Delete/>", String.class);
		AwsJudge.assertSigned(this.server.take(), TestServices.S3, TestServices.TEMPORARY);
	}

	@ParameterizedTest
	@MethodSource("factories")
	void whenSignedBySigV4aThenSoIsEachChunk(Factory factory) {
		SigV4Service service = TestServices
			.service(this.server, TestServices.S3.withRegionSet(List.of("us-*", "eu-west-1")),
					SigV4CredentialsProvider.of(TestServices.PERMANENT))
			.chunkedPayload(ChunkedPayload.signed(CHUNK_SIZE))
			.build();
		RestClient client = streaming(factory, service);
		client.put().uri("/b/{key}", "a b+c").body(BYTES).retrieve().toBodilessEntity();
		assertThat(SigV4aJudge.assertUploaded(this.server.take(), "us-*,eu-west-1")).isEqualTo(BYTES);
		RestClient intercepted = RestClient.builder()
			.requestFactory(factory.factory())
			.baseUrl(this.server.uri(""))
			.apply(RestClientSigV4.of(new SigV4Services(List.of(service))).forService("orders"))
			.build();
		intercepted.put().uri("/b/{key}", "a b+c").body(BYTES).retrieve().toBodilessEntity();
		assertThat(SigV4aJudge.assertUploaded(this.server.take(), "us-*,eu-west-1")).isEqualTo(BYTES);
		client.get().uri("/b/{key}", "a b+c").retrieve().toBodilessEntity();
		SigV4aJudge.assertSigned(this.server.take(), "us-*,eu-west-1");
	}

	@ParameterizedTest
	@MethodSource("factories")
	void whenLengthIsUnknownThenNothingIsSent(Factory factory) {
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> streaming(factory).put()
				.uri("/b/k")
				.body(new InputStreamResource(new ByteArrayInputStream(BYTES)))
				.retrieve()
				.toBodilessEntity())
			.withMessageStartingWith("SigV4 service 'orders': The length of the body is not known")
			.withMessageContaining("Content-Length");
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> streaming(factory).put()
			.uri("/b/k")
			.body((out) -> write(BYTES, out))
			.retrieve()
			.toBodilessEntity());
		assertThat(this.server.isUntouched()).isTrue();
	}

	@ParameterizedTest
	@MethodSource("factories")
	void whenBodyIsShorterThanAnnouncedThenIsNoUpload(Factory factory) {
		assertBrokenOff(factory, BYTES.length + 1, "has 150001 bytes but 150002 were announced");
	}

	@ParameterizedTest
	@MethodSource("factories")
	void whenBodyIsLongerThanAnnouncedThenIsNoUpload(Factory factory) {
		assertBrokenOff(factory, BYTES.length - 1, "has more than the 150000 bytes that were announced");
	}

	private void assertBrokenOff(Factory factory, long announced, String reason) {
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> streaming(factory).put()
				.uri("/b/k")
				.contentLength(announced)
				.body((out) -> write(BYTES, out))
				.retrieve()
				.toBodilessEntity())
			.withMessageStartingWith("SigV4 service 'orders': The body")
			.withMessageContaining(reason);
		// The connection is not used for anything else
		streaming(factory).get().uri("/b/next").retrieve().toBodilessEntity();
		assertThat(this.server.take().target()).as("the first request that was whole").isEqualTo("/b/next");
	}

	@ParameterizedTest
	@MethodSource("factories")
	void whenBodyFailsThenIsNoUpload(Factory factory) {
		assertThatExceptionOfType(ResourceAccessException.class)
			.isThrownBy(() -> streaming(factory).put().uri("/b/k").contentLength(BYTES.length).body((out) -> {
				out.write(BYTES, 0, BYTES.length - 1);
				throw new IOException("disk");
			}).retrieve().toBodilessEntity())
			.havingRootCause()
			.withMessage("disk");
		streaming(factory).get().uri("/b/next").retrieve().toBodilessEntity();
		assertThat(this.server.take().target()).as("the first request that was whole").isEqualTo("/b/next");
	}

	@ParameterizedTest
	@MethodSource("factories")
	void whenAnInterceptorRetriesThenIsSignedAfresh(Factory factory) {
		this.server.answer(500);
		RestClient client = streaming(factory).mutate().requestInterceptor((request, body, execution) -> {
			try (ClientHttpResponse refused = execution.execute(request, body)) {
				assertThat(refused.getStatusCode().value()).isEqualTo(500);
			}
			return execution.execute(request, body);
		}).build();
		client.put()
			.uri("/b/k")
			.header("Content-Encoding", "gzip")
			.body(new ByteArrayResource(BYTES))
			.retrieve()
			.toBodilessEntity();
		WireRequest first = this.server.take();
		WireRequest second = this.server.take();
		for (WireRequest sent : List.of(first, second)) {
			assertThat(ChunkJudge.assertUploaded(sent, CHUNK_SIZE, TestServices.TEMPORARY)).isEqualTo(BYTES);
			assertThat(sent.values("Content-Encoding")).containsExactly("aws-chunked,gzip");
		}
		assertThat(second.value("X-Amz-Date")).isNotEqualTo(first.value("X-Amz-Date"));
	}

	@Test
	void whenStreamWasReadThenARetrySaysThatItCannotBeRepeated() {
		this.server.answer(500);
		InputStreamResource once = new InputStreamResource(new ByteArrayInputStream(BYTES));
		RequestHeadersSpec<?> put = streaming(Factory.JDK).put().uri("/b/k").contentLength(BYTES.length).body(once);
		assertThatExceptionOfType(HttpServerErrorException.class).isThrownBy(() -> put.retrieve().toBodilessEntity());
		assertThatException().isThrownBy(() -> put.retrieve().toBodilessEntity())
			.withStackTraceContaining("InputStream has already been read");
	}

	@Test
	void whenBodyCannotBeWrittenTwiceAndIsTooLargeThenNothingIsSent() {
		RestClient client = streaming(Factory.JDK, chunkedBuilder().maxBufferSize(100_000).build());
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(
					() -> client.post().uri("/b/k?x").body((out) -> write(BYTES, out)).retrieve().toBodilessEntity())
			.withMessageContaining("aws.sigv4.services.orders.max-buffer-size (100000 bytes)");
		RestTemplate template = new RestTemplate(new SigV4ClientHttpRequestFactory(Factory.JDK.factory(),
				chunkedBuilder().maxBufferSize(100_000).build()));
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> template.execute(this.server.uri("/b/k"),
				HttpMethod.PUT, (request) -> write(BYTES, request.getBody()), null));
		assertThat(this.server.isUntouched()).isTrue();
		client.post().uri("/b/k?x").body(new ByteArrayResource(BYTES)).retrieve().toBodilessEntity();
		AwsJudge.assertSigned(this.server.take(), TestServices.S3, TestServices.TEMPORARY);
	}

	@Test
	void whenBodyIsUnsignedThenItStreams() {
		SigV4Service service = TestServices
			.service(this.server, TestServices.S3.withSignedPayload(false),
					SigV4CredentialsProvider.of(TestServices.TEMPORARY))
			.maxBufferSize(1000)
			.build();
		streaming(Factory.JDK, service).put()
			.uri("/b/k")
			.body((out) -> write(BYTES, out))
			.retrieve()
			.toBodilessEntity();
		WireRequest sent = this.server.take();
		assertThat(sent.body()).isEqualTo(BYTES);
		AwsJudge.assertSigned(sent, TestServices.S3.withSignedPayload(false), TestServices.TEMPORARY);
	}

	/** S3 takes no upload without a length. */
	@ParameterizedTest
	@MethodSource("factories")
	void whenBodyIsWrittenBeforeTheRequestIsSentThenItsLengthIsKnown(Factory factory) {
		SigningSettings unsigned = TestServices.S3.withSignedPayload(false);
		SigV4Service service = TestServices
			.service(this.server, unsigned, SigV4CredentialsProvider.of(TestServices.TEMPORARY))
			.build();
		RestTemplate template = new RestTemplate(new SigV4ClientHttpRequestFactory(factory.factory(), service));
		template.execute(this.server.uri("/b/k"), HttpMethod.PUT, (request) -> write(BYTES, request.getBody()), null);
		WireRequest sent = this.server.take();
		assertThat(sent.values("Content-Length")).containsExactly("150001");
		assertThat(sent.body()).isEqualTo(BYTES);
		AwsJudge.assertSigned(sent, unsigned, TestServices.TEMPORARY);
		template.execute(this.server.uri("/b/k"), HttpMethod.GET, (request) -> request.getBody().close(), null);
		AwsJudge.assertSigned(this.server.take(), unsigned, TestServices.TEMPORARY);
	}

	@Test
	void whenServiceIsNotEnabledThenRequestsPassAsTheyAre() {
		RestClient client = streaming(Factory.JDK, chunkedBuilder().enabled(false).build());
		client.put().uri("/b/k").body(BYTES).retrieve().toBodilessEntity();
		WireRequest sent = this.server.take();
		assertThat(sent.body()).isEqualTo(BYTES);
		assertThat(sent.values("Authorization")).isEmpty();
	}

	private RestClient streaming(Factory factory) {
		return streaming(factory, chunked());
	}

	private RestClient streaming(Factory factory, SigV4Service service) {
		return RestClient.builder()
			.requestFactory(new SigV4ClientHttpRequestFactory(factory.factory(), service))
			.baseUrl(this.server.uri(""))
			.build();
	}

	private SigV4Service chunked() {
		return chunkedBuilder().build();
	}

	private SigV4Service.Builder chunkedBuilder() {
		return TestServices.service(this.server, TestServices.S3, SigV4CredentialsProvider.of(TestServices.TEMPORARY))
			.clock(new TickingClock())
			.chunkedPayload(ChunkedPayload.signed(CHUNK_SIZE).withTrailer(TrailerChecksum.CRC32C));
	}

	private static byte[] bytes(int count) {
		byte[] bytes = new byte[count];
		new Random(count).nextBytes(bytes);
		return bytes;
	}

}
