package io.github.sigv4.spring.restclient;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.client.RestTemplate;

import io.github.sigv4.Refusal;
import io.github.sigv4.spring.NoSuchSigV4ServiceException;
import io.github.sigv4.spring.SigV4Attributes;
import io.github.sigv4.spring.SigV4Services;

/**
 * Interface to sign the requests of a {@link RestClient} or {@link RestTemplate} of one's
 * own. <pre class="code">
 * RestClient orders = builder.baseUrl(url).apply(sigV4.forService("orders")).build();
 * </pre>
 * <p>
 * Only signing is added, not the service's {@code base-url}, nor a request factory that
 * follows no redirects: with one that does, the session token may be sent to another
 * host. The clients that are injected by the service's name have both. Interceptors that
 * change a request have to be added before.
 */
public interface RestClientSigV4 {

	/**
	 * Return a consumer that lets a builder's clients sign their requests.
	 * @param name the service's name under {@code aws.sigv4.services}
	 * @return a consumer to {@linkplain RestClient.Builder#apply apply}
	 * @throws NoSuchSigV4ServiceException if there is no service of that name
	 */
	Consumer<RestClient.Builder> forService(String name);

	/**
	 * Return a consumer that lets a builder's clients sign each request for the service
	 * that it names by {@link SigV4Attributes#service}. One that names none is refused.
	 * @return a consumer to {@linkplain RestClient.Builder#apply apply}
	 */
	Consumer<RestClient.Builder> forServiceOfRequest();

	/**
	 * Return a consumer that lets a {@link RestTemplate} sign its requests.
	 * @param name the service's name under {@code aws.sigv4.services}
	 * @return a consumer to call with the template
	 * @throws NoSuchSigV4ServiceException if there is no service of that name
	 */
	Consumer<RestTemplate> forRestTemplate(String name);

	/**
	 * Return why a service has refused a signed request, for a handler of
	 * {@code onStatus} or of a {@link RestTemplate}. <pre class="code">
	 * .onStatus(HttpStatusCode::is4xxClientError, (request, response) -&gt; {
	 *     Refusal refusal = RestClientSigV4.refusal(response);
	 *     ...
	 * })
	 * </pre>
	 * @param response the answer to the request
	 * @return the refusal, or {@code null} if it was not refused, or not signed
	 */
	static @Nullable Refusal refusal(ClientHttpResponse response) {
		return RefusalQuestion.ask(response);
	}

	/**
	 * Return why a service has refused a signed request. <pre class="code">
	 * catch (HttpClientErrorException ex) {
	 *     Refusal refusal = RestClientSigV4.refusal(ex);
	 *     ...
	 * }
	 * </pre>
	 * @param ex an exception that the client has thrown; not one that was serialized, or
	 * made by the application
	 * @return the refusal, or {@code null} if it was not refused, or not signed
	 */
	static @Nullable Refusal refusal(RestClientResponseException ex) {
		return RefusalQuestion.ask(ex);
	}

	/**
	 * Return an implementation that knows the given services.
	 * @param services the services
	 * @return the implementation
	 */
	static RestClientSigV4 of(SigV4Services services) {
		return new DefaultRestClientSigV4(services);
	}

}
