package io.github.sigv4.sample.tour;

import java.nio.charset.StandardCharsets;

import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.sigv4.sample.server.EmbeddedOnly;
import io.github.sigv4.spring.SigV4Client;

/**
 * A Multi-Region Access Point of Amazon S3, which takes a request to the bucket that is
 * nearest. So signatures have to be good in all regions: they are made by SigV4A.
 */
@Component
@Order(8)
@EmbeddedOnly
class MultiRegionStop implements Stop {

	private static final String TEXT = "Stored in the nearest region. ".repeat(5000);

	private final WebClient webClient;

	private final RestClient restClient;

	private final RestTemplate restTemplate;

	private final RestClient elsewhere;

	MultiRegionStop(@SigV4Client("multi-region") WebClient webClient,
			@SigV4Client("multi-region") RestClient restClient, @SigV4Client("multi-region") RestTemplate restTemplate,
			@SigV4Client("multi-region-elsewhere") RestClient elsewhere) {
		this.webClient = webClient;
		this.restClient = restClient;
		this.restTemplate = restTemplate;
		this.elsewhere = elsewhere;
	}

	@Override
	public void visit(Tour tour) {
		tour.call("multi-region",
				() -> this.webClient.put()
					.uri("/{key}", "a b+c.txt")
					.contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
					.bodyValue(TEXT)
					.retrieve()
					.toEntity(String.class)
					.block(),
				MultiRegionStop::isStored);
		tour.call("multi-region", () -> this.restClient.get().uri("/{key}", "a b+c.txt").retrieve().body(String.class),
				"From the nearest region"::equals);
		tour.call("multi-region", () -> this.restTemplate.getForObject("/{key}", String.class, "a b+c.txt"),
				"From the nearest region"::equals);
		tour.refused("multi-region-elsewhere", "region set of another continent", "AuthorizationHeaderMalformed",
				() -> this.elsewhere.get().uri("/{key}", "a b+c.txt").retrieve().body(String.class));
	}

	/** The server says how many bytes were in the chunks. */
	private static boolean isStored(ResponseEntity<String> stored) {
		return (TEXT.length() + " bytes").equals(stored.getBody());
	}

}
