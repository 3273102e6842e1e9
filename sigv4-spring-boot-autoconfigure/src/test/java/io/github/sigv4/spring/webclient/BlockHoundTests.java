package io.github.sigv4.spring.webclient;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

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
