package io.github.sigv4.spring.webclient;

import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BodyStartTests {

	private static final int ROUNDS = 500;

	@Test
	void piecesAreInOrder() {
		BodyStart start = new BodyStart();
		assertThat(start.bytes()).isEmpty();
		assertThat(start.add(new byte[] { 1, 2 })).isTrue();
		assertThat(start.add(new byte[0])).isTrue();
		assertThat(start.add(new byte[] { 3 })).isTrue();
		assertThat(start.size()).isEqualTo(3);
		start.end();
		start.end();
		assertThat(start.add(new byte[] { 4 })).isFalse();
		assertThat(start.bytes()).containsExactly(1, 2, 3);
	}

	@Test
	void whenItEndsMeanwhileThenEachPieceIsEitherInItOrNot() throws Exception {
		for (int i = 0; i < ROUNDS; i++) {
			BodyStart start = new BodyStart();
			CountDownLatch begun = new CountDownLatch(1);
			Thread ending = new Thread(() -> {
				try {
					begun.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				start.end();
			});
			ending.start();
			int added = 0;
			begun.countDown();
			while (start.add(new byte[] { (byte) added })) {
				added++;
			}
			ending.join();
			assertThat(start.bytes()).hasSize(added);
		}
	}

}
