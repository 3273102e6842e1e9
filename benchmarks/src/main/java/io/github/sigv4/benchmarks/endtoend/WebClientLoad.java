package io.github.sigv4.benchmarks.endtoend;

import java.net.URI;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import io.github.sigv4.spring.webclient.SigV4ExchangeFilterFunction;

/**
 * Sends requests by a {@link WebClient} on Reactor Netty, each from the thread on which
 * an answer came.
 */
final class WebClientLoad implements LoadGenerator {

	private final WebClient client;

	private final byte[] body;

	private final int inFlight;

	private final ConnectionProvider connections;

	WebClientLoad(Contender contender, URI server, Options options) {
		this.body = options.body();
		this.inFlight = options.inFlight();
		this.connections = ConnectionProvider.create(contender.name(), options.inFlight());
		WebClient.Builder builder = WebClient.builder()
			.baseUrl(server.toString())
			.clientConnector(new ReactorClientHttpConnector(HttpClient.create(this.connections)));
		switch (contender) {
			case UNSIGNED -> {
			}
			case BUFFERED -> builder.filter(BufferingFilter.unsigned());
			case AWS_SIGNER -> builder.filter(BufferingFilter.signing(new AwsSigning(options.account())));
			case STARTER -> builder.filter(signing(server, options));
		}
		this.client = builder.build();
	}

	private static ExchangeFilterFunction signing(URI server, Options options) {
		return new SigV4ExchangeFilterFunction(options.account().service(server, true, null));
	}

	@Override
	public long[] send(String path, int count) {
		long[] nanos = new long[count];
		try {
			Flux.range(0, count).flatMap((index) -> Mono.defer(() -> {
				long start = System.nanoTime();
				return send(path).doOnSuccess((answer) -> nanos[index] = System.nanoTime() - start);
			}), this.inFlight).blockLast();
		}
		catch (WebClientException ex) {
			throw new IllegalStateException("A request failed: " + ex.getMessage(), ex);
		}
		return nanos;
	}

	private Mono<?> send(String path) {
		return this.client.post()
			.uri(path)
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.bodyValue(this.body)
			.retrieve()
			.onStatus((status) -> !status.equals(HttpStatus.OK), (answer) -> answer.createException())
			.toBodilessEntity();
	}

	@Override
	public void close() {
		this.connections.dispose();
	}

}
