package io.github.sigv4.spring.autoconfigure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.web.client.RestClient;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.SigV4Attributes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Content that Spring buffers loses no attribute of its request.
 */
class BufferedContentTests {

	private static final SigV4Credentials TENANT = SigV4Credentials.of("AKIDTENANT", "secret");

	private LoopbackServer server;

	@BeforeEach
	void start() throws Exception {
		this.server = new LoopbackServer();
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void whenContentIsBufferedThenTheCredentialsOfTheRequestSign() {
		Contexts.withOrders(this.server.url()).run((context) -> {
			RestClient client = Qualified.bean(context, RestClient.class, "orders")
				.mutate()
				.bufferContent((uri, method) -> true)
				.build();
			client.get().uri("/a").attributes(SigV4Attributes.credentials(TENANT)).retrieve().toBodilessEntity();
			assertThat(this.server.only().header("Authorization")).contains("=AKIDTENANT/");
		});
	}

	@Test
	void whenACustomizerBuffersContentThenTheCredentialsOfTheRequestSign() {
		Contexts.withOrders(this.server.url())
			.withBean(RestClientCustomizer.class, () -> (builder) -> builder.bufferContent((uri, method) -> true))
			.run((context) -> {
				Qualified.bean(context, RestClient.class, "orders")
					.get()
					.uri("/a")
					.attributes(SigV4Attributes.credentials(TENANT))
					.retrieve()
					.toBodilessEntity();
				assertThat(this.server.only().header("Authorization")).contains("=AKIDTENANT/");
			});
	}

}
