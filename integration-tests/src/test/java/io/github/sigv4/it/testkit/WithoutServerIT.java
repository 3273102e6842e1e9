package io.github.sigv4.it.testkit;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

import io.github.sigv4.spring.SigV4Client;
import io.github.sigv4.spring.restclient.RestClientSigV4;
import io.github.sigv4.test.SignatureJudge;
import io.github.sigv4.test.spring.ServiceJudges;
import io.github.sigv4.test.spring.SignedExchanges;

import static io.github.sigv4.test.spring.SignedRequestMatchers.signedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * The matchers of the test kit with the starter's clients, where nothing is sent.
 */
@SpringBootTest(classes = OrdersApplication.class,
		properties = { "spring.main.web-application-type=none",
				"aws.sigv4.services.orders.base-url=https://abc123.execute-api.eu-west-1.amazonaws.com/prod",
				"aws.sigv4.services.orders.credentials.access-key-id=AKIAIOSFODNN7EXAMPLE",
				"aws.sigv4.services.orders.credentials.secret-access-key=TellNobody/EXAMPLEKEY" })
class WithoutServerIT {

	@Autowired
	private ApplicationContext context;

	@Test
	void mockedRestClientSigns(@Autowired RestClientSigV4 signing) {
		SignatureJudge orders = ServiceJudges.of(this.context).judge("orders");
		RestClient.Builder builder = RestClient.builder()
			.baseUrl("https://abc123.execute-api.eu-west-1.amazonaws.com/prod")
			.apply(signing.forService("orders"));
		MockRestServiceServer server = MockRestServiceServer.bindTo(builder).build();
		server.expect(requestTo("https://abc123.execute-api.eu-west-1.amazonaws.com/prod/orders"))
			.andExpect(signedFor(orders))
			.andRespond(withSuccess("[]", MediaType.APPLICATION_JSON));
		assertThat(builder.build().post().uri("/orders").body("{}").retrieve().body(String.class)).isEqualTo("[]");
	}

	@Test
	void whatChangesAMockedRequestAfterSigningIsFound(@Autowired RestClientSigV4 signing) {
		SignatureJudge orders = ServiceJudges.of(this.context).judge("orders");
		RestClientCustomizer damage = (builder) -> builder.requestInterceptor((request, body, execution) -> {
			request.getHeaders().set("X-Amz-Meta", "late");
			return execution.execute(request, body);
		});
		RestClient.Builder builder = RestClient.builder()
			.baseUrl("https://abc123.execute-api.eu-west-1.amazonaws.com/prod")
			.apply(signing.forService("orders"));
		damage.customize(builder);
		MockRestServiceServer server = MockRestServiceServer.bindTo(builder).build();
		server.expect(signedFor(orders)).andRespond(withSuccess());
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> builder.build().get().uri("/orders").retrieve().toBodilessEntity())
			.withMessageContaining("UNSIGNED_HEADER");
	}

	@Test
	void webClientWithAnotherNetworkSigns(@Autowired @SigV4Client("orders") WebClient client) {
		SignatureJudge orders = ServiceJudges.of(this.context).judge("orders");
		ExchangeFunction network = SignedExchanges.signedFor(orders,
				(request) -> Mono.just(ClientResponse.create(HttpStatus.OK).body("[]").build()));
		WebClient mocked = client.mutate().exchangeFunction(network).build();
		assertThat(mocked.post().uri("/orders").bodyValue("{}").retrieve().bodyToMono(String.class).block())
			.isEqualTo("[]");
		WebClient other = client.mutate().exchangeFunction(network).filters((filters) -> filters.clear()).build();
		assertThatException().isThrownBy(() -> other.get().uri("/orders").retrieve().bodyToMono(String.class).block())
			.withMessageContaining("MISSING_AUTHENTICATION");
	}

}
