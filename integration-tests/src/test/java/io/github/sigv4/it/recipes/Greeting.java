package io.github.sigv4.it.recipes;

import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

import io.github.sigv4.spring.SigV4Client;

/**
 * A function behind a URL of its own.
 */
@Component
class Greeting {

	private final WebClient client;

	Greeting(@SigV4Client("greeting") WebClient client) {
		this.client = client;
	}

	Mono<String> greet(String name) {
		return this.client.get()
			.uri((uri) -> uri.path("/").queryParam("name", "{name}").build(name))
			.retrieve()
			.bodyToMono(String.class);
	}

}
