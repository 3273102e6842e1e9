package io.github.sigv4.spring.httpclient;

import java.util.function.Consumer;

import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

import io.github.sigv4.Refusal;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.spring.NoSuchSigV4ServiceException;
import io.github.sigv4.spring.SigV4Attributes;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;

/**
 * Interface to sign the requests of Apache HttpClient 5, classic and async, and of what
 * is built on it. <pre class="code">
 * HttpClientBuilder builder = HttpClientBuilder.create().disableRedirectHandling();
 * sigV4.forService("orders").accept(builder);
 * CloseableHttpClient orders = builder.build();
 * </pre>
 * <p>
 * A request is signed when HttpClient and the interceptors that were added before have
 * set its headers, each attempt of a retry anew. Method, path, query and {@code Host} are
 * signed as they are sent, and all values of a repeated header. Apply it last, and once
 * for each builder.
 * <p>
 * A repeatable entity is read once to hash it, and once to send it, unless it is small;
 * any other is held in memory up to the service's {@code max-buffer-size}. With
 * {@code payload: unsigned}, and for a request with an {@code x-amz-content-sha256}, it
 * streams as it is. An upload of a service with {@code payload: chunked} is read once and
 * held one chunk at a time; its length has to be known, or the entity repeatable. The
 * async client reads entities to hash them, and asks for credentials, on threads of its
 * own, before it takes a connection.
 * <p>
 * A request that the service refuses for the time of its signature, or for expired
 * credentials, is signed and sent once more, the latter with other credentials, if its
 * entity is repeatable or was held in memory. The service's {@code retry-on-clock-skew}
 * and {@code retry-on-expired-credentials} switch that off.
 * <p>
 * What cannot be signed is not sent: the request fails with a {@link SigV4Exception}, or
 * a {@link CredentialsException} if there are no credentials; thrown by the classic
 * client, in the future of the async one. So does one that a redirect sends to a host
 * that is not the service's; to one that is, it is signed anew. If the service is not
 * {@linkplain SigV4Service#isEnabled() enabled}, requests pass as they are.
 * <p>
 * Attributes of the request's {@link HttpContext} by the names of {@link SigV4Attributes}
 * change service and credentials of one request. A context is of one request at a time.
 */
public interface HttpClientSigV4 {

	/**
	 * Return a consumer that lets a builder's clients sign their requests.
	 * @param name the service's name under {@code aws.sigv4.services}
	 * @return a consumer to call with the builder
	 * @throws NoSuchSigV4ServiceException if there is no service of that name
	 */
	Consumer<HttpClientBuilder> forService(String name);

	/**
	 * Return a consumer that lets a builder's async clients sign their requests.
	 * @param name the service's name under {@code aws.sigv4.services}
	 * @return a consumer to call with the builder
	 * @throws NoSuchSigV4ServiceException if there is no service of that name
	 */
	Consumer<HttpAsyncClientBuilder> forAsyncService(String name);

	/**
	 * Return why a service has refused a signed request. <pre class="code">
	 * HttpClientContext context = HttpClientContext.create();
	 * String order = orders.execute(request, context, handler);
	 * Refusal refusal = HttpClientSigV4.refusal(context);
	 * </pre>
	 * @param context the context that the request was executed with
	 * @return the refusal, or {@code null} if it was not refused, or not signed
	 */
	static @Nullable Refusal refusal(HttpContext context) {
		return (context.getAttribute(SigV4Attributes.REFUSAL) instanceof Refusal refusal) ? refusal : null;
	}

	/**
	 * Return an implementation that knows the given services.
	 * @param services the services
	 * @return the implementation
	 */
	static HttpClientSigV4 of(SigV4Services services) {
		return new DefaultHttpClientSigV4(services);
	}

}
