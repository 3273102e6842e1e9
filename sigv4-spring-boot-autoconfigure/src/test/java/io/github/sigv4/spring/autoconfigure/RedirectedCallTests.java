package io.github.sigv4.spring.autoconfigure;

import java.net.URI;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.ResponseEntity;

import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Redirects with each HTTP library that an injected client can have.
 */
class RedirectedCallTests {

	private final WireServer server = new WireServer();

	private final WireServer otherServer = new WireServer();

	@AfterEach
	void stop() {
		this.server.close();
		this.otherServer.close();
	}

	static Stream<Arguments> clients() {
		return Stream.of("", "spring.http.clients.redirects=follow")
			.flatMap((redirects) -> Stream.of(ClientKind.values())
				.flatMap((kind) -> libraries(kind).map((library) -> Arguments.of(kind, library, redirects))));
	}

	private static Stream<String> libraries(ClientKind kind) {
		return (kind == ClientKind.WEB_CLIENT)
				? Stream.of("reactor", "jdk", "jetty", "http-components")
					.map("spring.http.clients.reactive.connector="::concat)
				: Stream.of("reactor", "jdk", "jetty", "http-components", "simple")
					.map("spring.http.clients.imperative.factory="::concat);
	}

	@ParameterizedTest(name = "{0} {1} {2}")
	@MethodSource("clients")
	void redirectIsReturnedAndNothingIsSentToWhereItLeads(ClientKind kind, String library, String redirects) {
		Contexts.withOrders(this.server.uri("").toString())
			.withPropertyValues(library, "aws.sigv4.services.orders.content-sha256-header=true",
					"aws.sigv4.services.orders.credentials.access-key-id=ASIDEXAMPLE",
					"aws.sigv4.services.orders.credentials.secret-access-key=secret",
					"aws.sigv4.services.orders.credentials.session-token=token")
			.withPropertyValues(redirects.isEmpty() ? new String[0] : new String[] { redirects })
			.run((context) -> {
				for (int status : new int[] { 302, 307 }) {
					for (WireServer target : new WireServer[] { this.server, this.otherServer }) {
						URI location = target.uri("/elsewhere");
						this.server.redirect(status, location);
						ResponseEntity<String> response = kind.get(context, "orders", "/moved");
						assertThat(response.getStatusCode().value()).isEqualTo(status);
						assertThat(response.getHeaders().getLocation()).isEqualTo(location);
						AwsJudge.assertSigned(this.server.take(),
								SigningSettings.forService("execute-api", "eu-west-1").withContentSha256Header(true),
								SigV4Credentials.of("ASIDEXAMPLE", "secret", "token"));
						assertThat(this.server.isIdle()).isTrue();
						assertThat(this.otherServer.isUntouched()).isTrue();
					}
				}
			});
	}

}
