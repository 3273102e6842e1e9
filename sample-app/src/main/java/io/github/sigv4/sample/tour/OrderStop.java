package io.github.sigv4.sample.tour;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.sigv4.sample.server.EmbeddedOnly;
import io.github.sigv4.spring.SigV4Client;

/**
 * An API of one's own behind API Gateway: JSON from and to records, and uploads.
 */
@Component
@Order(2)
@EmbeddedOnly
class OrderStop implements Stop {

	private static final TeaOrder NEW = new TeaOrder("3", "grüner Tee", 1);

	private final WebClient webClient;

	private final RestClient restClient;

	private final RestTemplate restTemplate;

	private final RestClient wrongSecret;

	OrderStop(@SigV4Client("orders") WebClient webClient, @SigV4Client("orders") RestClient restClient,
			@SigV4Client("orders") RestTemplate restTemplate,
			@SigV4Client("orders-wrong-secret") RestClient wrongSecret) {
		this.webClient = webClient;
		this.restClient = restClient;
		this.restTemplate = restTemplate;
		this.wrongSecret = wrongSecret;
	}

	@Override
	public void visit(Tour tour) {
		tour.call("orders",
				() -> this.webClient.post().uri("/orders").bodyValue(NEW).retrieve().bodyToMono(TeaOrder.class).block(),
				NEW::equals);
		tour.call("orders",
				() -> this.restClient.get()
					.uri("/orders?item={item}", "tea & milk")
					.retrieve()
					.body(new ParameterizedTypeReference<List<TeaOrder>>() {
					}),
				List.of(new TeaOrder("1", "tea", 2), new TeaOrder("2", "tea", 2))::equals);
		tour.call("orders", () -> this.restTemplate.getForObject("/orders/{id}", TeaOrder.class, "ü/1+1"),
				new TeaOrder("ü/1+1", "tea", 2)::equals);
		tour.call("orders",
				() -> this.restTemplate
					.exchange("/orders/{id}", HttpMethod.PUT, new HttpEntity<>(NEW), TeaOrder.class, "3")
					.getBody(),
				NEW::equals);
		upload(tour);
		tour.refused("orders-wrong-secret", "wrong secret", "InvalidSignatureException",
				() -> this.wrongSecret.get().uri("/orders").retrieve().body(String.class));
	}

	private void upload(Tour tour) {
		tour.call("orders",
				() -> this.webClient.post()
					.uri("/orders/3/attachments")
					.bodyValue(parts().build())
					.retrieve()
					.bodyToMono(Attachments.class)
					.block(),
				new Attachments(List.of("note", "file"))::equals);
		tour.call("orders",
				() -> this.restClient.post()
					.uri("/orders/3/attachments")
					.body(parts().build())
					.retrieve()
					.body(Attachments.class),
				new Attachments(List.of("note", "file"))::equals);
		tour.call("orders", () -> this.restTemplate.postForObject("/orders/{id}/attachments", parts().build(),
				Attachments.class, "3"), new Attachments(List.of("note", "file"))::equals);
	}

	private static MultipartBodyBuilder parts() {
		MultipartBodyBuilder parts = new MultipartBodyBuilder();
		parts.part("note", "Handle with care");
		parts.part("file", new ByteArrayResource("%PDF-1.7".getBytes(StandardCharsets.US_ASCII))).filename("label.pdf");
		return parts;
	}

	/**
	 * An order.
	 *
	 * @param id its number
	 * @param item what is ordered
	 * @param quantity how many
	 */
	private record TeaOrder(String id, String item, int quantity) {

	}

	/**
	 * What was uploaded.
	 *
	 * @param parts the names of the parts
	 */
	private record Attachments(List<String> parts) {

	}

}
