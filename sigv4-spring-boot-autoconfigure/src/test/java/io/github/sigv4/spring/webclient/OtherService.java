package io.github.sigv4.spring.webclient;

import java.time.Duration;
import java.util.List;

import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Another service than the one for which calls wait.
 */
final class OtherService {

	private static final int CALLS = 50;

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private OtherService() {
	}

	/**
	 * Check that it is called as ever: with credentials that are at hand, with those of a
	 * provider that is asked where others may block, and that there are threads for
	 * whatever else may block.
	 */
	static void assertIsServed() {
		List<SigV4CredentialsProvider> providers = List.of(SigV4CredentialsProvider.of(TestServices.PERMANENT),
				() -> TestServices.PERMANENT);
		try (WireServer server = new WireServer()) {
			for (SigV4CredentialsProvider provider : providers) {
				WebClient client = WebClient.builder()
					.clientConnector(Crowd.CONNECTOR.connector())
					.filter(new SigV4ExchangeFilterFunction(
							TestServices.service(server, TestServices.EXECUTE_API, provider).build()))
					.build();
				Flux.range(0, CALLS)
					.flatMap((i) -> client.get().uri(server.uri("/others/" + i)).retrieve().toBodilessEntity())
					.subscribeOn(Schedulers.parallel())
					.blockLast(TIMEOUT);
				for (int i = 0; i < CALLS; i++) {
					AwsJudge.assertSigned(server.take(), TestServices.EXECUTE_API, TestServices.PERMANENT);
				}
			}
		}
		List<String> threads = Flux.range(0, Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE / 2)
			.flatMap((i) -> Mono.fromSupplier(() -> Thread.currentThread().getName())
				.subscribeOn(Schedulers.boundedElastic()))
			.collectList()
			.block(TIMEOUT);
		assertThat(threads).hasSize(Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE / 2);
	}

}
