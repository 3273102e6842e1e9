package io.github.sigv4.sample.trial;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;

import io.github.sigv4.sample.server.EmbeddedOnly;
import io.github.sigv4.spring.SigV4Client;

/**
 * A bucket of S3 to try requests on, with something in it.
 */
@Component
@Order(1)
@EmbeddedOnly
class Bucket implements ApplicationRunner {

	/** The service that has it. */
	static final String SERVICE = "s3";

	static final String PATH = "/page";

	static final String OBJECT = PATH + "/hello.txt";

	private final RestClient restClient;

	Bucket(@SigV4Client(SERVICE) RestClient restClient) {
		this.restClient = restClient;
	}

	@Override
	public void run(ApplicationArguments args) {
		try {
			this.restClient.put().uri(PATH).retrieve().toBodilessEntity();
			this.restClient.put()
				.uri(OBJECT)
				.contentType(MediaType.TEXT_PLAIN)
				.body("Hello, whoever has the URL.")
				.retrieve()
				.toBodilessEntity();
		}
		catch (RestClientResponseException ex) {
			// The tour, which is refused as well, says why
		}
	}

}
