package io.github.sigv4.spring.autoconfigure;

import org.springframework.context.ApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The clients that can be injected, made to do the same.
 */
enum ClientKind {

	WEB_CLIENT(WebClient.class) {

		@Override
		ResponseEntity<String> get(ApplicationContext context, String service, String uri, Object... variables) {
			return Qualified.bean(context, WebClient.class, service)
				.get()
				.uri(uri, variables)
				.retrieve()
				.toEntity(String.class)
				.block();
		}

	},

	REST_CLIENT(RestClient.class) {

		@Override
		ResponseEntity<String> get(ApplicationContext context, String service, String uri, Object... variables) {
			return Qualified.bean(context, RestClient.class, service)
				.get()
				.uri(uri, variables)
				.retrieve()
				.toEntity(String.class);
		}

	},

	REST_TEMPLATE(RestTemplate.class) {

		@Override
		ResponseEntity<String> get(ApplicationContext context, String service, String uri, Object... variables) {
			return Qualified.bean(context, RestTemplate.class, service).getForEntity(uri, String.class, variables);
		}

	};

	private final Class<?> type;

	ClientKind(Class<?> type) {
		this.type = type;
	}

	Class<?> type() {
		return this.type;
	}

	abstract ResponseEntity<String> get(ApplicationContext context, String service, String uri, Object... variables);

}
