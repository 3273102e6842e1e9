package io.github.sigv4.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DeadlineTests {

	@Test
	void whenWorkIsDoneInTimeThenReturnsIt() throws Exception {
		assertThat(Deadline.call(Duration.ofMinutes(1), () -> 22)).isEqualTo(22);
	}

	@Test
	void whenWorkTakesTooLongThenLeavesIt() {
		CountDownLatch never = new CountDownLatch(1);
		assertThatExceptionOfType(CommandException.class).isThrownBy(() -> Deadline.call(Duration.ofMillis(20), () -> {
			never.await();
			return 0;
		})).withMessageStartingWith("gave up after 0.02 s").returns(ExitStatus.FAILED, CommandException::status);
	}

	@Test
	void whenWorkFailsThenItIsThatWhichIsThrown() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> Deadline.call(Duration.ofMinutes(1), () -> {
			throw new IOException("gone");
		})).withMessage("gone");
	}

}
