package io.github.sigv4.spring.restclient;

import java.net.URI;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.AbstractClientHttpRequestFactoryWrapper;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.spring.ServiceSelector;
import io.github.sigv4.spring.SigV4Attributes;
import io.github.sigv4.spring.SigV4Service;

/**
 * Signs the requests of a {@link RestClient} or {@link RestTemplate} for one service, and
 * streams their bodies, which an interceptor cannot. <pre class="code">
 * RestClient client = RestClient.builder()
 *     .requestFactory(new SigV4ClientHttpRequestFactory(new JdkClientHttpRequestFactory(), service))
 *     .build();
 * </pre>
 * <p>
 * A body that can be written twice, as a file, is written once to hash it and once to
 * send it; any other is held in memory up to the service's {@code max-buffer-size}. With
 * {@code payload: unsigned}, and for a request with an {@code x-amz-content-sha256}, the
 * body streams as it is. An upload of a service with {@code payload: chunked} is read
 * once and held one chunk at a time; it has to have a {@code Content-Length}, or a body
 * that can be written twice, the first time to measure it.
 * <p>
 * It comes last, after all interceptors, and each request that it makes is signed by
 * itself: an interceptor that retries sends a new signature. If the client has any
 * interceptor, Spring holds bodies in memory all the same.
 * <p>
 * A request that the service refuses for the time of its signature, or for expired
 * credentials, is signed and sent once more, the latter with other credentials, if its
 * body was held in memory or can be written twice. The service's
 * {@code retry-on-clock-skew} and {@code retry-on-expired-credentials} switch that off.
 * <p>
 * What cannot be signed is not sent: the request fails with a {@link SigV4Exception}, or
 * a {@link CredentialsException} if there are no credentials. If the service is not
 * {@linkplain SigV4Service#isEnabled() enabled}, requests pass as they are. Thread-safe
 * if the factory that it wraps is.
 * <p>
 * Wrap a request factory that follows no redirects, and do not add a
 * {@link SigV4ClientHttpRequestInterceptor} as well. {@link SigV4Attributes} may change
 * service and credentials of one request; with {@code bufferContent} they do not reach
 * this factory unless the client has an interceptor too.
 */
public final class SigV4ClientHttpRequestFactory extends AbstractClientHttpRequestFactoryWrapper {

	private final ServiceSelector services;

	/**
	 * Create a request factory.
	 * @param requestFactory what makes the requests that are sent
	 * @param service the service that signs
	 */
	public SigV4ClientHttpRequestFactory(ClientHttpRequestFactory requestFactory, SigV4Service service) {
		this(requestFactory, ServiceSelector.of(service));
	}

	/**
	 * Create a request factory.
	 * @param requestFactory what makes the requests that are sent
	 * @param services selects the service that signs
	 */
	public SigV4ClientHttpRequestFactory(ClientHttpRequestFactory requestFactory, ServiceSelector services) {
		super(requestFactory);
		this.services = services;
	}

	@Override
	protected ClientHttpRequest createRequest(URI uri, HttpMethod httpMethod, ClientHttpRequestFactory requestFactory) {
		return new SigningClientHttpRequest(this.services, httpMethod, uri, requestFactory);
	}

	@Override
	public String toString() {
		return "SigV4ClientHttpRequestFactory[" + this.services + "]";
	}

}
