package io.github.sigv4.spring;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tasks that come while others run are not lost.
 */
class SerialTasksTests {

	private final List<String> log = new ArrayList<>();

	private final SerialTasks tasks = new SerialTasks(this::failed);

	@Test
	void taskThatComesWhileAnotherRunsComesAfterIt() {
		this.tasks.run(() -> {
			this.tasks.run(() -> this.log.add("second"));
			this.log.add("first");
		});
		assertThat(this.log).containsExactly("first", "second");
	}

	@Test
	void whenTaskThrowsThenThatIsToldAndOthersRun() {
		this.tasks.run(() -> {
			this.tasks.run(() -> this.log.add("second"));
			throw new AssertionError("first");
		});
		this.tasks.run(() -> this.log.add("third"));
		assertThat(this.log).containsExactly("failed: first", "second", "third");
	}

	@Test
	void whenWhatIsToldThrowsThenOthersRun() {
		this.tasks.run(() -> {
			this.tasks.run(() -> this.log.add("second"));
			throw new IllegalStateException("again");
		});
		this.tasks.run(() -> this.log.add("third"));
		assertThat(this.log).containsExactly("failed: again", "second", "third");
	}

	private void failed(Throwable failure) {
		this.log.add("failed: " + failure.getMessage());
		if (failure instanceof IllegalStateException again) {
			throw again;
		}
	}

}
