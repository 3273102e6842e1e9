package io.github.sigv4.spring.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer;

import io.github.sigv4.spring.ServiceSelector;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.webclient.SigV4ExchangeFilterFunction;
import io.github.sigv4.spring.webclient.WebClientSigV4;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for a signed {@link WebClient} per
 * service.
 */
@AutoConfiguration(after = SigV4AutoConfiguration.class,
		afterName = "org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration")
@ConditionalOnClass(WebClient.class)
@ConditionalOnBean(SigV4Services.class)
public final class SigV4WebClientAutoConfiguration {

	SigV4WebClientAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	WebClientSigV4 webClientSigV4(SigV4Services services) {
		return WebClientSigV4.of(services);
	}

	@Bean
	static ServiceBeans sigV4ExchangeFilterFunctionBeans() {
		return new ServiceBeans().with(ExchangeFilterFunction.class, (beans,
				name) -> new SigV4ExchangeFilterFunction(ServiceSelector.of(beans.getBean(SigV4Services.class), name)));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ WebClientCustomizer.class, ClientHttpConnectorBuilder.class })
	static class WebClientConfiguration {

		@Bean
		SignedWebClients sigV4WebClients(SigV4Services services, ObjectProvider<WebClient.Builder> builder,
				ObjectProvider<WebClientCustomizer> customizers,
				ObjectProvider<ClientHttpConnectorBuilder<?>> connectorBuilder,
				ObjectProvider<HttpClientSettings> settings, OwnedResources resources) {
			return new SignedWebClients(services, builder, customizers, connectorBuilder, settings, resources);
		}

		@Bean
		static ServiceBeans sigV4WebClientBeans() {
			return new ServiceBeans().with(WebClient.class,
					(beans, name) -> beans.getBean(SignedWebClients.class).create(name));
		}

	}

	/** Of the name of a service; they are signed by it. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ WebClientCustomizer.class, ClientHttpConnectorBuilder.class,
			WebClientHttpServiceGroupConfigurer.class })
	static class GroupsConfiguration {

		private final ServiceGroups groups;

		GroupsConfiguration(SigV4Services services, Environment environment, ObjectProvider<SslBundles> sslBundles,
				ObjectProvider<HttpClientSettings> settings) {
			this.groups = new ServiceGroups(services, environment, sslBundles.getIfAvailable(),
					settings.getIfAvailable());
		}

		@Bean
		WebClientHttpServiceGroupConfigurer sigV4WebClientGroupsBaseUrls() {
			return new WebClientGroups(ServiceGroups.BEFORE_PROPERTIES,
					(groups) -> this.groups.setBaseUrls(groups, WebClient.Builder::baseUrl));
		}

		@Bean
		WebClientHttpServiceGroupConfigurer sigV4WebClientGroups(SignedWebClients clients) {
			return new WebClientGroups(ServiceGroups.AFTER_CUSTOMIZERS,
					(groups) -> this.groups.sign(groups, clients::sign));
		}

	}

}
