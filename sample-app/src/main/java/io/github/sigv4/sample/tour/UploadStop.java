package io.github.sigv4.sample.tour;

import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.sigv4.sample.server.EmbeddedOnly;
import io.github.sigv4.spring.SigV4Client;

/**
 * Uploads to Amazon S3 with {@code payload: chunked}: the body is signed in chunks while
 * it is sent, with a checksum at its end. So it is read once, however large it is, and no
 * more than a chunk or two of it is held in memory; but not in this application, whose
 * {@link RecordingConfiguration interceptors} hold bodies of the blocking clients.
 */
@Component
@Order(9)
@EmbeddedOnly
class UploadStop implements Stop {

	private static final byte[] CONTENT = content();

	private final WebClient webClient;

	private final RestClient restClient;

	private final RestTemplate restTemplate;

	UploadStop(@SigV4Client("uploads") WebClient webClient, @SigV4Client("uploads") RestClient restClient,
			@SigV4Client("uploads") RestTemplate restTemplate) {
		this.webClient = webClient;
		this.restClient = restClient;
		this.restTemplate = restTemplate;
	}

	private static byte[] content() {
		byte[] content = new byte[1024 * 1024];
		new Random(1).nextBytes(content);
		return content;
	}

	@Override
	public void visit(Tour tour) {
		// No object, so it is signed as a whole
		tour.call("uploads", () -> this.restClient.put().uri("/uploads").retrieve().toBodilessEntity(),
				(created) -> created.getStatusCode().is2xxSuccessful());
		tour.call("uploads",
				() -> this.webClient.put()
					.uri("/uploads/{key}", "1 MiB")
					.bodyValue(new ByteArrayResource(CONTENT))
					.retrieve()
					.toBodilessEntity()
					.block(),
				UploadStop::isStored);
		tour.call("uploads",
				() -> this.restClient.put()
					.uri("/uploads/{key}", "1 MiB")
					.body(new ByteArrayResource(CONTENT))
					.retrieve()
					.toBodilessEntity(),
				UploadStop::isStored);
		tour.call("uploads", () -> this.restTemplate.exchange("/uploads/{key}", HttpMethod.PUT,
				new HttpEntity<>(new ByteArrayResource(CONTENT)), Void.class, "1 MiB"), UploadStop::isStored);
		tour.call("uploads",
				() -> this.restClient.delete().uri("/uploads/{key}", "1 MiB").retrieve().toBodilessEntity(),
				(deleted) -> deleted.getStatusCode().value() == 204);
		tour.call("uploads", () -> this.restClient.delete().uri("/uploads").retrieve().toBodilessEntity(),
				(deleted) -> deleted.getStatusCode().value() == 204);
	}

	/** S3 says what it stored by its MD5. */
	private static boolean isStored(@Nullable ResponseEntity<?> stored) {
		return stored != null
				&& ("\"" + DigestUtils.md5DigestAsHex(CONTENT) + "\"").equals(stored.getHeaders().getETag());
	}

}
