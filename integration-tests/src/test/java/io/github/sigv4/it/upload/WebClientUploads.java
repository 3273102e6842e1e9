package io.github.sigv4.it.upload;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.sigv4.spring.SigV4Client;

/**
 * Uploads by {@link WebClient}.
 */
@Lazy
@Component("WebClient")
class WebClientUploads implements Uploads {

	/** What a thread of the HTTP library dies of reaches nobody. */
	private static final Duration TIMEOUT = Duration.ofMinutes(1);

	private final Map<String, WebClient> clients;

	WebClientUploads(@SigV4Client("signed") WebClient signed, @SigV4Client("unsigned") WebClient unsigned,
			@SigV4Client("chunked") WebClient chunked, @SigV4Client("refused") WebClient refused) {
		this.clients = Map.of("signed", signed, "unsigned", unsigned, "chunked", chunked, "refused", refused);
	}

	@Override
	public String put(Upload upload) throws IOException {
		WebClient.RequestBodySpec request = this.clients.get(upload.service()).put().uri(upload.path());
		FileSystemResource file = new FileSystemResource(upload.file());
		WebClient.RequestHeadersSpec<?> complete = switch (upload.body()) {
			case "resource" -> request.bodyValue(file);
			case "flux" -> request.contentLength(upload.length())
				.body(BodyInserters
					.fromDataBuffers(DataBufferUtils.read(file, DefaultDataBufferFactory.sharedInstance, 64 * 1024)));
			default -> throw new IllegalArgumentException(upload.body());
		};
		return complete.retrieve().bodyToMono(String.class).block(TIMEOUT);
	}

}
