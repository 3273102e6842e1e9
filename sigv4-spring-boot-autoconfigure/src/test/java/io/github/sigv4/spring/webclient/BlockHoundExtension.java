package io.github.sigv4.spring.webclient;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;

/**
 * Lets no test of this package block a thread that must not be blocked. The build runs
 * them all once more with this extension.
 */
public final class BlockHoundExtension implements BeforeAllCallback, AfterAllCallback {

	/** What blocked, should the error that it got have been swallowed. */
	private static final Queue<BlockingOperationError> BLOCKED = new ConcurrentLinkedQueue<>();

	static {
		BlockHound.builder()
			.loadIntegrations()
			// Random numbers of the kernel, by a read that does not wait: a boundary of
			// Spring's
			.allowBlockingCallsInside("org.springframework.util.MimeTypeUtils", "generateMultipartBoundary")
			// and the nonce of a SigV4A signature
			.allowBlockingCallsInside("io.github.sigv4.P256", "sign")
			// A lock of Jetty's selector, which the thread that cancels may have to wait
			// for
			.allowBlockingCallsInside("org.eclipse.jetty.util.thread.AutoLock", "lock")
			.blockingMethodCallback((method) -> {
				BlockingOperationError error = new BlockingOperationError(method);
				BLOCKED.add(error);
				throw error;
			})
			.install();
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		BLOCKED.clear();
	}

	@Override
	public void afterAll(ExtensionContext context) {
		BlockingOperationError error = takeBlocked();
		if (error != null) {
			throw new AssertionError("A thread was blocked that must not be", error);
		}
	}

	/** The first operation that blocked, forgotten with this. */
	static BlockingOperationError takeBlocked() {
		return BLOCKED.poll();
	}

}
