package io.github.sigv4.it.recipes;

import org.springframework.graphql.client.HttpGraphQlClient;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

import io.github.sigv4.spring.SigV4Client;

/**
 * An API of AppSync.
 */
@Component
class Books {

	private final HttpGraphQlClient client;

	Books(@SigV4Client("books") WebClient client) {
		this.client = HttpGraphQlClient.create(client);
	}

	Mono<String> title(String id) {
		return this.client.document("query book($id: ID!) { book(id: $id) { title } }")
			.variable("id", id)
			.retrieve("book.title")
			.toEntity(String.class);
	}

}
