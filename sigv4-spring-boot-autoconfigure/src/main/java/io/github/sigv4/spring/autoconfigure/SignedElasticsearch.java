package io.github.sigv4.spring.autoconfigure;

import java.net.URI;

import co.elastic.clients.transport.rest5_client.low_level.Rest5ClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.elasticsearch.autoconfigure.ElasticsearchConnectionDetails;
import org.springframework.boot.elasticsearch.autoconfigure.ElasticsearchConnectionDetails.Node;
import org.springframework.boot.elasticsearch.autoconfigure.Rest5ClientBuilderCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Lets the client of Elasticsearch sign its requests, after all other customizers.
 */
class SignedElasticsearch implements Rest5ClientBuilderCustomizer, Ordered {

	private final SearchSigning signing;

	SignedElasticsearch(SearchSigning signing, @Nullable ElasticsearchConnectionDetails connection,
			Environment environment) {
		this.signing = signing;
		if (signing.isEnabled()) {
			if (environment.containsProperty("spring.elasticsearch.api-key")) {
				throw twice("spring.elasticsearch.api-key");
			}
			if (connection != null) {
				check(connection);
			}
		}
	}

	private void check(ElasticsearchConnectionDetails connection) {
		if (connection.getUsername() != null) {
			throw twice("spring.elasticsearch.username");
		}
		for (Node node : connection.getNodes()) {
			if (node.username() != null) {
				throw twice(ElasticsearchUrl.URIS);
			}
			String scheme = (node.protocol() == Node.Protocol.HTTPS) ? "https" : "http";
			String port = (node.port() >= 0) ? ":" + node.port() : "";
			this.signing.check(URI.create(scheme + "://" + node.hostname() + port), ElasticsearchUrl.URIS);
		}
	}

	private static InvalidSigV4PropertyException twice(String property) {
		return new InvalidSigV4PropertyException(
				property, null, "The client of Elasticsearch signs its requests by "
						+ SigV4ElasticsearchAutoConfiguration.PROPERTY + ", and a request has one Authorization only.",
				"Remove one of the two.");
	}

	@Override
	public void customize(Rest5ClientBuilder builder) {
	}

	@Override
	public void customize(HttpAsyncClientBuilder builder) {
		this.signing.accept(builder);
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
