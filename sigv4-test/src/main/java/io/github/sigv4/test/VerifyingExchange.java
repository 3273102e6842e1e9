package io.github.sigv4.test;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Verifier;
import io.github.sigv4.Verification;
import io.github.sigv4.test.ReceivedRequest.Header;

/**
 * Verifies a request, then answers it by the stubs or refuses it.
 */
final class VerifyingExchange implements Exchange {

	private final TestService service;

	private final ErrorWriter errors;

	private final int bodyLimit;

	private final Map<String, TestResponse> stubs;

	private final Function<ReceivedRequest, TestResponse> handler;

	private final RequestLog log;

	private final SigV4Verifier verifier;

	VerifyingExchange(TestService service, ErrorShape shape, int bodyLimit, Map<String, TestResponse> stubs,
			Function<ReceivedRequest, TestResponse> handler, RequestLog log) {
		this.service = service;
		this.errors = new ErrorWriter(shape, service.signingName());
		this.bodyLimit = bodyLimit;
		this.stubs = stubs;
		this.handler = handler;
		this.log = log;
		this.verifier = service.verifier();
	}

	@Override
	public IncomingBody receive(MessageHead head) throws BadMessageException {
		Instant now = now();
		try {
			SigV4Request.Builder request = SigV4Request.forTarget(head.method(), head.target());
			for (Header header : head.headers()) {
				request.header(header.name(), header.value());
			}
			boolean encoded = head.values("x-amz-content-sha256")
				.stream()
				.anyMatch((value) -> value.startsWith("STREAMING-"));
			return new IncomingBody(this.verifier.bodyVerifier(request.build(), now), now, this.bodyLimit, encoded);
		}
		catch (SigV4Exception ex) {
			throw new BadMessageException(400, String.valueOf(ex.getMessage()));
		}
	}

	@Override
	public TestResponse answer(MessageHead head, IncomingBody incoming, String requestId) {
		Verification verification = incoming.verify();
		MessageBody body = incoming.body();
		ReceivedRequest received = new ReceivedRequest(head, body, verification);
		this.log.add(received);
		if (!verification.isVerified()) {
			String hash = body.isDecoded() ? "" : body.hash().value();
			return this.errors.refused(new Refusal(received, this.service, incoming.arrival(), hash), requestId);
		}
		return respond(received, requestId);
	}

	private TestResponse respond(ReceivedRequest received, String requestId) {
		TestResponse stub = this.stubs.get(received.method() + " " + received.path());
		if (stub != null) {
			return stub;
		}
		try {
			return Objects.requireNonNull(this.handler.apply(received), "It gave no answer");
		}
		catch (RuntimeException | AssertionError ex) {
			return this.errors.failed(500, "The handler of the test server failed: " + ex, requestId);
		}
	}

	@Override
	public TestResponse refuse(int status, String reason, String requestId) {
		return this.errors.failed(status, reason, requestId);
	}

	@Override
	public Instant now() {
		return this.service.clock().instant();
	}

}
