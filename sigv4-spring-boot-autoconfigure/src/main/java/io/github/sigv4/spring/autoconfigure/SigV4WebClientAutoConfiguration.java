package io.github.sigv4.spring.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

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
public final class SigV4WebClientAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	WebClientSigV4 webClientSigV4(SigV4Services services) {
		return WebClientSigV4.of(services);
	}

	@Bean
	static ServiceBeans sigV4ExchangeFilterFunctionBeans() {
		return new ServiceBeans().with(ExchangeFilterFunction.class,
				(beans, name) -> new SigV4ExchangeFilterFunction(beans.getBean(SigV4Services.class).get(name)));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ WebClientCustomizer.class, ClientHttpConnectorBuilder.class })
	static class WebClientConfiguration {

		@Bean
		SignedWebClients sigV4WebClients(SigV4Services services, WebClientSigV4 signing,
				ObjectProvider<WebClient.Builder> builder, ObjectProvider<WebClientCustomizer> customizers,
				ObjectProvider<ClientHttpConnectorBuilder<?>> connectorBuilder,
				ObjectProvider<HttpClientSettings> settings) {
			return new SignedWebClients(services, signing, builder, customizers, connectorBuilder, settings);
		}

		@Bean
		static ServiceBeans sigV4WebClientBeans() {
			return new ServiceBeans().with(WebClient.class,
					(beans, name) -> beans.getBean(SignedWebClients.class).create(name));
		}

	}

}
