package io.github.sigv4.it.docs;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.web.client.RestClient;

import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.it.TestSecrets;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.restclient.RestClientSigV4;
import io.github.sigv4.test.TestResponse;
import io.github.sigv4.test.VerifyingServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The test that getting-started shows.
 */
class GettingStartedIT {

	private final SigV4Credentials credentials = TestSecrets.TEMPORARY;

	@Test
	void serverVerifies() {
		SigV4Credentials credentials = this.credentials;
		try (VerifyingServer server = VerifyingServer.builder()
			.credentials(credentials)
			.service("execute-api", "eu-west-1")
			.respond("GET", "/orders/42", TestResponse.json("{\"id\":\"42\"}"))
			.start()) {
			RestClient client = client(server.uri());
			assertThat(client.get().uri("/orders/{id}", "42").retrieve().body(String.class)).contains("42");
			assertThat(server.requests()).hasSize(1).allMatch((request) -> request.verification().isVerified());
		}
	}

	private RestClient client(URI uri) {
		SigV4Service orders = SigV4Service
			.builder("orders", SigningSettings.forService("execute-api", "eu-west-1"),
					SigV4CredentialsProvider.of(this.credentials))
			.baseUrl(uri)
			.build();
		return RestClient.builder()
			.baseUrl(uri.toString())
			.apply(RestClientSigV4.of(new SigV4Services(List.of(orders))).forService("orders"))
			.build();
	}

}
