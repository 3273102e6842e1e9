package io.github.sigv4.spring;

import java.util.Map;
import java.util.function.Consumer;

import io.github.sigv4.Refusal;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

/**
 * Attributes of a request that say how this one is signed, the same for
 * {@code WebClient}, {@code RestClient} and {@code RestTemplate}. <pre class="code">
 * import static io.github.sigv4.spring.SigV4Attributes.credentials;
 *
 * String order = orders.get()
 *     .uri("/orders/{id}", id)
 *     .attributes(credentials(tenant.credentials()))
 *     .retrieve()
 *     .body(String.class);
 * </pre>
 * <p>
 * A method of an {@code @HttpExchange} interface takes them as
 * {@code @RequestAttribute(SigV4Attributes.CREDENTIALS) SigV4Credentials credentials}.
 * What an attribute names is never left out silently: one that cannot be used fails the
 * request.
 */
public final class SigV4Attributes {

	/**
	 * Name of the attribute with the name of the service, a {@link String}.
	 */
	public static final String SERVICE = "io.github.sigv4.spring.service";

	/**
	 * Name of the attribute with the credentials, a {@link SigV4Credentials} or a
	 * {@link SigV4CredentialsProvider}.
	 */
	public static final String CREDENTIALS = "io.github.sigv4.spring.credentials";

	/**
	 * Name of the attribute that the request has after the service has refused it: the
	 * {@link Refusal}, which says why. A handler of {@code RestClient.onStatus} finds it
	 * in the request, unless the client signs by its request factory and has interceptors
	 * as well, and one of {@code WebClient} in the request of the answer.
	 * <pre class="code">
	 * .onStatus(HttpStatusCode::is4xxClientError, (request, response) -&gt; {
	 *     if (request.getAttributes().get(SigV4Attributes.REFUSAL) instanceof Refusal refusal) {
	 *         throw new OrdersUnavailable(refusal.explanation());
	 *     }
	 * })
	 * </pre>
	 */
	public static final String REFUSAL = "io.github.sigv4.spring.refusal";

	private SigV4Attributes() {
	}

	/**
	 * Sign the request for a service, in place of the one that the client is for. The
	 * request has to go to a host of that service.
	 * @param name the service's name under {@code aws.sigv4.services}
	 * @return a consumer to call with the attributes of a request
	 */
	public static Consumer<Map<String, Object>> service(String name) {
		return (attributes) -> attributes.put(SERVICE, name);
	}

	/**
	 * Sign the request with these credentials, as those of a tenant.
	 * @param credentials the credentials
	 * @return a consumer to call with the attributes of a request
	 */
	public static Consumer<Map<String, Object>> credentials(SigV4Credentials credentials) {
		return (attributes) -> attributes.put(CREDENTIALS, credentials);
	}

	/**
	 * Sign the request with the credentials that a provider has when it is sent, at each
	 * attempt. A {@code WebClient} asks it on a thread that may be blocked.
	 * @param credentials where the credentials come from
	 * @return a consumer to call with the attributes of a request
	 */
	public static Consumer<Map<String, Object>> credentials(SigV4CredentialsProvider credentials) {
		return (attributes) -> attributes.put(CREDENTIALS, credentials);
	}

}
