package io.github.sigv4.benchmarks.endtoend;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import io.github.sigv4.spring.restclient.SigV4ClientHttpRequestFactory;

/**
 * Sends requests by a {@link RestClient} on the JDK's client, each thread one after the
 * other.
 */
final class RestClientLoad implements LoadGenerator {

	private final RestClient client;

	private final byte[] body;

	private final int inFlight;

	private final ExecutorService threads;

	private final ExecutorService writers;

	RestClientLoad(Contender contender, URI server, Options options) {
		this.body = options.body();
		this.inFlight = options.inFlight();
		this.threads = Executors.newFixedThreadPool(options.inFlight(), RestClientLoad::daemon);
		// Without an executor Spring starts a thread for each request, which would hide
		// all else
		this.writers = Executors.newCachedThreadPool(RestClientLoad::daemon);
		ClientHttpRequestFactory wire = new JdkClientHttpRequestFactory(
				HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(this.writers).build());
		RestClient.Builder builder = RestClient.builder().baseUrl(server).requestFactory(wire);
		switch (contender) {
			case UNSIGNED -> {
			}
			// Any interceptor lets Spring collect the body
			case BUFFERED ->
				builder.requestInterceptor((request, bytes, execution) -> execution.execute(request, bytes));
			case AWS_SIGNER -> {
				AwsSigning signing = new AwsSigning(options.account());
				builder.requestInterceptor((request, bytes, execution) -> {
					signing.sign(request.getMethod(), request.getURI(), request.getHeaders(), bytes);
					return execution.execute(request, bytes);
				});
			}
			case STARTER -> builder
				.requestFactory(new SigV4ClientHttpRequestFactory(wire, options.account().service(server, true, null)));
		}
		this.client = builder.build();
	}

	private static Thread daemon(Runnable task) {
		Thread thread = new Thread(task, "load");
		thread.setDaemon(true);
		return thread;
	}

	@Override
	public long[] send(String path, int count) {
		long[] nanos = new long[count];
		AtomicInteger next = new AtomicInteger();
		List<Future<?>> running = new ArrayList<>();
		for (int i = 0; i < this.inFlight; i++) {
			running.add(this.threads.submit(() -> sendAll(path, next, nanos)));
		}
		try {
			for (Future<?> thread : running) {
				thread.get();
			}
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("A request failed: " + ex.getMessage(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		return nanos;
	}

	private void sendAll(String path, AtomicInteger next, long[] nanos) {
		for (int index = next.getAndIncrement(); index < nanos.length; index = next.getAndIncrement()) {
			long start = System.nanoTime();
			send(path);
			nanos[index] = System.nanoTime() - start;
		}
	}

	private void send(String path) {
		this.client.post()
			.uri(path)
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.body(this.body)
			.retrieve()
			.onStatus((status) -> !status.equals(HttpStatus.OK), (request, answer) -> {
				throw new IllegalStateException("Answered with " + answer.getStatusCode());
			})
			.toBodilessEntity();
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
		this.writers.shutdownNow();
	}

}
