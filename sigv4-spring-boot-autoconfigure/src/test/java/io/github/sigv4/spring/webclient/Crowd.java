package io.github.sigv4.spring.webclient;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Calls that are made at once, by a thread that must not be blocked.
 */
final class Crowd {

	/**
	 * Of few connections, for which any number of calls may wait: the one that everybody
	 * shares lets a thousand.
	 */
	static final Connector CONNECTOR = new Connector("reactor", new ReactorClientHttpConnector(HttpClient
		.create(ConnectionProvider.builder("crowd").maxConnections(30).pendingAcquireMaxCount(-1).build())));

	private final CountDownLatch begun = new CountDownLatch(1);

	private final CompletableFuture<List<Throwable>> failures;

	private Crowd(int size, IntFunction<Mono<?>> call) {
		this.failures = Flux.range(0, size)
			.doOnComplete(this.begun::countDown)
			.flatMap((i) -> call.apply(i).then(Mono.<Throwable>empty()).onErrorResume(Mono::just), size)
			.collectList()
			.subscribeOn(Schedulers.parallel())
			.toFuture();
	}

	/** Make calls, and return when all of them are under way. */
	static Crowd of(int size, IntFunction<Mono<?>> call) throws InterruptedException {
		Crowd crowd = new Crowd(size, call);
		if (!crowd.begun.await(20, TimeUnit.SECONDS)) {
			throw new AssertionError("The calls block the thread that makes them");
		}
		return crowd;
	}

	boolean isDone() {
		return this.failures.isDone();
	}

	void cancel() {
		this.failures.cancel(false);
	}

	/** Wait for all calls to end, and return why those failed that did. */
	List<Throwable> failures() throws InterruptedException, ExecutionException, TimeoutException {
		return this.failures.get(20, TimeUnit.SECONDS);
	}

}
