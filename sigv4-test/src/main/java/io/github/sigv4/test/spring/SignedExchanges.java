package io.github.sigv4.test.spring;

import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.mock.http.client.reactive.MockClientHttpRequest;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.ExchangeStrategies;
import reactor.core.publisher.Mono;

import io.github.sigv4.test.SignatureJudge;
import io.github.sigv4.test.Verdict;

/**
 * Verifies signatures in tests of a {@code WebClient} that has an
 * {@link ExchangeFunction} in place of the network. <pre class="code">
 * SignatureJudge orders = ServiceJudges.of(context).judge("orders");
 * ExchangeFunction network = signedFor(orders, (request) -&gt; Mono.just(ClientResponse.create(HttpStatus.OK).build()));
 * WebClient client = this.orders.mutate().exchangeFunction(network).build();
 * </pre>
 * <p>
 * The request is written as it would be sent, since it is signed when it is written, and
 * judged by that: path and query of its URL as they are, and the host of the URL where it
 * has no {@code Host} of its own.
 */
public final class SignedExchanges {

	private SignedExchanges() {
	}

	/**
	 * Expect requests whose signature a service would accept.
	 * @param judge the judge of the service
	 * @param next what answers those that are signed right
	 * @return an exchange function; any other request fails with an
	 * {@link AssertionError} that has the reason, which {@code block()} wraps
	 */
	public static ExchangeFunction signedFor(SignatureJudge judge, ExchangeFunction next) {
		return signedFor(judge, next, ExchangeStrategies.withDefaults());
	}

	/**
	 * Expect requests whose signature a service would accept.
	 * @param judge the judge of the service
	 * @param next what answers those that are signed right
	 * @param strategies how the client writes bodies, if not as by default
	 * @return an exchange function; any other request fails with an
	 * {@link AssertionError} that has the reason, which {@code block()} wraps
	 */
	public static ExchangeFunction signedFor(SignatureJudge judge, ExchangeFunction next,
			ExchangeStrategies strategies) {
		return (request) -> {
			MockClientHttpRequest written = new MockClientHttpRequest(request.method(), request.url());
			return request.writeTo(written, strategies).then(Mono.defer(() -> body(written))).flatMap((body) -> {
				Verdict verdict = judge
					.judge(SentRequest.of(written.getMethod(), written.getURI(), written.getHeaders(), body));
				return verdict.isAccepted() ? next.exchange(request)
						: Mono
							.error(new AssertionError("Expected " + request.method() + " " + request.url().getRawPath()
									+ " to be signed for " + judge + ", but it was " + verdict));
			});
		};
	}

	private static Mono<byte[]> body(MockClientHttpRequest request) {
		return DataBufferUtils.join(request.getBody()).map((buffer) -> {
			byte[] bytes = new byte[buffer.readableByteCount()];
			buffer.read(bytes);
			DataBufferUtils.release(buffer);
			return bytes;
		}).defaultIfEmpty(new byte[0]);
	}

}
