package com.example.orders;

import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

import io.github.sigv4.spring.SigV4Client;

/**
 * Calls an API that is guarded by IAM.
 */
@Component
class Orders {

	private final RestClient client;

	Orders(@SigV4Client("orders") RestClient client) {
		this.client = client;
	}

	String find(String id) {
		return this.client.get().uri("/orders/{id}", id).retrieve().body(String.class);
	}

}
