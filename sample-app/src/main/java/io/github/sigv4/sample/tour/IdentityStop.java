package io.github.sigv4.sample.tour;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.sigv4.spring.SigV4Client;

/**
 * STS GetCallerIdentity, which tells whose credentials these are. It speaks AWS's query
 * protocol: a form is posted. So do IAM, RDS and others.
 */
@Component
@Order(4)
class IdentityStop implements Stop {

	private static final Pattern ACCOUNT = Pattern.compile("<Account>\\d{12}</Account>");

	private final WebClient webClient;

	private final RestClient restClient;

	private final RestTemplate restTemplate;

	IdentityStop(@SigV4Client("sts") WebClient webClient, @SigV4Client("sts") RestClient restClient,
			@SigV4Client("sts") RestTemplate restTemplate) {
		this.webClient = webClient;
		this.restClient = restClient;
		this.restTemplate = restTemplate;
	}

	@Override
	public void visit(Tour tour) {
		tour.call("sts",
				() -> this.webClient.post()
					.uri("/")
					.body(BodyInserters.fromFormData(form()))
					.retrieve()
					.bodyToMono(String.class)
					.block(),
				IdentityStop::hasAccount);
		tour.call("sts", () -> this.restClient.post().uri("/").body(form()).retrieve().body(String.class),
				IdentityStop::hasAccount);
		tour.call("sts", () -> this.restTemplate.postForObject("/", form(), String.class), IdentityStop::hasAccount);
	}

	private static MultiValueMap<String, String> form() {
		MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
		form.add("Action", "GetCallerIdentity");
		form.add("Version", "2011-06-15");
		return form;
	}

	private static boolean hasAccount(@Nullable String answer) {
		return answer != null && ACCOUNT.matcher(answer).find();
	}

}
