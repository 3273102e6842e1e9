package io.github.sigv4.spring.autoconfigure;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.elasticsearch.autoconfigure.ElasticsearchConnectionDetails;
import org.springframework.boot.elasticsearch.autoconfigure.Rest5ClientBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.httpclient.HttpClientSigV4;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that lets Boot's client of
 * Elasticsearch sign its requests for the service that a property names.
 */
@AutoConfiguration(after = SigV4HttpClientAutoConfiguration.class)
@ConditionalOnClass({ Rest5ClientBuilderCustomizer.class, Rest5Client.class })
@ConditionalOnProperty(SigV4ElasticsearchAutoConfiguration.PROPERTY)
public final class SigV4ElasticsearchAutoConfiguration {

	static final String PROPERTY = SigV4Properties.PREFIX + ".elasticsearch.service";

	SigV4ElasticsearchAutoConfiguration() {
	}

	@Bean
	Rest5ClientBuilderCustomizer sigV4Rest5ClientBuilderCustomizer(SigV4Properties properties, SigV4Services services,
			ObjectProvider<HttpClientSigV4> httpClient, ObjectProvider<ElasticsearchConnectionDetails> connection,
			Environment environment) {
		SearchSigning signing = SearchSigning.of(PROPERTY, properties.elasticsearch().service(), services, httpClient);
		return new SignedElasticsearch(signing, connection.getIfAvailable(), environment);
	}

	/** The URL of the service, if the application gives none. */
	@Bean
	static ElasticsearchUrl sigV4ElasticsearchUrl(ObjectProvider<SigV4Properties> properties,
			ObjectProvider<SigV4Services> services, ObjectProvider<HttpClientSigV4> httpClient,
			Environment environment) {
		return new ElasticsearchUrl(() -> SearchSigning.of(PROPERTY, properties.getObject().elasticsearch().service(),
				services.getObject(), httpClient), environment);
	}

}
