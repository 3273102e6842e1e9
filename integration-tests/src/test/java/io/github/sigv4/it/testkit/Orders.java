package io.github.sigv4.it.testkit;

import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.sigv4.spring.SigV4Client;

/**
 * Calls a service, with each client.
 */
class Orders {

	private final RestClient client;

	private final WebClient webClient;

	private final RestTemplate restTemplate;

	Orders(@SigV4Client("orders") RestClient client, @SigV4Client("orders") WebClient webClient,
			@SigV4Client("orders") RestTemplate restTemplate) {
		this.client = client;
		this.webClient = webClient;
		this.restTemplate = restTemplate;
	}

	String find(String id) {
		return this.client.get().uri("/orders/{id}", id).retrieve().body(String.class);
	}

	String findReactively(String id) {
		return this.webClient.get().uri("/orders/{id}", id).retrieve().bodyToMono(String.class).block();
	}

	String findByTemplate(String id) {
		return this.restTemplate.getForObject("/orders/{id}", String.class, id);
	}

	String findOrWait(String id) {
		try {
			return find(id);
		}
		catch (HttpClientErrorException.TooManyRequests ex) {
			return "later";
		}
	}

}
