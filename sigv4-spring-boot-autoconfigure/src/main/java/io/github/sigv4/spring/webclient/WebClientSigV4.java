package io.github.sigv4.spring.webclient;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRequest;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import io.github.sigv4.Refusal;
import io.github.sigv4.spring.NoSuchSigV4ServiceException;
import io.github.sigv4.spring.SigV4Attributes;
import io.github.sigv4.spring.SigV4Services;

/**
 * Interface to sign the requests of a {@link WebClient} of one's own. <pre class="code">
 * WebClient orders = builder.baseUrl(url).apply(sigV4.forService("orders")).build();
 * </pre>
 * <p>
 * Only signing is added, not the service's {@code base-url}, nor a connector that follows
 * no redirects: with one that does, the session token may be sent to another host. The
 * clients that are injected by the service's name have both.
 */
public interface WebClientSigV4 {

	/**
	 * Return a consumer that lets a builder's clients sign their requests.
	 * @param name the service's name under {@code aws.sigv4.services}
	 * @return a consumer to {@linkplain WebClient.Builder#apply apply}
	 * @throws NoSuchSigV4ServiceException if there is no service of that name
	 */
	Consumer<WebClient.Builder> forService(String name);

	/**
	 * Return a consumer that lets a builder's clients sign each request for the service
	 * that it names by {@link SigV4Attributes#service}. One that names none is refused.
	 * @return a consumer to {@linkplain WebClient.Builder#apply apply}
	 */
	Consumer<WebClient.Builder> forServiceOfRequest();

	/**
	 * Return why a service has refused a signed request. <pre class="code">
	 * .onErrorResume(WebClientResponseException.class, (ex) -&gt; {
	 *     Refusal refusal = WebClientSigV4.refusal(ex);
	 *     ...
	 * })
	 * </pre>
	 * @param ex an exception that the client has signalled; not one that was serialized,
	 * or made by the application
	 * @return the refusal, or {@code null} if it was not refused, or not signed
	 */
	static @Nullable Refusal refusal(WebClientResponseException ex) {
		HttpRequest request = ex.getRequest();
		return (request != null && request.getAttributes().get(SigV4Attributes.REFUSAL) instanceof Refusal refusal)
				? refusal : null;
	}

	/**
	 * Return an implementation that knows the given services.
	 * @param services the services
	 * @return the implementation
	 */
	static WebClientSigV4 of(SigV4Services services) {
		return new DefaultWebClientSigV4(services);
	}

}
