package io.github.sigv4.consumer;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

import io.github.sigv4.spring.SigV4Client;
import io.github.sigv4.spring.SigV4Presigner;

/**
 * Presigned URLs, fetched by a client that does not sign.
 */
@Component
class PresignedCalls {

	private final RestClient plain = RestClient.create();

	private final SigV4Presigner s3;

	private final SigV4Presigner iam;

	PresignedCalls(@SigV4Client("s3") SigV4Presigner s3, @SigV4Client("iam") SigV4Presigner iam) {
		this.s3 = s3;
		this.iam = iam;
	}

	@Nullable String get() {
		URI url = this.s3.presign("GET", URI.create("/consumer/a%20b%2Bc%2F%C3%BC%20%E6%97%A5%E6%9C%AC.txt"),
				Duration.ofMinutes(15));
		return this.plain.get().uri(url).retrieve().body(String.class);
	}

	@Nullable String createUser() {
		URI url = this.iam.presign("GET", URI.create("/?Action=CreateUser&UserName=NewUser&Version=2010-05-08"),
				Duration.ofSeconds(30));
		return this.plain.get().uri(url).retrieve().body(String.class);
	}

}
