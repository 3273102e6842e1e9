package io.github.sigv4.spring.autoconfigure;

import java.net.URI;

import org.apache.hc.core5.http.HttpHost;
import org.opensearch.client.json.JsonpMapper;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.httpclient.HttpClientSigV4;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for a client of OpenSearch that
 * signs its requests for the service that a property names.
 */
@AutoConfiguration(after = SigV4HttpClientAutoConfiguration.class,
		beforeName = "org.opensearch.spring.boot.autoconfigure.OpenSearchClientAutoConfiguration")
@ConditionalOnClass({ OpenSearchClient.class, ApacheHttpClient5TransportBuilder.class, HttpHost.class })
@ConditionalOnProperty(SigV4OpenSearchAutoConfiguration.PROPERTY)
public final class SigV4OpenSearchAutoConfiguration {

	static final String PROPERTY = SigV4Properties.PREFIX + ".opensearch.service";

	SigV4OpenSearchAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean({ OpenSearchTransport.class, OpenSearchClient.class })
	OpenSearchTransport sigV4OpenSearchTransport(SigV4Properties properties, SigV4Services services,
			ObjectProvider<HttpClientSigV4> httpClient, ObjectProvider<JsonpMapper> mapper) {
		SearchSigning signing = SearchSigning.of(PROPERTY, properties.opensearch().service(), services, httpClient);
		URI url = signing.baseUrl("");
		ApacheHttpClient5TransportBuilder builder = ApacheHttpClient5TransportBuilder
			.builder(new HttpHost(url.getScheme(), url.getHost(), url.getPort()))
			.setHttpClientConfigCallback((httpClientBuilder) -> {
				signing.accept(httpClientBuilder);
				return httpClientBuilder;
			});
		if (url.getRawPath().length() > 1) {
			builder.setPathPrefix(url.getRawPath());
		}
		mapper.ifAvailable(builder::setMapper);
		return builder.build();
	}

	@Bean
	@ConditionalOnMissingBean
	OpenSearchClient sigV4OpenSearchClient(OpenSearchTransport transport) {
		return new OpenSearchClient(transport);
	}

}
