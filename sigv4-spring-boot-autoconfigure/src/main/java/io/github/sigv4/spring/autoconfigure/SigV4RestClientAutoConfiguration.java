package io.github.sigv4.spring.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.restclient.autoconfigure.RestTemplateBuilderConfigurer;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;

import io.github.sigv4.spring.ServiceSelector;
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
@ConditionalOnBean(SigV4Services.class)
public final class SigV4RestClientAutoConfiguration {

	SigV4RestClientAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	RestClientSigV4 restClientSigV4(SigV4Services services) {
		return RestClientSigV4.of(services);
	}

	@Bean
	static ServiceBeans sigV4ClientHttpRequestInterceptorBeans() {
		return new ServiceBeans().with(ClientHttpRequestInterceptor.class,
				(beans, name) -> new SigV4ClientHttpRequestInterceptor(
						ServiceSelector.of(beans.getBean(SigV4Services.class), name)));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ RestClientCustomizer.class, ClientHttpRequestFactoryBuilder.class })
	@ImportRuntimeHints(RestClientRuntimeHints.class)
	static class RestClientConfiguration {

		@Bean
		SignedRestClients sigV4RestClients(SigV4Services services, ObjectProvider<RestClient.Builder> builder,
				ObjectProvider<RestClientCustomizer> customizers,
				ObjectProvider<ClientHttpRequestFactoryBuilder<?>> requestFactoryBuilder,
				ObjectProvider<HttpClientSettings> settings, OwnedResources resources) {
			return new SignedRestClients(services, builder, customizers, requestFactoryBuilder, settings, resources);
		}

		@Bean
		static ServiceBeans sigV4RestClientBeans() {
			return new ServiceBeans().with(RestClient.class,
					(beans, name) -> beans.getBean(SignedRestClients.class).create(name));
		}

	}

	/** Of the name of a service; they are signed by it. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ RestClientCustomizer.class, ClientHttpRequestFactoryBuilder.class,
			RestClientHttpServiceGroupConfigurer.class })
	static class GroupsConfiguration {

		private final ServiceGroups groups;

		GroupsConfiguration(SigV4Services services, Environment environment, ObjectProvider<SslBundles> sslBundles,
				ObjectProvider<HttpClientSettings> settings) {
			this.groups = new ServiceGroups(services, environment, sslBundles.getIfAvailable(),
					settings.getIfAvailable());
		}

		@Bean
		RestClientHttpServiceGroupConfigurer sigV4RestClientGroupsBaseUrls() {
			return new RestClientGroups(ServiceGroups.BEFORE_PROPERTIES,
					(groups) -> this.groups.setBaseUrls(groups, RestClient.Builder::baseUrl));
		}

		@Bean
		RestClientHttpServiceGroupConfigurer sigV4RestClientGroups(SignedRestClients clients) {
			return new RestClientGroups(ServiceGroups.AFTER_CUSTOMIZERS,
					(groups) -> this.groups.sign(groups, clients::sign));
		}

	}

	/** Apart from the rest, since Spring is going to remove the type. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ RestTemplate.class, RestTemplateBuilder.class, ClientHttpRequestFactoryBuilder.class })
	static class RestTemplateConfiguration {

		@Bean
		SignedRestTemplates sigV4RestTemplates(SigV4Services services, ObjectProvider<RestTemplateBuilder> builder,
				ObjectProvider<RestTemplateBuilderConfigurer> configurer,
				ObjectProvider<RestTemplateCustomizer> customizers, ObjectProvider<HttpClientSettings> settings,
				OwnedResources resources) {
			return new SignedRestTemplates(services, builder, configurer, customizers, settings, resources);
		}

		@Bean
		static ServiceBeans sigV4RestTemplateBeans() {
			return new ServiceBeans().with(RestTemplate.class,
					(beans, name) -> beans.getBean(SignedRestTemplates.class).create(name));
		}

	}

}
