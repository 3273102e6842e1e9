package io.github.sigv4.spring.webclient;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClient.RequestBodySpec;
import org.springframework.web.reactive.function.client.WebClient.RequestHeadersSpec;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.TrailerChecksum;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.ChunkJudge;
import io.github.sigv4.spring.wire.SigV4aJudge;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.TickingClock;
import io.github.sigv4.spring.wire.WireRequest;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Uploads in signed chunks, with each connector.
 */
class WebClientChunkedTests {

	private static final int CHUNK_SIZE = 16 * 1024;

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final byte[] BYTES = bytes(150_001);

	private final WireServer server = new WireServer();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("uploads")
	void whatIsSentIsWhatWasSigned(Connector connector, String name,
			Function<RequestBodySpec, RequestHeadersSpec<?>> body, byte[] expected) {
		body.apply(client(connector).put().uri("/b/{key}", "a b+c")).retrieve().toBodilessEntity().block(TIMEOUT);
		WireRequest sent = this.server.take();
		assertThat(ChunkJudge.assertUploaded(sent, CHUNK_SIZE, TestServices.TEMPORARY)).isEqualTo(expected);
		assertThat(sent.target()).isEqualTo("/b/a%20b%2Bc");
	}

	static Stream<Arguments> uploads() {
		return Connector.values()
			.stream()
			.flatMap((connector) -> Stream.of(upload(connector, "bytes", (put) -> put.bodyValue(BYTES), BYTES),
					upload(connector, "a whole number of chunks", (put) -> put.bodyValue(bytes(2 * CHUNK_SIZE)),
							bytes(2 * CHUNK_SIZE)),
					upload(connector, "resource", (put) -> put.bodyValue(new ByteArrayResource(BYTES)), BYTES),
					upload(connector, "text", (put) -> put.bodyValue("caf\u00e9"),
							"caf\u00e9".getBytes(StandardCharsets.UTF_8)),
					upload(connector, "JSON",
							(put) -> put.contentType(MediaType.APPLICATION_JSON).bodyValue(Map.of("a", 1)),
							"{\"a\":1}".getBytes(StandardCharsets.UTF_8)),
					upload(connector, "buffers of many sizes",
							(put) -> put.contentLength(BYTES.length)
								.body(BodyInserters.fromDataBuffers(buffers(BYTES))),
							BYTES),
					upload(connector, "flushed",
							(put) -> put.contentType(MediaType.APPLICATION_NDJSON)
								.contentLength(16)
								.body(Flux.just(Map.of("a", 1), Map.of("a", 2)), Map.class),
							"{\"a\":1}\n{\"a\":2}\n".getBytes(StandardCharsets.UTF_8))));
	}

