package io.github.sigv4.spring.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.actuate.SigV4Endpoint;
import io.github.sigv4.spring.actuate.SigV4SanitizingFunction;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the endpoint {@code sigv4}, and
 * for what other endpoints must not show.
 */
@AutoConfiguration(after = SigV4AutoConfiguration.class)
@ConditionalOnClass({ SanitizingFunction.class, ConditionalOnAvailableEndpoint.class })
public final class SigV4EndpointAutoConfiguration {

	SigV4EndpointAutoConfiguration() {
	}

	@Bean
	SigV4SanitizingFunction sigV4SanitizingFunction(ObjectProvider<SigV4Properties> properties,
			Environment environment) {
		return new SigV4SanitizingFunction(new KnownSecrets(properties, environment));
	}

	@Bean
	@ConditionalOnBean(SigV4Services.class)
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint
	SigV4Endpoint sigV4Endpoint(SigV4Services services) {
		return new SigV4Endpoint(services);
	}

}
