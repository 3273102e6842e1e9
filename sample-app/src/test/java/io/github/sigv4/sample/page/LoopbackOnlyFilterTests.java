package io.github.sigv4.sample.page;

import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link LoopbackOnlyFilter}.
 */
class LoopbackOnlyFilterTests {

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "localhost:8080", "127.0.0.1", "127.0.0.1:8080", "[::1]", "[::1]:8080" })
	void loopbackPasses(String host) {
		assertThat(passes(MockServerHttpRequest.get("/").header("Host", host))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8080", "192.168.0.1",
			"evil.example:127.0.0.1", "localhost:8080:8080", "" })
	void otherHostsAreRefused(String host) {
		assertThat(passes(MockServerHttpRequest.get("/").header("Host", host))).isFalse();
	}

	@Test
	void postFromHerePasses() {
		assertThat(passes(MockServerHttpRequest.post("/tour")
			.header("Host", "localhost:8080")
			.header("Origin", "http://localhost:8080"))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "http://evil.example", "http://localhost:8081", "https://localhost:8080",
			"http://localhost:8080.evil.example" })
	void postFromElsewhereIsRefused(String origin) {
		assertThat(
				passes(MockServerHttpRequest.post("/tour").header("Host", "localhost:8080").header("Origin", origin)))
			.isFalse();
	}

	@Test
	void postFromNowhereIsRefused() {
		assertThat(passes(MockServerHttpRequest.post("/tour").header("Host", "localhost:8080"))).isFalse();
	}

	private static boolean passes(MockServerHttpRequest.BaseBuilder<?> request) {
		AtomicBoolean passed = new AtomicBoolean();
		new LoopbackOnlyFilter()
			.filter(MockServerWebExchange.from(request), (exchange) -> Mono.fromRunnable(() -> passed.set(true)))
			.block();
		return passed.get();
	}

}