	private static Arguments upload(Connector connector, String name,
			Function<RequestBodySpec, RequestHeadersSpec<?>> body, byte[] expected) {
		return Arguments.of(connector, name, body, expected);
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("others")
	void whatIsNoUploadIsSignedAsAWhole(Connector connector, String name,
			Function<WebClient, RequestHeadersSpec<?>> request) {
		request.apply(client(connector)).retrieve().toBodilessEntity().block(TIMEOUT);
		AwsJudge.assertSigned(this.server.take(), TestServices.S3, TestServices.TEMPORARY);
	}

	static Stream<Arguments> others() {
		return Connector.values()
			.stream()
			.flatMap((connector) -> Stream.of(other(connector, "GET", (client) -> client.get().uri("/b/k")),
					other(connector, "DELETE", (client) -> client.delete().uri("/b/k")),
					other(connector, "POST", (client) -> client.post().uri("/b?delete").bodyValue("<Delete/>")),
					other(connector, "PUT of a subresource",
							(client) -> client.put().uri("/b/k?tagging").bodyValue("<Tagging/>")),
					other(connector, "PUT without body", (client) -> client.put().uri("/b")),
					other(connector, "PUT of no bytes", (client) -> client.put().uri("/b/k").bodyValue(new byte[0])),
					other(connector, "PUT of no buffers",
							(client) -> client.put()
								.uri("/b/k")
								.contentLength(0)
								.body(BodyInserters.fromDataBuffers(Flux.empty())))));
	}

	private static Arguments other(Connector connector, String name,
			Function<WebClient, RequestHeadersSpec<?>> request) {
		return Arguments.of(connector, name, request);
	}

	static Stream<Connector> connectors() {
		return Connector.values().stream();
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whenLengthIsUnknownThenNothingIsSent(Connector connector) {
		StepVerifier
			.create(client(connector).put()
				.uri("/b/k")
				.body(BodyInserters.fromDataBuffers(buffers(BYTES)))
				.retrieve()
				.toBodilessEntity())
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(SigV4Exception.class)
				.hasMessageStartingWith("SigV4 service 'orders': The length of the body is not known")
				.hasMessageContaining("Content-Length"))
			.verify(TIMEOUT);
		assertThat(this.server.isUntouched()).isTrue();
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whenBodyIsShorterThanAnnouncedThenIsNoUpload(Connector connector) {
		assertBrokenOff(connector, BYTES.length + 1, "has 150001 bytes but 150002 were announced");
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whenBodyIsLongerThanAnnouncedThenIsNoUpload(Connector connector) {
		assertBrokenOff(connector, BYTES.length - 1, "has more than the 150000 bytes that were announced");
	}

	private void assertBrokenOff(Connector connector, long announced, String reason) {
		StepVerifier
			.create(client(connector).put()
				.uri("/b/k")
				.contentLength(announced)
				.body(BodyInserters.fromDataBuffers(buffers(BYTES)))
				.retrieve()
				.toBodilessEntity())
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(SigV4Exception.class)
				.hasMessageStartingWith("SigV4 service 'orders': The body")
				.hasMessageContaining(reason))
			.verify(TIMEOUT);
		// The connection is not used for anything else
		client(connector).get().uri("/b/next").retrieve().toBodilessEntity().block(TIMEOUT);
		assertThat(this.server.take().target()).as("the first request that was whole").isEqualTo("/b/next");
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whenRetriedThenIsSignedAfresh(Connector connector) {
		this.server.answer(500);
		client(connector).put()
			.uri("/b/k")
			.header("Content-Encoding", "gzip")
			.bodyValue(new ByteArrayResource(BYTES))
			.retrieve()
			.toBodilessEntity()
			.retry(1)
			.block(TIMEOUT);
		WireRequest first = this.server.take();
		WireRequest second = this.server.take();
		for (WireRequest sent : new WireRequest[] { first, second }) {
			assertThat(ChunkJudge.assertUploaded(sent, CHUNK_SIZE, TestServices.TEMPORARY)).isEqualTo(BYTES);
			assertThat(sent.values("Content-Encoding")).containsExactly("aws-chunked,gzip");
		}
		assertThat(second.value("X-Amz-Date")).isNotEqualTo(first.value("X-Amz-Date"));
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whenBodyCannotBeRepeatedThenARetrySaysSo(Connector connector) {
		this.server.answer(500);
		Flux<DataBuffer> once = Flux.fromStream(Arrays.stream(new DataBuffer[] { buffer(bytes(10)) }));
		StepVerifier
			.create(client(connector).put()
				.uri("/b/k")
				.contentLength(10)
				.body(BodyInserters.fromDataBuffers(once))
				.retrieve()
				.toBodilessEntity()
				.retryWhen(Retry.max(1).filter((ex) -> ex instanceof WebClientResponseException)))
			.expectErrorSatisfies(
					(ex) -> assertThat(ex).hasStackTraceContaining("stream has already been operated upon"))
			.verify(TIMEOUT);
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whenSignedBySigV4aThenSoIsEachChunk(Connector connector) {
		SigV4Service service = TestServices
			.service(this.server, TestServices.S3.withRegionSet(List.of("us-*", "eu-west-1")),
					SigV4CredentialsProvider.of(TestServices.PERMANENT))
			.chunkedPayload(ChunkedPayload.signed(CHUNK_SIZE))
			.build();
		WebClient client = WebClient.builder()
			.clientConnector(connector.connector())
			.baseUrl(this.server.uri("").toString())
			.filter(new SigV4ExchangeFilterFunction(service))
			.build();
		client.put().uri("/b/{key}", "a b+c").bodyValue(BYTES).retrieve().toBodilessEntity().block(TIMEOUT);
		assertThat(SigV4aJudge.assertUploaded(this.server.take(), "us-*,eu-west-1")).isEqualTo(BYTES);
		client.get().uri("/b/{key}", "a b+c").retrieve().toBodilessEntity().block(TIMEOUT);
		SigV4aJudge.assertSigned(this.server.take(), "us-*,eu-west-1");
	}

	@Test
	void whenNotSignedInChunksThenChecksumProtectsTheBody() {
		SigV4Service service = service(ChunkedPayload.unsigned(CHUNK_SIZE, TrailerChecksum.SHA256));
		WebClient.builder()
			.filter(new SigV4ExchangeFilterFunction(service))
			.build()
			.method(HttpMethod.PUT)
			.uri(this.server.uri("/b/k"))
			.bodyValue("abc")
			.retrieve()
			.toBodilessEntity()
			.block(TIMEOUT);
		WireRequest sent = this.server.take();
		assertThat(sent.text())
			.isEqualTo("3\r\nabc\r\n0\r\nx-amz-checksum-sha256:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=\r\n\r\n");
		assertThat(sent.value("X-Amz-Content-Sha256")).isEqualTo("STREAMING-UNSIGNED-PAYLOAD-TRAILER");
	}

	private WebClient client(Connector connector) {
		return WebClient.builder()
			.clientConnector(connector.connector())
			.baseUrl(this.server.uri("").toString())
			.filter(new SigV4ExchangeFilterFunction(
					service(ChunkedPayload.signed(CHUNK_SIZE).withTrailer(TrailerChecksum.CRC32C))))
			.build();
	}

	private SigV4Service service(ChunkedPayload payload) {
		return TestServices.service(this.server, TestServices.S3, SigV4CredentialsProvider.of(TestServices.TEMPORARY))
			.clock(new TickingClock())
			.chunkedPayload(payload)
			.build();
	}

	private static Flux<DataBuffer> buffers(byte[] bytes) {
		return Flux.defer(() -> {
			Random random = new Random(1);
			return Flux.generate(() -> 0, (from, sink) -> {
				int to = Math.min(bytes.length, from + random.nextInt(40_000));
				sink.next(buffer(Arrays.copyOfRange(bytes, from, to)));
				if (to == bytes.length) {
					sink.complete();
				}
				return to;
			});
		});
	}

	private static DataBuffer buffer(byte[] bytes) {
		return DefaultDataBufferFactory.sharedInstance.wrap(bytes);
	}

	private static byte[] bytes(int count) {
		byte[] bytes = new byte[count];
		new Random(count).nextBytes(bytes);
		return bytes;
	}

}
