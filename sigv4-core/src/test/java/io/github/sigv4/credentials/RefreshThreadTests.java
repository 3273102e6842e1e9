package io.github.sigv4.credentials;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RefreshThreadTests {

	private static final InheritableThreadLocal<String> OF_A_REQUEST = new InheritableThreadLocal<>();

	@Test
	void shouldBeADaemonOfItsOwnWithAName() {
		Thread one = run(new RefreshThread(), Thread::currentThread);
		assertThat(one.isDaemon()).isTrue();
		assertThat(one.getName()).isEqualTo("sigv4-credentials");
		assertThat(one).isNotSameAs(Thread.currentThread());
	}

	@Test
	void shouldSeeTheClassesOfWhoeverSetItUp() throws Exception {
		Thread here = Thread.currentThread();
		ClassLoader before = here.getContextClassLoader();
		try (URLClassLoader creators = new URLClassLoader(new URL[0], before)) {
			here.setContextClassLoader(creators);
			RefreshThread executor = new RefreshThread();
			here.setContextClassLoader(null);
			assertThat(run(executor, () -> Thread.currentThread().getContextClassLoader())).isSameAs(creators);
		}
		finally {
			here.setContextClassLoader(before);
		}
	}

	@Test
	void shouldInheritNothingOfTheRequest() {
		OF_A_REQUEST.set("user");
		try {
			assertThat(run(new RefreshThread(), () -> String.valueOf(OF_A_REQUEST.get()))).isEqualTo("null");
		}
		finally {
			OF_A_REQUEST.remove();
		}
	}

	@Test
	void whenOneTaskIsSlowThenAnotherDoesNotWait() {
		RefreshThread executor = new RefreshThread();
		CompletableFuture<String> slow = new CompletableFuture<>();
		CompletableFuture<String> waiting = CompletableFuture.supplyAsync(slow::join, executor);
		assertThat(run(executor, () -> "done")).isEqualTo("done");
		assertThat(waiting).isNotDone();
		slow.complete("done too");
		assertThat(waiting.join()).isEqualTo("done too");
	}

	private static <T> T run(RefreshThread executor, Supplier<T> task) {
		return CompletableFuture.supplyAsync(task, executor).orTimeout(30, TimeUnit.SECONDS).join();
	}

}
