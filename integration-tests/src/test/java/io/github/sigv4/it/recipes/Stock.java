package io.github.sigv4.it.recipes;

import java.util.Map;

import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

import io.github.sigv4.spring.SigV4Client;

/**
 * A service of VPC Lattice.
 */
@Component
class Stock {

	private final RestClient client;

	Stock(@SigV4Client("stock") RestClient client) {
		this.client = client;
	}

	String reserve(String item, int quantity) {
		return this.client.post()
			.uri("/reservations")
			.body(Map.of("item", item, "quantity", quantity))
			.retrieve()
			.body(String.class);
	}

}
