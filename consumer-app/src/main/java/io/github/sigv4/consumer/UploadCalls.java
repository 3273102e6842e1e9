package io.github.sigv4.consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.sigv4.spring.SigV4Client;

/**
 * Sends a file that is larger than the memory, in chunks, with each client. S3 says what
 * it stored by its MD5; then the object is deleted.
 */
@Component
class UploadCalls {

	private static final String URI = "/consumer/large";

	private final WebClient webClient;

	private final RestClient restClient;

	private final RestTemplate restTemplate;

	private final String file;

	UploadCalls(@SigV4Client("uploads") WebClient webClient, @SigV4Client("uploads") RestClient restClient,
			@SigV4Client("uploads") RestTemplate restTemplate, @Value("${test.file:}") String file) {
		this.webClient = webClient;
		this.restClient = restClient;
		this.restTemplate = restTemplate;
		this.file = file;
	}

	boolean isWanted() {
		return !this.file.isEmpty();
	}

	private Resource file() {
		return new FileSystemResource(this.file);
	}

	@Nullable String byWebClient() {
		ResponseEntity<?> stored = this.webClient.put()
			.uri(URI)
			.bodyValue(file())
			.retrieve()
			.toBodilessEntity()
			.block();
		this.webClient.delete().uri(URI).retrieve().toBodilessEntity().block();
		return eTag(stored);
	}

	@Nullable String byRestClient() {
		ResponseEntity<?> stored = this.restClient.put().uri(URI).body(file()).retrieve().toBodilessEntity();
		this.restClient.delete().uri(URI).retrieve().toBodilessEntity();
		return eTag(stored);
	}

	@Nullable String byRestTemplate() {
		ResponseEntity<?> stored = this.restTemplate.exchange(URI, HttpMethod.PUT, new HttpEntity<>(file()),
				Void.class);
		this.restTemplate.delete(URI);
		return eTag(stored);
	}

	private static @Nullable String eTag(@Nullable ResponseEntity<?> stored) {
		return (stored != null) ? stored.getHeaders().getETag() : null;
	}

}
