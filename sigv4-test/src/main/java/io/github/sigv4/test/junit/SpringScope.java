package io.github.sigv4.test.junit;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

import io.github.sigv4.test.TestClock;
import io.github.sigv4.test.VerifyingServer;

/**
 * The servers of an application context.
 */
final class SpringScope implements TestScope {

	private final ApplicationContext context;

	SpringScope(ExtensionContext test) {
		this.context = SpringExtension.getApplicationContext(test);
	}

	@Override
	public List<VerifyingServer> servers() {
		return List.copyOf(this.context.getBeansOfType(VerifyingServer.class).values());
	}

	@Override
	public @Nullable TestClock clock() {
		return this.context.getBeansOfType(TestClock.class).values().stream().findFirst().orElse(null);
	}

	/** Spring injects beans itself. */
	@Override
	public <T> @Nullable T find(Class<T> type) {
		return null;
	}

}
