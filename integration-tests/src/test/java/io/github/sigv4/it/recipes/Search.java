package io.github.sigv4.it.recipes;

import java.util.Map;

import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

import io.github.sigv4.spring.SigV4Client;

/**
 * A domain of OpenSearch.
 */
@Component
class Search {

	private final RestClient client;

	Search(@SigV4Client("search") RestClient client) {
		this.client = client;
	}

	String find(String text) {
		return this.client.post()
			.uri("/books/_search")
			.body(Map.of("query", Map.of("match", Map.of("title", text))))
			.retrieve()
			.body(String.class);
	}

}
