package io.github.sigv4.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a {@link VerifyingServer} answers to verified requests of one kind. Answers are
 * given in the order in which they are said here, one for each request, and the last of
 * them from then on. <pre class="code">
 * server.stub("GET", "/orders").refuse(AwsRefusal.THROTTLED).respond(TestResponse.json("[]"));
 * </pre>
 * <p>
 * Without any answer it is status 200 without a body. Thread-safe.
 */
public final class Stub {

	private final String name;

	private final Predicate<ReceivedRequest> requests;

	private final List<Answer> answers = new CopyOnWriteArrayList<>();

	private final AtomicInteger next = new AtomicInteger();

	Stub(String name, Predicate<ReceivedRequest> requests) {
		this.name = name;
		this.requests = requests;
	}

	/** Create a stub for a method and a path, or a target with a query. */
	static Stub of(String method, String target) {
		if (!target.startsWith("/")) {
			throw new IllegalArgumentException("The path '" + target + "' does not start with '/'");
		}
		boolean query = target.indexOf('?') >= 0;
		return new Stub(method + " " + target, (request) -> request.method().equals(method)
				&& (query ? request.target() : request.path()).equals(target));
	}

	/**
	 * Add answers.
	 * @param responses the answers, to one request each
	 * @return this stub
	 */
	public Stub respond(TestResponse... responses) {
		for (TestResponse response : responses) {
			this.answers.add((judge, request, requestId) -> response);
		}
		return this;
	}

	/**
	 * Add an answer that depends on the request.
	 * @param answer makes the answer; called by several threads. What it throws becomes
	 * an answer with status 500
	 * @return this stub
	 */
	public Stub respond(Function<ReceivedRequest, TestResponse> answer) {
		this.answers.add((judge, request, requestId) -> answer.apply(request));
		return this;
	}

	/**
	 * Add an answer that refuses the request, though it is signed right.
	 * @param refusal what the service says
	 * @return this stub
	 */
	public Stub refuse(AwsRefusal refusal) {
		this.answers.add((judge, request, requestId) -> judge.refuse(refusal, request, requestId));
		return this;
	}

	boolean matches(ReceivedRequest request) {
		return this.requests.test(request);
	}

	TestResponse answer(SignatureJudge judge, ReceivedRequest request, String requestId) {
		if (this.answers.isEmpty()) {
			return TestResponse.ok();
		}
		int last = this.answers.size() - 1;
		int index = this.next.getAndUpdate((number) -> Math.min(number + 1, Integer.MAX_VALUE - 1));
		return this.answers.get(Math.min(index, last)).to(judge, request, requestId);
	}

	/**
	 * Return what it matches.
	 */
	@Override
	public String toString() {
		return this.name;
	}

	private interface Answer {

		TestResponse to(SignatureJudge judge, ReceivedRequest request, String requestId);

	}

}
