package io.github.sigv4.test.assertj;

import java.util.List;
import java.util.stream.Collectors;

import org.assertj.core.api.AbstractAssert;

import io.github.sigv4.test.ReceivedRequest;
import io.github.sigv4.test.VerifyingServer;

/**
 * Assertions on what a {@link VerifyingServer} received.
 */
public final class VerifyingServerAssert extends AbstractAssert<VerifyingServerAssert, VerifyingServer> {

	/** How many requests a failure lists. */
	private static final int MAX_LISTED = 20;

	VerifyingServerAssert(VerifyingServer actual) {
		super(actual, VerifyingServerAssert.class);
	}

	/**
	 * Verify that a request came, be it accepted or refused, and go on with it.
	 * @param method the method
	 * @param path the raw path, with whatever query; or with the query, to the byte
	 * @return an assertion on the latest such request
	 */
	public SignedRequestAssert received(String method, String path) {
		isNotNull();
		List<ReceivedRequest> requests = requests(method, path);
		if (requests.isEmpty()) {
			failWithMessage("%nExpecting a request%n  %s %s%nbut there came%s", method, path,
					listed(this.actual.requests()));
		}
		return new SignedRequestAssert(requests.get(requests.size() - 1)).as(descriptionText());
	}

	/**
	 * Verify how many requests of one kind came, accepted or refused.
	 * @param times how many
	 * @param method the method
	 * @param path the raw path, with whatever query; or with the query, to the byte
	 * @return this assertion
	 */
	public VerifyingServerAssert received(int times, String method, String path) {
		isNotNull();
		int actual = requests(method, path).size();
		if (actual != times) {
			throw failureWithActualExpected(actual, times, "%nExpecting %d requests%n  %s %s%nbut it was %d of%s",
					times, method, path, actual, listed(this.actual.requests()));
		}
		return this;
	}

	/**
	 * Verify that nothing came.
	 * @return this assertion
	 */
	public VerifyingServerAssert receivedNothing() {
		isNotNull();
		if (!this.actual.requests().isEmpty()) {
			failWithMessage("%nExpecting no request, but there came%s", listed(this.actual.requests()));
		}
		return this;
	}

	/**
	 * Verify that every request that came was accepted.
	 * @return this assertion
	 */
	public VerifyingServerAssert refusedNothing() {
		isNotNull();
		List<ReceivedRequest> refused = this.actual.requests()
			.stream()
			.filter((request) -> !request.verdict().isAccepted())
			.toList();
		if (!refused.isEmpty()) {
			failWithMessage("%nExpecting every request to be signed right, but there came%s", listed(refused));
		}
		return this;
	}

	/**
	 * Verify that there was a stub for each request that was signed right.
	 * @return this assertion
	 */
	public VerifyingServerAssert hasNoUnmatchedRequests() {
		isNotNull();
		List<ReceivedRequest> unmatched = this.actual.unmatchedRequests();
		if (!unmatched.isEmpty()) {
			failWithMessage("%nExpecting a stub for every request, but there came%s", listed(unmatched));
		}
		return this;
	}

	private List<ReceivedRequest> requests(String method, String path) {
		return this.actual.requests()
			.stream()
			.filter((request) -> request.method().equals(method)
					&& ((path.indexOf('?') >= 0) ? request.target() : request.path()).equals(path))
			.toList();
	}

	private static String listed(List<ReceivedRequest> requests) {
		if (requests.isEmpty()) {
			return " none";
		}
		int more = requests.size() - MAX_LISTED;
		return requests.stream()
			.limit(MAX_LISTED)
			.map((request) -> "%n  %s %s, %s".formatted(request.method(), request.path(), request.verdict()))
			.collect(Collectors.joining()) + ((more > 0) ? "%n  and %d more".formatted(more) : "");
	}

}
