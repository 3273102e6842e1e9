package io.github.sigv4.test.assertj;

import io.github.sigv4.test.ReceivedRequest;
import io.github.sigv4.test.SignatureJudge;
import io.github.sigv4.test.Verdict;
import io.github.sigv4.test.VerifyingServer;
import io.github.sigv4.test.WireRequest;

/**
 * Entry to assertions on what was signed, to be imported beside AssertJ's own.
 * <pre class="code">
 * import static io.github.sigv4.test.assertj.SigV4Assertions.assertThat;
 *
 * assertThat(server).received("POST", "/orders")
 *     .isSignedFor("execute-api", "eu-west-1")
 *     .hasSignedHeader("X-Tenant-Id", "acme")
 *     .hasSignedPayload();
 * </pre>
 * <p>
 * Where a request is refused, the failure names the first step of the signature that is
 * not right: see {@link Verdict}.
 */
public final class SigV4Assertions {

	private SigV4Assertions() {
	}

	/**
	 * Start an assertion on what a server received.
	 * @param actual the server
	 * @return the assertion
	 */
	public static VerifyingServerAssert assertThat(VerifyingServer actual) {
		return new VerifyingServerAssert(actual);
	}

	/**
	 * Start an assertion on a request, as of {@link VerifyingServer#requests()} or
	 * {@link SignatureJudge#receive(WireRequest)}.
	 * @param actual the request
	 * @return the assertion
	 */
	public static SignedRequestAssert assertThat(ReceivedRequest actual) {
		return new SignedRequestAssert(actual);
	}

}
