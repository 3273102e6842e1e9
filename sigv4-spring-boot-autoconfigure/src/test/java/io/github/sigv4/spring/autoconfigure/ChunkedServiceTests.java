package io.github.sigv4.spring.autoconfigure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.test.web.client.ExpectedCount;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigningAlgorithm;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.restclient.RestClientSigV4;
import io.github.sigv4.spring.restclient.SigV4ClientHttpRequestFactory;
import io.github.sigv4.spring.wire.ChunkJudge;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.header;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Services with {@code payload: chunked}.
 */
class ChunkedServiceTests {

	private static final SigV4Credentials CREDENTIALS = SigV4Credentials.of("AKIDEXAMPLE", "secret");

	private static final byte[] BYTES = new byte[100_000];

	private final WireServer server = new WireServer();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ ",,, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, x-amz-checksum-crc64nvme, 100394",
			"8KB,,, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, x-amz-checksum-crc64nvme, 101371",
			",,none, STREAMING-AWS4-HMAC-SHA256-PAYLOAD,, 100265",
			",, sha-1, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, x-amz-checksum-sha1, 100405",
			"1MB, unsigned,, STREAMING-UNSIGNED-PAYLOAD-TRAILER, x-amz-checksum-crc64nvme, 100053" })
	void propertiesSayHowBodiesAreSent(String chunkSize, String signing, String trailer, String literal,
			String trailerName, long length) {
		List<String> properties = new ArrayList<>();
		Map<String, String> given = new HashMap<>();
		given.put("chunk-size", chunkSize);
		given.put("chunk-signing", signing);
		given.put("trailer-checksum", trailer);
		given.forEach((key, value) -> {
			if (value != null) {
				properties.add("aws.sigv4.services.files.chunked." + key + "=" + value);
			}
		});
		files("https://bucket.s3.us-east-1.amazonaws.com").withPropertyValues(properties.toArray(String[]::new))
			.run((context) -> {
				SigV4Service files = context.getBean(SigV4Services.class).get("files");
				ChunkedPayload payload = files.chunkedPayload();
				Map<String, String> headers = payload.headers(BYTES.length, null, SigningAlgorithm.SIGV4);
				assertThat(headers).containsEntry("X-Amz-Content-Sha256", literal)
					.containsEntry("Content-Length", Long.toString(length));
				assertThat(headers.get("X-Amz-Trailer")).isEqualTo(trailerName);
				assertThat(files.settings().signedPayload()).isTrue();
			});
	}

	@Test
	void clientsUploadInChunks() {
		files(this.server.uri("").toString()).run((context) -> {
			Qualified.bean(context, WebClient.class, "files")
				.put()
				.uri("/b/k")
				.bodyValue(BYTES)
				.retrieve()
				.toBodilessEntity()
				.block();
			Qualified.bean(context, RestClient.class, "files")
				.put()
				.uri("/b/k")
				.body(BYTES)
				.retrieve()
				.toBodilessEntity();
			Qualified.bean(context, RestTemplate.class, "files").put("/b/k", BYTES);
			for (int i = 0; i < 3; i++) {
				assertThat(ChunkJudge.assertUploaded(this.server.take(), 64 * 1024, CREDENTIALS)).isEqualTo(BYTES);
			}
		});
	}

	@Test
	void requestFactorySignsSoThatNothingIsHeldInMemory() {
		files(this.server.uri("").toString()).run((context) -> {
			RestTemplate template = Qualified.bean(context, RestTemplate.class, "files");
			assertThat(template.getInterceptors()).isEmpty();
			assertThat(template.getRequestFactory()).isInstanceOf(SigV4ClientHttpRequestFactory.class);
			// An interceptor would know the length, since it would have the whole body
			RestClient client = Qualified.bean(context, RestClient.class, "files");
			assertThatExceptionOfType(SigV4Exception.class)
				.isThrownBy(
						() -> client.put().uri("/b/k").body((out) -> out.write(BYTES)).retrieve().toBodilessEntity())
				.withMessageContaining("The length of the body is not known");
		});
	}

	@Test
	void signingHostIsSentByTheClientsThatStream() {
		files(this.server.uri("").toString())
			.withPropertyValues("aws.sigv4.services.files.signing-host=bucket.s3.us-east-1.amazonaws.com")
			.run((context) -> {
				Qualified.bean(context, RestClient.class, "files")
					.put()
					.uri("/k")
					.body(BYTES)
					.retrieve()
					.toBodilessEntity();
				assertThat(this.server.take().values("Host")).containsExactly("bucket.s3.us-east-1.amazonaws.com");
			});
	}

	@Test
	void serviceThatIsSwitchedOffSendsBodiesAsTheyAre() {
		files(this.server.uri("").toString()).withPropertyValues("aws.sigv4.services.files.enabled=false")
			.run((context) -> {
				Qualified.bean(context, RestClient.class, "files")
					.put()
					.uri("/b/k")
					.body(BYTES)
					.retrieve()
					.toBodilessEntity();
				assertThat(this.server.take().body()).isEqualTo(BYTES);
				assertThat(Qualified.bean(context, RestTemplate.class, "files").getInterceptors())
					.as("what would hold bodies in memory")
					.isEmpty();
			});
	}

	@Test
	void mockServerOfACustomizerSeesSignedUploads() {
		List<MockRestServiceServer> servers = new ArrayList<>();
		files("https://bucket.s3.us-east-1.amazonaws.com")
			.withBean(RestClientCustomizer.class,
					() -> (builder) -> servers.add(MockRestServiceServer.bindTo(builder).build()))
			.withBean(RestTemplateCustomizer.class,
					() -> (template) -> servers.add(MockRestServiceServer.bindTo(template).build()))
			.run((context) -> {
				RestClient client = Qualified.bean(context, RestClient.class, "files");
				RestTemplate template = Qualified.bean(context, RestTemplate.class, "files");
				servers.forEach((mock) -> mock
					.expect(ExpectedCount.once(), header("Authorization", containsString("/us-east-1/s3/aws4_request")))
					.andExpect(header("X-Amz-Decoded-Content-Length", "100000"))
					.andRespond(withSuccess()));
				client.put().uri("/k").body(BYTES).retrieve().toBodilessEntity();
				template.put("/k", BYTES);
				servers.forEach(MockRestServiceServer::verify);
			});
	}

	/**
	 * With an interceptor Spring holds the body in memory, and it is signed all the same.
	 */
	@Test
	void clientWithAnInterceptorIsSignedWhateverBecomesOfItsRequestFactory() {
		ClientHttpRequestInterceptor interceptor = (request, body, execution) -> execution.execute(request, body);
		files(this.server.uri("").toString())
			.withBean(RestClientCustomizer.class, () -> (builder) -> builder.requestInterceptor(interceptor))
			.withBean(RestTemplateCustomizer.class, () -> (template) -> template.getInterceptors().add(interceptor))
			.run((context) -> {
				Qualified.bean(context, RestClient.class, "files")
					.mutate()
					.requestFactory(new SimpleClientHttpRequestFactory())
					.build()
					.put()
					.uri("/b/k")
					.body(BYTES)
					.retrieve()
					.toBodilessEntity();
				RestTemplate template = Qualified.bean(context, RestTemplate.class, "files");
				template.setRequestFactory(new SimpleClientHttpRequestFactory());
				template.put("/b/k", BYTES);
				for (int i = 0; i < 2; i++) {
					ChunkJudge.assertUploaded(this.server.take(), 64 * 1024, CREDENTIALS);
				}
			});
	}

	/** Their encodings would be stored, with signatures that are right. */
	@Test
	void clientThatSignsTwiceIsRefused() {
		files(this.server.uri("").toString()).run((context) -> {
			RestClientSigV4 signing = context.getBean(RestClientSigV4.class);
			RestClient twice = Qualified.bean(context, RestClient.class, "files")
				.mutate()
				.apply(signing.forService("files"))
				.build();
			RestClient interceptedTwice = RestClient.builder()
				.baseUrl(this.server.uri(""))
				.apply(signing.forService("files"))
				.apply(signing.forService("files"))
				.build();
			for (RestClient client : List.of(twice, interceptedTwice)) {
				assertThatExceptionOfType(SigV4Exception.class)
					.isThrownBy(() -> client.put().uri("/b/k").body(BYTES).retrieve().toBodilessEntity())
					.withMessageContaining("signed and encoded in chunks already");
			}
			assertThat(this.server.isUntouched()).isTrue();
		});
	}

	@Test
	void mockServerThatComesLaterSeesSignedUploads() {
		files("https://bucket.s3.us-east-1.amazonaws.com").run((context) -> {
			RestTemplate template = Qualified.bean(context, RestTemplate.class, "files");
			RestClient.Builder builder = Qualified.bean(context, RestClient.class, "files").mutate();
			List<MockRestServiceServer> servers = List.of(MockRestServiceServer.bindTo(template).build(),
					MockRestServiceServer.bindTo(builder).build());
			servers.forEach((mock) -> mock.expect(header("X-Amz-Decoded-Content-Length", "100000"))
				.andExpect(header("Authorization", containsString("/us-east-1/s3/aws4_request")))
				.andRespond(withSuccess()));
			template.put("/k", BYTES);
			builder.build().put().uri("/k").body(BYTES).retrieve().toBodilessEntity();
			servers.forEach(MockRestServiceServer::verify);
		});
	}

	@Test
	void requestFactoryOfACustomizerGivesWay() {
		ClientHttpRequestFactory other = (uri, method) -> {
			throw new AssertionError("Not this one");
		};
		files(this.server.uri("").toString())
			.withBean(RestClientCustomizer.class, () -> (builder) -> builder.requestFactory(other))
			.withBean(RestTemplateCustomizer.class, () -> (template) -> template.setRequestFactory(other))
			.run((context) -> {
				Qualified.bean(context, RestClient.class, "files")
					.put()
					.uri("/b/k")
					.body(BYTES)
					.retrieve()
					.toBodilessEntity();
				Qualified.bean(context, RestTemplate.class, "files").put("/b/k", BYTES);
				for (int i = 0; i < 2; i++) {
					ChunkJudge.assertUploaded(this.server.take(), 64 * 1024, CREDENTIALS);
				}
			});
	}

	/** A checksum that the judge knows, unless a test says otherwise. */
	private static ApplicationContextRunner files(String url) {
		ApplicationContextRunner runner = Contexts.complete()
			.withPropertyValues("aws.sigv4.credentials.access-key-id=AKIDEXAMPLE",
					"aws.sigv4.credentials.secret-access-key=secret", "aws.sigv4.services.files.base-url=" + url,
					"aws.sigv4.services.files.signing-name=s3", "aws.sigv4.services.files.region=us-east-1",
					"aws.sigv4.services.files.payload=chunked");
		return url.startsWith("http://")
				? runner.withPropertyValues("aws.sigv4.services.files.chunked.trailer-checksum=crc32c") : runner;
	}

}
