package io.github.sigv4.test.junit;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.test.TestClock;
import io.github.sigv4.test.VerifyingServer;

/**
 * The servers that a test has.
 */
interface TestScope {

	List<VerifyingServer> servers();

	/** The clock, if the servers go by one. */
	@Nullable TestClock clock();

	/** What else a parameter may be, if it is there. */
	<T> @Nullable T find(Class<T> type);

}
