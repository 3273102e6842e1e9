package io.github.sigv4.spring.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.actuate.SigV4HealthIndicator;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the health of credentials.
 */
@AutoConfiguration(after = SigV4AutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnEnabledHealthIndicator("sigv4")
public final class SigV4HealthContributorAutoConfiguration {

	SigV4HealthContributorAutoConfiguration() {
	}

	@Bean
	@ConditionalOnBean(SigV4Services.class)
	@ConditionalOnMissingBean(name = { "sigv4HealthIndicator", "sigv4HealthContributor" })
	SigV4HealthIndicator sigv4HealthIndicator(SigV4Services services, ServiceParts parts) {
		return new SigV4HealthIndicator(services, parts.clock());
	}

}
