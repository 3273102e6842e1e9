package io.github.sigv4.it.search;

import org.apache.hc.core5.http.HttpHost;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.httpclient.HttpClientSigV4;

/**
 * A transport of the application's own, which compresses.
 */
@Configuration(proxyBeanMethods = false)
class OwnTransport {

	@Bean
	OpenSearchTransport openSearchTransport(HttpClientSigV4 httpClientSigV4, SigV4Services services) {
		return transport(HttpHost.create(services.get("search").baseUrl()), httpClientSigV4);
	}

	static OpenSearchTransport transport(HttpHost host, HttpClientSigV4 httpClientSigV4) {
		return ApacheHttpClient5TransportBuilder.builder(host)
			.setCompressionEnabled(true)
			.setHttpClientConfigCallback((builder) -> {
				httpClientSigV4.forAsyncService("search").accept(builder);
				return builder;
			})
			.build();
	}

}
