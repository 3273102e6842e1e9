package io.github.sigv4.test;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Keeps the latest requests, so that a server that runs for days does not fill the
 * memory.
 */
final class RequestLog {

	private static final int MAX_REQUESTS = 10_000;

	private static final long MAX_BODY_BYTES = 64L * 1024 * 1024;

	private final Deque<ReceivedRequest> requests = new ArrayDeque<>();

	private long bodyBytes;

	synchronized void add(ReceivedRequest request) {
		this.requests.addLast(request);
		this.bodyBytes += request.keptBytes();
		while (this.requests.size() > MAX_REQUESTS || (this.bodyBytes > MAX_BODY_BYTES && this.requests.size() > 1)) {
			this.bodyBytes -= this.requests.removeFirst().keptBytes();
		}
	}

	synchronized List<ReceivedRequest> requests() {
		return List.copyOf(this.requests);
	}

	synchronized void clear() {
		this.requests.clear();
		this.bodyBytes = 0;
	}

}
