package io.github.sigv4.it.search;

import java.io.IOException;
import java.util.Map;

import org.opensearch.client.opensearch.OpenSearchClient;
import org.springframework.stereotype.Component;

/**
 * What an application does with the client of OpenSearch.
 */
@Component
class BookIndex {

	private final OpenSearchClient client;

	BookIndex(OpenSearchClient client) {
		this.client = client;
	}

	void add(String id, String title) throws IOException {
		this.client.index((index) -> index.index("books").id(id).document(Map.of("title", title)));
	}

}
