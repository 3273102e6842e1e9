package io.github.sigv4.spring.webclient;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.wire.AwsJudge;
import io.github.sigv4.spring.wire.TestServices;
import io.github.sigv4.spring.wire.WireServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * That the second run of this package's tests would notice a blocked thread.
 */
@Tag("blockhound")
class BlockHoundTests {

	@Test
	void sleepIsNoticed() {
		assertBlocks(() -> Thread.sleep(1));
	}

	@Test
	void lockThatAnotherThreadHoldsIsNoticed() throws Exception {
		ReentrantLock lock = new ReentrantLock();
		CountDownLatch held = new CountDownLatch(1);
		CountDownLatch done = new CountDownLatch(1);
		Thread holder = new Thread(() -> {
			lock.lock();
			try {
				held.countDown();
				done.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			finally {
				lock.unlock();
			}
		});
		holder.start();
		held.await();
		assertBlocks(lock::lockInterruptibly);
		done.countDown();
		holder.join();
	}

	@ParameterizedTest
	@MethodSource("connectors")
	void whenCalledOnAnEventLoopThenItDoesNotWaitForCredentials(Connector connector) {
		try (WireServer server = new WireServer()) {
			SigV4CredentialsProvider slow = () -> {
				LockSupport.parkNanos(1_000_000);
				return TestServices.TEMPORARY;
			};
			WebClient client = WebClient.builder()
				.clientConnector(connector.connector())
				.filter(new SigV4ExchangeFilterFunction(
						TestServices.service(server, TestServices.EXECUTE_API, slow).build()))
				.build();
			Mono.just("body")
				.publishOn(Schedulers.parallel())
				.flatMap((
						body) -> client.post().uri(server.uri("/orders")).bodyValue(body).retrieve().toBodilessEntity())
				// What blocks may be an error that nobody passes on
				.block(Duration.ofSeconds(20));
			AwsJudge.assertSigned(server.take(), TestServices.EXECUTE_API, TestServices.TEMPORARY);
		}
	}

	static List<Connector> connectors() {
		return Connector.values();
	}

	private static void assertBlocks(Blocking blocking) {
		Mono<String> call = Mono.fromCallable(() -> {
			blocking.run();
			return "not noticed";
		}).subscribeOn(Schedulers.parallel());
		assertThatException().isThrownBy(call::block).withCauseInstanceOf(BlockingOperationError.class);
		assertThat(BlockHoundExtension.takeBlocked()).isNotNull();
	}

	private interface Blocking {

		void run() throws InterruptedException;

	}

}
