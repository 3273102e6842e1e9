package io.github.sigv4.spring.restclient;

import java.io.IOException;

import org.springframework.core.Ordered;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.FastByteArrayOutputStream;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import io.github.sigv4.ChunkedEncoder;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.WireUri;
import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.ChunkedOutputStream;
import io.github.sigv4.spring.HttpHeadersSigning;
import io.github.sigv4.spring.ServiceSelector;
import io.github.sigv4.spring.SigV4Attributes;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigningAttempt;

/**
 * Signs the requests of a {@link RestClient} or {@link RestTemplate} for one service.
 * <pre class="code">
 * RestClient client = RestClient.builder()
 *     .requestInterceptor(new SigV4ClientHttpRequestInterceptor(service))
 *     .build();
 * </pre>
 * <p>
 * It has to be the last interceptor, since it signs what it sees. Only
 * {@link RestTemplate#setInterceptors} sorts by order; elsewhere add it last. Spring
 * holds the body in memory for every interceptor: a {@link SigV4ClientHttpRequestFactory}
 * streams. Each attempt of a retry by an interceptor before this one is signed anew.
 * <p>
 * A request that the service refuses for the time of its signature, or for expired
 * credentials, is signed and sent once more, the latter with other credentials. The
 * service's {@code retry-on-clock-skew} and {@code retry-on-expired-credentials} switch
 * that off.
 * <p>
 * What cannot be signed is not sent: the request fails with a {@link SigV4Exception}, or
 * a {@link CredentialsException} if there are no credentials. If the service is not
 * {@linkplain SigV4Service#isEnabled() enabled}, requests pass as they are.
 * <p>
 * Use it with a request factory that follows no redirects. {@link SigV4Attributes} may
 * change service and credentials of one request.
 */
public final class SigV4ClientHttpRequestInterceptor implements ClientHttpRequestInterceptor, Ordered {

	/** Some virtual machines have a few words of their own in an array. */
	private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

	private final ServiceSelector services;

	/**
	 * Create an interceptor.
	 * @param service the service that signs
	 */
	public SigV4ClientHttpRequestInterceptor(SigV4Service service) {
		this(ServiceSelector.of(service));
	}

	/**
	 * Create an interceptor.
	 * @param services selects the service that signs
	 */
	public SigV4ClientHttpRequestInterceptor(ServiceSelector services) {
		this.services = services;
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		SigV4Service service = this.services.select(request.getAttributes());
		if (!service.isEnabled()) {
			return execution.execute(request, body);
		}
		WireUri wireUri = service.wireUri(request.getURI());
		return new SignedExecution(service, wireUri.uri(), request.getAttributes()) {

			@Override
			protected ClientHttpResponse send(SigV4Credentials credentials, SigningAttempt attempt) throws IOException {
				// A copy: the caller's request stays as it was, for another attempt
				WireHttpRequest signed = new WireHttpRequest(request, wireUri);
				return execution.execute(signed, sign(service, signed, body, credentials, attempt));
			}

			@Override
			protected boolean isRepeatable() {
				return true;
			}

		}.execute();
	}

	/** Returns the body to send. */
	private static byte[] sign(SigV4Service service, WireHttpRequest request, byte[] body, SigV4Credentials credentials,
			SigningAttempt attempt) throws IOException {
		HttpHeadersSigning signing = new HttpHeadersSigning(service, request.getMethod(), request.getURI(),
				request.wireUri(), request.getHeaders(), request.getAttributes())
			.forAttempt(attempt);
		HttpHeadersSigning.Body form = signing.body();
		if (form == HttpHeadersSigning.Body.CHUNKED && body.length > 0) {
			return encoded(service, body, signing.signChunked(body.length, credentials).get(),
					request.getHeaders().getContentLength());
		}
		if (form == HttpHeadersSigning.Body.AS_IS) {
			signing.sign(null, credentials);
		}
		else {
			signing.signHashed(body, credentials);
		}
		return body;
	}

	private static byte[] encoded(SigV4Service service, byte[] body, ChunkedEncoder encoder, long length)
			throws IOException {
		if (length > MAX_ARRAY) {
			throw service.failure("The body does not fit into memory when it is encoded. Sign in the request "
					+ "factory of the client, which streams: SigV4ClientHttpRequestFactory.", null);
		}
		FastByteArrayOutputStream encoded = new FastByteArrayOutputStream((int) length);
		ChunkedOutputStream chunked = new ChunkedOutputStream(encoder, encoded, service);
		chunked.write(body);
		chunked.finish();
		return encoded.toByteArrayUnsafe();
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
