package io.github.sigv4.sample.tour;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;
import tools.jackson.databind.json.JsonMapper;

import io.github.sigv4.sample.server.EmbeddedOnly;
import io.github.sigv4.spring.SigV4Client;

/**
 * SSM Parameter Store, which speaks AWS's JSON protocol: each request is a POST to
 * {@code /} and names its operation in a header. So do DynamoDB, KMS, Secrets Manager and
 * others.
 */
@Component
@Order(3)
@EmbeddedOnly
class ParameterStop implements Stop {

	private static final MediaType AMZ_JSON = MediaType.parseMediaType("application/x-amz-json-1.1");

	private static final String OPERATION = "AmazonSSM.GetParameter";

	private static final String REQUEST = "{\"Name\":\"/sample/greeting\",\"WithDecryption\":true}";

	private final WebClient webClient;

	private final RestClient restClient;

	private final RestTemplate restTemplate;

	private final JsonMapper jsonMapper;

	ParameterStop(@SigV4Client("ssm") WebClient webClient, @SigV4Client("ssm") RestClient restClient,
			@SigV4Client("ssm") RestTemplate restTemplate, JsonMapper jsonMapper) {
		this.webClient = webClient;
		this.restClient = restClient;
		this.restTemplate = restTemplate;
		this.jsonMapper = jsonMapper;
	}

	@Override
	public void visit(Tour tour) {
		tour.call("ssm",
				() -> this.webClient.post()
					.uri("/")
					.header("X-Amz-Target", OPERATION)
					.contentType(AMZ_JSON)
					.bodyValue(REQUEST)
					.retrieve()
					.bodyToMono(String.class)
					.block(),
				this::isGreeting);
		tour.call("ssm",
				() -> this.restClient.post()
					.uri("/")
					.header("X-Amz-Target", OPERATION)
					.contentType(AMZ_JSON)
					.body(REQUEST)
					.retrieve()
					.body(String.class),
				this::isGreeting);
		tour.call("ssm", () -> this.restTemplate.postForObject("/", requestEntity(), String.class), this::isGreeting);
	}

	private static HttpEntity<String> requestEntity() {
		HttpHeaders headers = new HttpHeaders();
		headers.set("X-Amz-Target", OPERATION);
		headers.setContentType(AMZ_JSON);
		return new HttpEntity<>(REQUEST, headers);
	}

	private boolean isGreeting(String answer) {
		return this.jsonMapper.readTree(answer).at("/Parameter/Value").asString().equals("Good morning");
	}

}
