package io.github.sigv4.it.recipes;

import java.util.Map;

import org.springframework.stereotype.Component;
import org.springframework.web.client.RestTemplate;

import io.github.sigv4.spring.SigV4Client;

/**
 * A collection of OpenSearch Serverless.
 */
@Component
class Vectors {

	private final RestTemplate client;

	Vectors(@SigV4Client("vectors") RestTemplate client) {
		this.client = client;
	}

	void index(String id, String title) {
		this.client.put("/books/_doc/{id}", Map.of("title", title), id);
	}

}
