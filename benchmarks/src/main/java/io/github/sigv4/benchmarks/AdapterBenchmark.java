package io.github.sigv4.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeStrategies;

import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.restclient.SigV4ClientHttpRequestFactory;
import io.github.sigv4.spring.restclient.SigV4ClientHttpRequestInterceptor;
import io.github.sigv4.spring.webclient.SigV4ExchangeFilterFunction;

/**
 * What signing costs a call of Spring's clients: from the headers that an application has
 * set to those that are sent. Nothing is sent; the answer is there at once.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AdapterBenchmark {

	/** As in {@link SigningBenchmark}. */
	private static final RequestShape SHAPE = RequestShape.GET;

	private static final URI ORDER = URI.create(RequestShape.URL);

	private static final SigV4Credentials CREDENTIALS = SigV4Credentials.of(RequestShape.ACCESS_KEY_ID,
			RequestShape.SECRET_ACCESS_KEY);

	private static final SigningSettings SETTINGS = SigningSettings
		.forService(RequestShape.SIGNING_NAME, RequestShape.REGION)
		// As AWS's signers do
		.withContentSha256Header(true)
		.withSignedHeaders(SHAPE.headers().keySet());

	private static final ExchangeStrategies STRATEGIES = ExchangeStrategies.withDefaults();

	private static final byte[] NO_BODY = new byte[0];

	private final SigV4Service service = SigV4Service
		.builder("orders", SETTINGS, SigV4CredentialsProvider.of(CREDENTIALS))
		.baseUrl(ORDER.resolve("/"))
		.build();

	private final SigV4ClientHttpRequestInterceptor interceptor = new SigV4ClientHttpRequestInterceptor(this.service);

	private final SigV4ClientHttpRequestFactory requestFactory = new SigV4ClientHttpRequestFactory(
			PreparedExchange::new, this.service);

	private final SigV4ExchangeFilterFunction filter = new SigV4ExchangeFilterFunction(this.service);

	private final HttpHeaders headers = new HttpHeaders();

	private final ClientResponse response = ClientResponse.create(HttpStatus.OK).build();

	/**
	 * Compare what is sent with what AWS's own signer makes of it.
	 */
	@Setup
	public void check() throws IOException {
		setHeaders(this.headers);
		for (ClientHttpResponse response : List.of(interceptor(), requestFactory())) {
			SdkSignature.check(ORDER, ((PreparedResponse) response).sent(), SETTINGS, CREDENTIALS);
		}
		SdkSignature.check(ORDER, filter(), SETTINGS, CREDENTIALS);
	}

	/**
	 * A request on its way through {@code RestClient}'s interceptors. Its headers were
	 * set before: the interceptor leaves them as they are.
	 * @return the answer
	 */
	@Benchmark
	public ClientHttpResponse interceptor() throws IOException {
		return this.interceptor.intercept(new PreparedRequest(ORDER, HttpMethod.GET, this.headers), NO_BODY,
				(request, body) -> new PreparedResponse(request.getHeaders()));
	}

	/**
	 * {@link #interceptor()} without a signature: an interceptor that sends a copy of the
	 * headers.
	 * @return the answer
	 */
	@Benchmark
	public ClientHttpResponse unsignedInterceptor() throws IOException {
		ClientHttpRequestInterceptor copying = (request, body, execution) -> execution
			.execute(new PreparedRequest(ORDER, HttpMethod.GET, HttpHeaders.copyOf(request.getHeaders())), body);
		return copying.intercept(new PreparedRequest(ORDER, HttpMethod.GET, this.headers), NO_BODY,
				(request, body) -> new PreparedResponse(request.getHeaders()));
	}

	/**
	 * A request that {@code RestClient} makes, fills and executes.
	 * @return the answer
	 */
	@Benchmark
	public ClientHttpResponse requestFactory() throws IOException {
		return execute(this.requestFactory);
	}

	/**
	 * {@link #requestFactory()} without a signature.
	 * @return the answer
	 */
	@Benchmark
	public ClientHttpResponse unsignedRequestFactory() throws IOException {
		return execute(PreparedExchange::new);
	}

	private static ClientHttpResponse execute(ClientHttpRequestFactory requestFactory) throws IOException {
		ClientHttpRequest request = requestFactory.createRequest(ORDER, HttpMethod.GET);
		setHeaders(request.getHeaders());
		return request.execute();
	}

	/**
	 * A request that {@code WebClient} makes, and that its connector fills.
	 * @return the headers that are sent
	 */
	@Benchmark
	public HttpHeaders filter() {
		return exchange(this.filter);
	}

	/**
	 * {@link #filter()} without a signature.
	 * @return the headers that are sent
	 */
	@Benchmark
	public HttpHeaders unsignedFilter() {
		return exchange((request, next) -> next.exchange(request));
	}

	private HttpHeaders exchange(ExchangeFilterFunction filter) {
		PreparedReactiveRequest sent = new PreparedReactiveRequest(ORDER, HttpMethod.GET);
		ClientRequest request = ClientRequest.create(HttpMethod.GET, ORDER)
			.headers(AdapterBenchmark::setHeaders)
			.build();
		filter.filter(request, (signed) -> signed.writeTo(sent, STRATEGIES).thenReturn(this.response)).block();
		return sent.getHeaders();
	}

	private static void setHeaders(HttpHeaders headers) {
		SHAPE.headers().forEach(headers::set);
	}

}
