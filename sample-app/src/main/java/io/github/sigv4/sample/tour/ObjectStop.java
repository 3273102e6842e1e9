package io.github.sigv4.sample.tour;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.HtmlUtils;

import io.github.sigv4.sample.server.EmbeddedOnly;
import io.github.sigv4.spring.SigV4Client;

/**
 * Amazon S3: objects, whose keys may have any characters. Give a key as a variable of the
 * URI template, and it goes on the wire as S3 signs it.
 */
@Component
@Order(1)
@EmbeddedOnly
class ObjectStop implements Stop {

	private static final String TEXT_KEY = "a b+c.txt";

	private static final String TEXT = "What was put is what is got: ü, 日本.";

	private static final String JSON_KEY = "日本.json";

	private static final Map<?, ?> JSON = Map.of("größe", 42);

	private static final String BYTES_KEY = "100%(&#?)~";

	private static final byte[] BYTES = { 0, 1, -1, 13, 10 };

	private static final Pattern KEY = Pattern.compile("<Key>(.*?)</Key>");

	private final WebClient webClient;

	private final RestClient restClient;

	private final RestTemplate restTemplate;

	private final WebClient wrongSecret;

	private final RestTemplate wrongSecretToo;

	ObjectStop(@SigV4Client("s3") WebClient webClient, @SigV4Client("s3") RestClient restClient,
			@SigV4Client("s3") RestTemplate restTemplate, @SigV4Client("s3-wrong-secret") WebClient wrongSecret,
			@SigV4Client("s3-wrong-secret") RestTemplate wrongSecretToo) {
		this.webClient = webClient;
		this.restClient = restClient;
		this.restTemplate = restTemplate;
		this.wrongSecret = wrongSecret;
		this.wrongSecretToo = wrongSecretToo;
	}

	@Override
	public void visit(Tour tour) {
		tour.call("s3", () -> this.webClient.put().uri("/demo").retrieve().toBodilessEntity().block(),
				(created) -> created != null && created.getStatusCode().value() == 200);
		webClient(tour);
		restClient(tour);
		restTemplate(tour);
		tour.call("s3",
				() -> this.restClient.get().uri("/demo?list-type=2&max-keys={max}", 10).retrieve().body(String.class),
				(list) -> keys(list).equals(Set.of(TEXT_KEY, JSON_KEY, BYTES_KEY)));
		wrongSecret(tour);
		delete(tour);
	}

	private void webClient(Tour tour) {
		tour.call("s3",
				() -> this.webClient.put()
					.uri("/demo/{key}", TEXT_KEY)
					.contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
					.bodyValue(TEXT)
					.retrieve()
					.toBodilessEntity()
					.block(),
				(stored) -> isStored(stored, TEXT.getBytes(StandardCharsets.UTF_8)));
		tour.call("s3",
				() -> this.webClient.get().uri("/demo/{key}", TEXT_KEY).retrieve().bodyToMono(String.class).block(),
				TEXT::equals);
	}

	private void restClient(Tour tour) {
		tour.call("s3",
				() -> this.restClient.put()
					.uri("/demo/{key}", JSON_KEY)
					.contentType(MediaType.APPLICATION_JSON)
					.body(JSON)
					.retrieve()
					.toBodilessEntity(),
				(stored) -> isStored(stored, "{\"größe\":42}".getBytes(StandardCharsets.UTF_8)));
		tour.call("s3", () -> this.restClient.get().uri("/demo/{key}", JSON_KEY).retrieve().body(Map.class),
				JSON::equals);
	}

	private void restTemplate(Tour tour) {
		tour.call("s3", () -> this.restTemplate.exchange("/demo/{key}", HttpMethod.PUT, new HttpEntity<>(BYTES),
				Void.class, BYTES_KEY), (stored) -> isStored(stored, BYTES));
		tour.call("s3", () -> this.restTemplate.getForObject("/demo/{key}", byte[].class, BYTES_KEY),
				(bytes) -> Arrays.equals(BYTES, bytes));
	}

	private void wrongSecret(Tour tour) {
		tour.refused("s3-wrong-secret", "wrong secret", "SignatureDoesNotMatch",
				() -> this.wrongSecret.get().uri("/demo/secret.txt").retrieve().bodyToMono(String.class).block());
		tour.refused("s3-wrong-secret", "wrong secret", "SignatureDoesNotMatch",
				() -> this.wrongSecretToo.postForObject("/demo/{key}?delete", "<Delete/>", String.class, TEXT_KEY));
	}

	private void delete(Tour tour) {
		tour.call("s3",
				() -> this.webClient.delete().uri("/demo/{key}", TEXT_KEY).retrieve().toBodilessEntity().block(),
				ObjectStop::isDeleted);
		tour.call("s3", () -> this.restClient.delete().uri("/demo/{key}", JSON_KEY).retrieve().toBodilessEntity(),
				ObjectStop::isDeleted);
		tour.call("s3", () -> this.restTemplate.exchange("/demo/{key}", HttpMethod.DELETE, null, Void.class, BYTES_KEY),
				ObjectStop::isDeleted);
		// Refused unless the bucket is empty
		tour.call("s3", () -> this.restClient.delete().uri("/demo").retrieve().toBodilessEntity(),
				ObjectStop::isDeleted);
	}

	/** S3 says what it stored by its MD5. */
	private static boolean isStored(@Nullable ResponseEntity<?> stored, byte[] content) {
		return stored != null
				&& ("\"" + DigestUtils.md5DigestAsHex(content) + "\"").equals(stored.getHeaders().getETag());
	}

	private static boolean isDeleted(@Nullable ResponseEntity<?> deleted) {
		return deleted != null && deleted.getStatusCode().value() == 204;
	}

	private static Set<String> keys(@Nullable String list) {
		return KEY.matcher(String.valueOf(list))
			.results()
			.map((key) -> HtmlUtils.htmlUnescape(key.group(1)))
			.collect(Collectors.toSet());
	}

}
