package io.github.sigv4.spring.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.observe.SigV4Meters;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for meters of what is signed.
 */
@AutoConfiguration(after = SigV4AutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ MeterRegistry.class, SigV4Services.class })
public final class SigV4MetricsAutoConfiguration {

	SigV4MetricsAutoConfiguration() {
	}

	/** Needs neither services nor registry to be made, which may need each other. */
	@Bean
	SigV4Meters sigV4Meters(ObjectProvider<SigV4Services> services, ServiceParts parts) {
		return new SigV4Meters(services::getObject, parts.clock());
	}

}
