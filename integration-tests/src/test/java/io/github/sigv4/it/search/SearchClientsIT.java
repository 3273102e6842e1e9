package io.github.sigv4.it.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.transport.TransportException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensearch.client.opensearch.OpenSearchAsyncClient;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch._types.FieldValue;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.sigv4.Refusal;
import io.github.sigv4.it.Relay;
import io.github.sigv4.it.TestSecrets;
import io.github.sigv4.it.aws.AwsJudge;
import io.github.sigv4.it.matrix.WireRequest;
import io.github.sigv4.it.search.SearchEngine.Product;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.test.ReceivedRequest;
import io.github.sigv4.test.TestResponse;
import io.github.sigv4.test.VerifyingServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The auto-configured clients of Elasticsearch and OpenSearch against a proxy that
 * verifies each signature and hands on what is signed right, and AWS's own signer, which
 * has to come to the same.
 */
@Tag("search")
class SearchClientsIT {

	private final HttpClient forwarding = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private SearchEngine engine;

	private VerifyingServer proxy;

	private Relay relay;

	private volatile boolean tampering;

	private ConfigurableApplicationContext context;

	@AfterEach
	void stop() throws IOException {
		if (this.context != null) {
			this.context.close();
		}
		this.relay.close();
		this.proxy.close();
		this.engine.close();
	}

	@Test
	void elasticsearch() throws Exception {
		start(Product.ELASTICSEARCH, "es", "aws.sigv4.elasticsearch.service=search");
		ElasticsearchClient client = this.context.getBean(ElasticsearchClient.class);
		assertThat(client.info().version().number()).isEqualTo("9.4.8");
		assertThat(client.index((index) -> index.index("books").id("a b+/\u00fc").document(new Book("Tea"))).id())
			.isEqualTo("a b+/\u00fc");
		assertThat(client.bulk((bulk) -> {
			for (int i = 0; i < 2000; i++) {
				String id = "book-" + i;
				bulk.operations((operation) -> operation
					.index((index) -> index.index("books").id(id).document(new Book("Coffee " + "x".repeat(100)))));
			}
			return bulk;
		}).items()).hasSize(2000);
		assertThat(client
			.search((search) -> search.index("books")
				.query((query) -> query.match((match) -> match.field("title").query("Tea"))), Book.class)
			.hits()
			.hits()).singleElement().satisfies((hit) -> assertThat(hit.source()).isEqualTo(new Book("Tea")));
		ElasticsearchAsyncClient async = new ElasticsearchAsyncClient(client._transport());
		assertThat(async.info().get().clusterName()).isEqualTo("books");
		assertSigned("es", "GET /", "PUT /books/_doc/a%20b+%2F%C3%BC", "POST /_bulk", "POST /books/_search", "GET /");
		assertThat(this.proxy.requests().get(2).bodyLength()).isGreaterThan(200_000);
		this.tampering = true;
		// The answer is AWS's, not one of Elasticsearch
		assertThatExceptionOfType(TransportException.class)
			.isThrownBy(() -> client.index((index) -> index.index("books").id("2").document(new Book("Tea"))))
			.satisfies((ex) -> assertThat(ex.statusCode()).isEqualTo(403));
		assertRefused();
	}

