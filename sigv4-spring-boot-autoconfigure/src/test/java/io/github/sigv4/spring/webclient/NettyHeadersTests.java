package io.github.sigv4.spring.webclient;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.util.AsciiString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;

class NettyHeadersTests {

	private final WireServer server = new WireServer();

	/** As the connection was given them. */
	private final Map<String, CharSequence> sent = new ConcurrentHashMap<>();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whenRequestHasBodyThenLongHeadersOfSignatureAreCopiedToTheWire(boolean sessionToken) {
		SigV4Credentials credentials = sessionToken ? TestServices.TEMPORARY : TestServices.PERMANENT;
		send(credentials);
		assertThat(this.sent.get("Authorization")).isInstanceOf(AsciiString.class);
		assertThat(this.server.take().value("Authorization")).isEqualTo(this.sent.get("Authorization").toString());
		if (sessionToken) {
			assertThat(this.sent.get("X-Amz-Security-Token")).isInstanceOf(AsciiString.class)
				.hasToString(credentials.sessionToken());
		}
		else {
			assertThat(this.sent).doesNotContainKey("X-Amz-Security-Token");
		}
	}

	private void send(SigV4Credentials credentials) {
		HttpClient client = HttpClient.create()
			.doOnResponse((response, connection) -> response.requestHeaders()
				.iteratorCharSequence()
				.forEachRemaining((header) -> this.sent.put(header.getKey().toString(), header.getValue())));
		WebClient.builder()
			.clientConnector(new ReactorClientHttpConnector(client))
			.filter(new SigV4ExchangeFilterFunction(TestServices
				.service(this.server, TestServices.EXECUTE_API, SigV4CredentialsProvider.of(credentials))
				.build()))
			.build()
			.post()
			.uri(this.server.uri("/orders"))
			.bodyValue("{}")
			.retrieve()
			.toBodilessEntity()
			.block(Duration.ofSeconds(20));
	}

}
