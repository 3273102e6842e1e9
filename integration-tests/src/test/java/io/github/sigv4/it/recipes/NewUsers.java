package io.github.sigv4.it.recipes;

import java.net.URI;
import java.time.Duration;

import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

import io.github.sigv4.spring.SigV4Client;
import io.github.sigv4.spring.SigV4Presigner;

/**
 * A call of IAM that somebody else sends.
 */
@Component
class NewUsers {

	private final SigV4Presigner presigner;

	NewUsers(@SigV4Client("iam") SigV4Presigner presigner) {
		this.presigner = presigner;
	}

	URI create(String name) {
		URI call = UriComponentsBuilder.fromPath("/")
			.queryParam("Action", "CreateUser")
			.queryParam("UserName", "{name}")
			.queryParam("Version", "2010-05-08")
			.encode()
			.buildAndExpand(name)
			.toUri();
		return this.presigner.presign("GET", call, Duration.ofSeconds(30));
	}

}
