package io.github.sigv4.spring.autoconfigure;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.restclient.test.autoconfigure.RestClientTest;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.web.client.RestClient;

import io.github.sigv4.spring.SigV4Client;

import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.header;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * A slice with {@link RestClientTest @RestClientTest} has the clients of the services.
 */
@RestClientTest(
		properties = { "aws.sigv4.credentials.access-key-id=AKID", "aws.sigv4.credentials.secret-access-key=secret",
				"aws.sigv4.services.orders.base-url=https://abc123.execute-api.eu-west-1.amazonaws.com/prod" })
class RestClientSliceTests {

	@Autowired
	@SigV4Client("orders")
	private RestClient orders;

	@Autowired
	private MockRestServiceServer server;

	@Test
	void requestIsSignedAndAnsweredByTheMock() {
		this.server.expect(requestTo("https://abc123.execute-api.eu-west-1.amazonaws.com/prod/items"))
			.andExpect(header("Authorization", containsString("/eu-west-1/execute-api/aws4_request")))
			.andRespond(withSuccess());
		this.orders.get().uri("/items").retrieve().toBodilessEntity();
		this.server.verify();
	}

	@SpringBootConfiguration
	static class Application {

	}

}
