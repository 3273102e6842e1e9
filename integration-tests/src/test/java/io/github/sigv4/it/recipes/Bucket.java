package io.github.sigv4.it.recipes;

import java.nio.file.Path;

import org.springframework.core.io.FileSystemResource;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

import io.github.sigv4.spring.SigV4Client;

/**
 * A bucket of S3.
 */
@Component
class Bucket {

	private final RestClient client;

	Bucket(@SigV4Client("files") RestClient client) {
		this.client = client;
	}

	void upload(String key, Path file) {
		this.client.put().uri("/{key}", key).body(new FileSystemResource(file)).retrieve().toBodilessEntity();
	}

	byte[] download(String key) {
		return this.client.get().uri("/{key}", key).retrieve().body(byte[].class);
	}

}
