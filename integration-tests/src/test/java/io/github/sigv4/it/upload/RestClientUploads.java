package io.github.sigv4.it.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Map;

import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

import io.github.sigv4.spring.SigV4Client;

/**
 * Uploads by {@link RestClient}.
 */
@Lazy
@Component("RestClient")
class RestClientUploads implements Uploads {

	private final Map<String, RestClient> clients;

	RestClientUploads(@SigV4Client("signed") RestClient signed, @SigV4Client("unsigned") RestClient unsigned,
			@SigV4Client("chunked") RestClient chunked, @SigV4Client("refused") RestClient refused) {
		this.clients = Map.of("signed", signed, "unsigned", unsigned, "chunked", chunked, "refused", refused);
	}

	@Override
	public String put(Upload upload) throws IOException {
		RestClient.RequestBodySpec request = this.clients.get(upload.service()).put().uri(upload.path());
		switch (upload.body()) {
			case "resource" -> request.body(new FileSystemResource(upload.file()));
			case "lambda" -> request.contentLength(upload.length()).body((body) -> Files.copy(upload.file(), body));
			case "stream" -> {
				try (InputStream in = Files.newInputStream(upload.file())) {
					return answer(request.contentLength(upload.length()).body(new InputStreamResource(in)));
				}
			}
			default -> throw new IllegalArgumentException(upload.body());
		}
		return answer(request);
	}

	private static String answer(RestClient.RequestBodySpec request) {
		return request.retrieve().body(String.class);
	}

}
