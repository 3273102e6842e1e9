package io.github.sigv4.consumer;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.sigv4.spring.SigV4Client;

/**
 * Calls with the reactive client.
 */
@Component
class WebClientCalls {

	private final WebClient s3;

	private final WebClient orders;

	private final WebClient ec2;

	WebClientCalls(@SigV4Client("s3") WebClient s3, @SigV4Client("orders") WebClient orders,
			@SigV4Client("ec2") WebClient ec2) {
		this.s3 = s3;
		this.orders = orders;
		this.ec2 = ec2;
	}

	@Nullable String createBucket() {
		return this.s3.put()
			.uri("/consumer")
			.exchangeToMono((response) -> response.statusCode().isError() ? response.createError()
					: response.releaseBody().thenReturn("created"))
			.block();
	}

	@Nullable String putAndGet() {
		String key = "a b+c/ü 日本.txt";
		return this.s3.put()
			.uri("/consumer/{key}", key)
			.bodyValue("put by WebClient")
			.retrieve()
			.toBodilessEntity()
			.then(this.s3.get().uri("/consumer/{key}", key).retrieve().bodyToMono(String.class))
			.block();
	}

	@Nullable String order() {
		return this.orders.post()
			.uri("/orders?dry={dry}", "yes & no")
			.bodyValue(Map.of("item", "tea"))
			.retrieve()
			.bodyToMono(String.class)
			.block();
	}

	@Nullable String regions() {
		return this.ec2.get()
			.uri("/?Action=DescribeRegions&Version=2016-11-15")
			.retrieve()
			.bodyToMono(String.class)
			.block();
	}

}
