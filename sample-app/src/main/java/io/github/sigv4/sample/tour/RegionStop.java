package io.github.sigv4.sample.tour;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.sigv4.spring.SigV4Client;

/**
 * EC2 DescribeRegions: all parameters in the query of a GET.
 */
@Component
@Order(5)
class RegionStop implements Stop {

	private static final String REGIONS = "/?Action=DescribeRegions&Version=2016-11-15";

	private final WebClient webClient;

	private final RestClient restClient;

	private final RestTemplate restTemplate;

	RegionStop(@SigV4Client("ec2") WebClient webClient, @SigV4Client("ec2") RestClient restClient,
			@SigV4Client("ec2") RestTemplate restTemplate) {
		this.webClient = webClient;
		this.restClient = restClient;
		this.restTemplate = restTemplate;
	}

	@Override
	public void visit(Tour tour) {
		tour.call("ec2", () -> this.webClient.get().uri(REGIONS).retrieve().bodyToMono(String.class).block(),
				RegionStop::hasRegions);
		tour.call("ec2", () -> this.restClient.get().uri(REGIONS).retrieve().body(String.class),
				RegionStop::hasRegions);
		tour.call("ec2", () -> this.restTemplate.getForObject(REGIONS, String.class), RegionStop::hasRegions);
	}

	private static boolean hasRegions(@Nullable String answer) {
		return answer != null && answer.contains("<regionName>us-east-1</regionName>");
	}

}
