package io.github.sigv4.it.recipes;

import org.springframework.stereotype.Component;
import org.springframework.web.client.RestTemplate;

import io.github.sigv4.spring.SigV4Client;

/**
 * The regions, by EC2.
 */
@Component
class Regions {

	private final RestTemplate client;

	Regions(@SigV4Client("ec2") RestTemplate client) {
		this.client = client;
	}

	String describe() {
		return this.client.getForObject("/?Action=DescribeRegions&Version=2016-11-15", String.class);
	}

}
