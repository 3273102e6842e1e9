package io.github.sigv4.spring.autoconfigure;

import java.net.URI;
import java.util.function.Consumer;

import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.spring.NoSuchSigV4ServiceException;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.httpclient.HttpClientSigV4;

/**
 * How the requests of a search engine's client are signed: for a service that a property
 * names, by Apache HttpClient 5.
 */
final class SearchSigning {

	private final String property;

	private final SigV4Service service;

	private final Consumer<HttpAsyncClientBuilder> signing;

	private SearchSigning(String property, SigV4Service service, Consumer<HttpAsyncClientBuilder> signing) {
		this.property = property;
		this.service = service;
		this.signing = signing;
	}

	/**
	 * Look up how requests are signed.
	 * @param property the property that names the service
	 * @param name the name that it gives
	 * @param services all services
	 * @param httpClient signs by HttpClient, if all is there that it needs
	 * @return how requests are signed
	 * @throws InvalidSigV4PropertyException if there is no such service
	 */
	static SearchSigning of(String property, @Nullable String name, SigV4Services services,
			ObjectProvider<HttpClientSigV4> httpClient) {
		String service = String.valueOf(name);
		HttpClientSigV4 sigV4 = httpClient.getIfAvailable();
		if (sigV4 == null) {
			throw new InvalidSigV4PropertyException(property, service,
					"Signing for Apache HttpClient 5 is not auto-configured: it needs httpclient5 and spring-web on the "
							+ "class path, and its auto-configuration not to be excluded.",
					"Add sigv4-spring-boot-starter, or org.springframework:spring-web, to the dependencies.");
		}
		try {
			return new SearchSigning(property, services.get(service), sigV4.forAsyncService(service));
		}
		catch (NoSuchSigV4ServiceException ex) {
			throw new InvalidSigV4PropertyException(property, service,
					"There is no such SigV4 service. " + NoSuchSigV4ServiceFailureAnalyzer.configured(services.names()),
					NoSuchSigV4ServiceFailureAnalyzer.action(service, services.names()));
		}
	}

	/** Return whether requests are signed at all. */
	boolean isEnabled() {
		return this.service.isEnabled();
	}

	/**
	 * Return the URL of the engine.
	 * @param otherwise what to set in place of the service's URL
	 * @return the service's URL
	 * @throws InvalidSigV4PropertyException if it has none
	 */
	URI baseUrl(String otherwise) {
		URI baseUrl = this.service.baseUrl();
		if (baseUrl == null) {
			throw new InvalidSigV4PropertyException(this.property, this.service.name(),
					"The service has no base-url, so that it is not known where the client's requests go.",
					"Set " + ServiceNames.property(this.service.name(), "base-url") + otherwise + ".");
		}
		return baseUrl;
	}

	/**
	 * Check that requests may be signed for a URL.
	 * @param url where requests go
	 * @param origin the property that says so
	 * @throws InvalidSigV4PropertyException if it is not one of the service
	 */
	void check(URI url, String origin) {
		if (!isEnabled()) {
			return;
		}
		try {
			this.service.wireUri(url);
		}
		catch (SigV4Exception ex) {
			throw new InvalidSigV4PropertyException(origin, url.toString(), String.valueOf(ex.getMessage()),
					"Set it to a host of the service, or leave it out to use its base-url.");
		}
	}

	/** Let a builder's clients sign; like all that we build, they follow no redirects. */
	void accept(HttpAsyncClientBuilder builder) {
		builder.disableRedirectHandling();
		this.signing.accept(builder);
	}

}