	@ParameterizedTest
	@ValueSource(strings = { "es", "aoss" })
	void openSearch(String signingName) throws Exception {
		start(Product.OPENSEARCH, signingName, "aws.sigv4.opensearch.service=search");
		OpenSearchClient client = this.context.getBean(OpenSearchClient.class);
		assertThat(client.info().version().number()).isEqualTo("3.1.0");
		assertThat(client.index((index) -> index.index("books").id("a b+/\u00fc").document(new Book("Tea"))).id())
			.isEqualTo("a b+/\u00fc");
		assertThat(client.bulk((bulk) -> {
			for (int i = 0; i < 2000; i++) {
				String id = "book-" + i;
				bulk.operations((operation) -> operation
					.index((index) -> index.index("books").id(id).document(new Book("Coffee " + "x".repeat(100)))));
			}
			return bulk;
		}).items()).hasSize(2000);
		assertThat(client
			.search((search) -> search.index("books")
				.query((query) -> query.match((match) -> match.field("title").query(FieldValue.of("Tea")))), Book.class)
			.hits()
			.hits()).singleElement().satisfies((hit) -> assertThat(hit.source()).isEqualTo(new Book("Tea")));
		OpenSearchAsyncClient async = new OpenSearchAsyncClient(client._transport());
		assertThat(async.info().get().clusterName()).isEqualTo("123456789012:books");
		assertSigned(signingName, "GET /", "PUT /books/_doc/a%20b%2B%2F%C3%BC", "POST /_bulk", "POST /books/_search",
				"GET /");
		assertThat(this.proxy.requests().get(2).bodyLength()).isGreaterThan(200_000);
		this.tampering = true;
		// Its transport has an exception of its own for this status
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> client.index((index) -> index.index("books").id("2").document(new Book("Tea"))))
			.withMessageContaining("Forbidden access");
		assertRefused();
	}

	@Test
	void compressedRequestsAreSignedAsTheyAreSent() throws Exception {
		start(Product.OPENSEARCH, "es", "aws.sigv4.opensearch.service=search", OwnTransport.class, BookIndex.class);
		this.context.getBean(BookIndex.class).add("1", "Tea");
		assertSigned("es", "PUT /books/_doc/1");
		assertThat(this.proxy.requests().get(0).header("Content-Encoding")).isEqualTo("gzip");
	}

	private void start(Product product, String signingName, String property, Class<?>... configurations)
			throws IOException {
		this.engine = new SearchEngine(product);
		this.proxy = VerifyingServer.builder()
			.service(signingName, "eu-west-1")
			.credentials(TestSecrets.TEMPORARY)
			.respond(forwarding())
			.start();
		this.relay = new Relay(this.proxy.port(), () -> this::tamper);
		this.context = new SpringApplicationBuilder(Application.class).sources(configurations)
			.web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "aws.sigv4.region=eu-west-1", property,
					"aws.sigv4.services.search.base-url=" + this.relay.url(),
					"aws.sigv4.services.search.signing-name=" + signingName,
					"aws.sigv4.credentials.access-key-id=" + TestSecrets.TEMPORARY.accessKeyId(),
					"aws.sigv4.credentials.secret-access-key=" + TestSecrets.TEMPORARY.secretAccessKey(),
					"aws.sigv4.credentials.session-token=" + TestSecrets.TEMPORARY.sessionToken())
			.run();
	}

	/** With the same length: nothing but the signature tells. */
	private byte[] tamper(byte[] piece) {
		return this.tampering ? new String(piece, StandardCharsets.ISO_8859_1).replace("Tea", "Pea")
			.getBytes(StandardCharsets.ISO_8859_1) : piece;
	}

	private Function<ReceivedRequest, TestResponse> forwarding() {
		URI engine = this.engine.uri();
		return (request) -> {
			HttpRequest.Builder forwarded = HttpRequest.newBuilder(engine.resolve(request.target()))
				.method(request.method(), BodyPublishers.ofByteArray(request.body()));
			for (String name : List.of("Content-Type", "Content-Encoding")) {
				if (request.header(name) != null) {
					forwarded.header(name, request.header(name));
				}
			}
			try {
				HttpResponse<byte[]> answer = this.forwarding.send(forwarded.build(), BodyHandlers.ofByteArray());
				TestResponse response = TestResponse.of(answer.statusCode()).withBody(answer.body());
				for (String name : List.of("Content-Type", "X-elastic-product")) {
					String value = answer.headers().firstValue(name).orElse(null);
					response = (value != null) ? response.withHeader(name, value) : response;
				}
				return response;
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		};
	}

	private void assertSigned(String signingName, String... expected) {
		assertThat(this.proxy.requests()).extracting((request) -> request.method() + " " + request.path())
			.containsExactly(expected);
		AwsJudge judge = new AwsJudge(signingName, "eu-west-1", Clock.systemUTC(),
				Map.of(TestSecrets.TEMPORARY.accessKeyId(), TestSecrets.TEMPORARY)::get);
		for (ReceivedRequest request : this.proxy.requests()) {
			assertThat(request.verification().isVerified()).as("%s", request.verification()).isTrue();
			assertThat(judge.judge(WireRequest.of(request))).isNull();
		}
	}

	/** What was changed on the way is found out, and said. */
	private void assertRefused() {
		List<ReceivedRequest> requests = this.proxy.requests();
		assertThat(requests.get(requests.size() - 1).verification().isVerified()).isFalse();
		Refusal refusal = this.context.getBean(SigV4Services.class).get("search").refusals().last();
		assertThat(refusal).isNotNull();
		assertThat(refusal.explanation()).startsWith("403 ");
	}

	/**
	 * A document.
	 *
	 * @param title its title
	 */
	public record Book(String title) {

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

}
