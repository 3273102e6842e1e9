package io.github.sigv4.it.search;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.sigv4.it.TestSecrets;
import io.github.sigv4.it.aws.AwsStandIn;
import io.github.sigv4.it.aws.ReceivedClaim;
import io.github.sigv4.it.aws.Reply;
import io.github.sigv4.it.matrix.WireRequest;
import io.github.sigv4.it.recipes.Recipe;
import io.github.sigv4.it.search.Catalogue.Book;
import io.github.sigv4.it.search.SearchEngine.Product;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Info, Index, Search and Bulk by the clients of search engines, as the documentation
 * shows them. AWS's own signer judges what the engine may see.
 */
@Tag("search")
class SearchActionsIT {

	private static final String[] ACTIONS = { "GET /", "PUT /books/_doc/1", "POST /_bulk",
			"POST /books/_search?typed_keys=true" };

	private final HttpClient forwarding = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@Test
	void elasticsearch() throws Exception {
		Recipe recipe = Recipe.of("docs/clients.md", "## Elasticsearch").signedBy(TestSecrets.PERMANENT);
		try (SearchEngine engine = new SearchEngine(Product.ELASTICSEARCH);
				AwsStandIn proxy = proxy("execute-api", engine);
				ConfigurableApplicationContext context = recipe.at(proxy).start(Catalogue.class)) {
			Catalogue catalogue = context.getBean(Catalogue.class);
			assertThat(catalogue.version()).startsWith("9.");
			catalogue.add("1", new Book("Tea"));
			catalogue.addAll(Map.of("2", new Book("Coffee"), "3", new Book("Tea for two")));
			assertThat(catalogue.find("Tea")).containsExactlyInAnyOrder(new Book("Tea"), new Book("Tea for two"));
			assertSigned(recipe, proxy, "content-type;host;x-amz-date");
		}
	}

	@Test
	void openSearch() throws Exception {
		Recipe recipe = Recipe.of("docs/clients.md", "## OpenSearch").signedBy(TestSecrets.PERMANENT);
		try (SearchEngine engine = new SearchEngine(Product.OPENSEARCH);
				AwsStandIn domain = proxy("es", engine);
				ConfigurableApplicationContext context = recipe.at(domain).start(OpenCatalogue.class)) {
			OpenCatalogue catalogue = context.getBean(OpenCatalogue.class);
			assertThat(catalogue.version()).startsWith("3.");
			catalogue.add("1", new Book("Tea"));
			catalogue.addAll(Map.of("2", new Book("Coffee"), "3", new Book("Tea for two")));
			assertThat(catalogue.find("Tea")).containsExactlyInAnyOrder(new Book("Tea"), new Book("Tea for two"));
			assertSigned(recipe, domain, "host;x-amz-date");
		}
	}

	private AwsStandIn proxy(String signingName, SearchEngine engine) throws IOException {
		return new AwsStandIn(signingName, "eu-west-1", Clock.systemUTC(), (request) -> forward(engine.uri(), request))
			.knowing(TestSecrets.PERMANENT);
	}

	private Reply forward(URI engine, WireRequest request) {
		HttpRequest.Builder forwarded = HttpRequest.newBuilder(engine.resolve(request.target()))
			.method(request.method(), BodyPublishers.ofByteArray(request.body()));
		request.values("Content-Type").forEach((type) -> forwarded.header("Content-Type", type));
		HttpResponse<String> answer = this.forwarding.sendAsync(forwarded.build(), BodyHandlers.ofString()).join();
		List<String> headers = new TreeMap<>(answer.headers().map()).entrySet()
			.stream()
			.filter((header) -> header.getKey().matches("(?i)content-type|x-elastic-product"))
			.map((header) -> header.getKey() + ": " + header.getValue().get(0))
			.toList();
		return new Reply(answer.statusCode(), headers, answer.body());
	}

	private static void assertSigned(Recipe recipe, AwsStandIn standIn, String signedForInfo) {
		recipe.assertReceived(standIn, ACTIONS);
		assertThat(standIn.requests())
			.extracting((request) -> String.join(";", ReceivedClaim.of(request).signedHeaders()))
			.containsExactly(signedForInfo, "content-type;host;x-amz-date", "content-type;host;x-amz-date",
					"content-type;host;x-amz-date");
	}

}
