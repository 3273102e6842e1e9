package io.github.sigv4.test.spring;

import java.io.IOException;

import org.springframework.http.client.ClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.test.web.client.RequestMatcher;

import io.github.sigv4.test.SignatureJudge;
import io.github.sigv4.test.Verdict;

/**
 * Verifies signatures in tests with {@code MockRestServiceServer}. <pre class="code">
 * SignatureJudge orders = ServiceJudges.of(context).judge("orders");
 * server.expect(requestTo("https://abc123.execute-api.eu-west-1.amazonaws.com/prod/orders"))
 *     .andExpect(signedFor(orders))
 *     .andRespond(withSuccess("[]", MediaType.APPLICATION_JSON));
 * </pre>
 * <p>
 * The request is judged as it would be sent: path and query of its URL as they are, and
 * the host of the URL where it has no {@code Host} of its own.
 */
public final class SignedRequestMatchers {

	private SignedRequestMatchers() {
	}

	/**
	 * Expect a request whose signature a service would accept.
	 * @param judge the judge of the service
	 * @return a matcher that fails with the reason
	 */
	public static RequestMatcher signedFor(SignatureJudge judge) {
		return (request) -> {
			Verdict verdict = judge
				.judge(SentRequest.of(request.getMethod(), request.getURI(), request.getHeaders(), body(request)));
			if (!verdict.isAccepted()) {
				throw new AssertionError("Expected " + request.getMethod() + " " + request.getURI().getRawPath()
						+ " to be signed for " + judge + ", but it was " + verdict);
			}
		};
	}

	private static byte[] body(ClientHttpRequest request) throws IOException {
		if (request instanceof MockClientHttpRequest mock) {
			return mock.getBodyAsBytes();
		}
		throw new AssertionError("Only the requests of a MockRestServiceServer have a body to look at, not "
				+ request.getClass().getName());
	}

}
