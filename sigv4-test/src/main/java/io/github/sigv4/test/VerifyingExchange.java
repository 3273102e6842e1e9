package io.github.sigv4.test;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.SigV4Exception;

/**
 * Verifies a request, then answers it by the stubs or refuses it.
 */
final class VerifyingExchange implements Exchange {

	private final SignatureJudge judge;

	private final int bodyLimit;

	private final Stubs stubs;

	private final @Nullable Function<ReceivedRequest, TestResponse> handler;

	private final RequestLog log;

	private final RequestLog unmatched;

	VerifyingExchange(SignatureJudge judge, int bodyLimit, Stubs stubs,
			@Nullable Function<ReceivedRequest, TestResponse> handler, RequestLog log, RequestLog unmatched) {
		this.judge = judge;
		this.bodyLimit = bodyLimit;
		this.stubs = stubs;
		this.handler = handler;
		this.log = log;
		this.unmatched = unmatched;
	}

	@Override
	public IncomingBody receive(MessageHead head) throws BadMessageException {
		try {
			return this.judge.start(head, this.bodyLimit);
		}
		catch (SigV4Exception ex) {
			throw new BadMessageException(400, String.valueOf(ex.getMessage()));
		}
	}

	@Override
	public TestResponse answer(MessageHead head, IncomingBody incoming, String requestId) {
		ReceivedRequest received = this.judge.finish(head, incoming, requestId);
		this.log.add(received);
		TestResponse refusal = received.verdict().answer();
		return (refusal != null) ? refusal : respond(received, requestId);
	}

	private TestResponse respond(ReceivedRequest received, String requestId) {
		try {
			Stub stub = this.stubs.find(received);
			if (stub != null) {
				return Objects.requireNonNull(stub.answer(this.judge, received, requestId), "It gave no answer");
			}
			if (this.handler != null) {
				return Objects.requireNonNull(this.handler.apply(received), "It gave no answer");
			}
		}
		catch (RuntimeException | AssertionError ex) {
			return this.judge.failed(500, "The handler of the test server failed: " + ex, requestId);
		}
		List<Stub> stubs = this.stubs.all();
		if (stubs.isEmpty()) {
			return TestResponse.ok();
		}
		this.unmatched.add(received);
		return this.judge.failed(404,
				"The test server has no stub for " + received.method() + " " + received.path() + ", but for " + stubs,
				requestId);
	}

	@Override
	public TestResponse refuse(int status, String reason, String requestId) {
		return this.judge.failed(status, reason, requestId);
	}

	@Override
	public Instant now() {
		return this.judge.now();
	}

}
