package io.github.sigv4.spring.httpclient;

import java.util.function.Consumer;

import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

import io.github.sigv4.spring.ServiceSelector;
import io.github.sigv4.spring.SigV4Services;

/**
 * Looks the service up when it is asked for, so that a wrong name fails early.
 * <p>
 * What may take its time is done in the chain, where no connection is held yet: after
 * redirects and retries, before all that the protocol demands. The signature is made by
 * the last interceptor, which sees the headers that HttpClient adds on the way.
 *
 * @param services the services
 */
record DefaultHttpClientSigV4(SigV4Services services) implements HttpClientSigV4 {

	private static final String NAME = "sigv4";

	@Override
	public Consumer<HttpClientBuilder> forService(String name) {
		ServiceSelector selector = ServiceSelector.of(this.services, name);
		return (builder) -> builder
			.addExecInterceptorBefore(ChainElement.PROTOCOL.name(), NAME, new SigningExecChainHandler(selector))
			.addRequestInterceptorLast(new SigningRequestInterceptor());
	}

	@Override
	public Consumer<HttpAsyncClientBuilder> forAsyncService(String name) {
		ServiceSelector selector = ServiceSelector.of(this.services, name);
		return (builder) -> builder
			.addExecInterceptorBefore(ChainElement.PROTOCOL.name(), NAME, new SigningAsyncExecChainHandler(selector))
			.addRequestInterceptorLast(new SigningRequestInterceptor());
	}

}
