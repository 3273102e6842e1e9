package io.github.sigv4.spring.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.restclient.RestClientSigV4;
import io.github.sigv4.spring.restclient.SigV4ClientHttpRequestInterceptor;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for a signed {@link RestClient} and
 * {@link RestTemplate} per service.
 */
@AutoConfiguration(after = SigV4AutoConfiguration.class,
		afterName = { "org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration",
				"org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration" })
@ConditionalOnClass(RestClient.class)
public final class SigV4RestClientAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RestClientSigV4 restClientSigV4(SigV4Services services) {
		return RestClientSigV4.of(services);
	}

	@Bean
	static ServiceBeans sigV4ClientHttpRequestInterceptorBeans() {
		return new ServiceBeans().with(ClientHttpRequestInterceptor.class,
				(beans, name) -> new SigV4ClientHttpRequestInterceptor(beans.getBean(SigV4Services.class).get(name)));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ RestClientCustomizer.class, ClientHttpRequestFactoryBuilder.class })
	static class RestClientConfiguration {

		@Bean
		SignedRestClients sigV4RestClients(SigV4Services services, RestClientSigV4 signing,
				ObjectProvider<RestClient.Builder> builder, ObjectProvider<RestClientCustomizer> customizers,
				ObjectProvider<ClientHttpRequestFactoryBuilder<?>> requestFactoryBuilder,
				ObjectProvider<HttpClientSettings> settings) {
			return new SignedRestClients(services, signing, builder, customizers, requestFactoryBuilder, settings);
		}

		@Bean
		static ServiceBeans sigV4RestClientBeans() {
			return new ServiceBeans().with(RestClient.class,
					(beans, name) -> beans.getBean(SignedRestClients.class).create(name));
		}

	}

	/** Apart from the rest, since Spring is going to remove the type. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ RestTemplate.class, RestTemplateBuilder.class, ClientHttpRequestFactoryBuilder.class })
	static class RestTemplateConfiguration {

		@Bean
		SignedRestTemplates sigV4RestTemplates(SigV4Services services, RestClientSigV4 signing,
				ObjectProvider<RestTemplateBuilder> builder, ObjectProvider<RestTemplateCustomizer> customizers,
				ObjectProvider<HttpClientSettings> settings) {
			return new SignedRestTemplates(services, signing, builder, customizers, settings);
		}

		@Bean
		static ServiceBeans sigV4RestTemplateBeans() {
			return new ServiceBeans().with(RestTemplate.class,
					(beans, name) -> beans.getBean(SignedRestTemplates.class).create(name));
		}

	}

}
