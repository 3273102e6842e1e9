package io.github.sigv4.spring.autoconfigure;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Presigner;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the services of
 * {@code aws.sigv4.services}, without any HTTP client.
 * <p>
 * An application's own {@link SigV4Services} bean goes before the properties; clients can
 * still be injected by the names that the properties list.
 */
@AutoConfiguration
@EnableConfigurationProperties(SigV4Properties.class)
public final class SigV4AutoConfiguration {

	/** Not lazy, so that a wrong property always stops the start. */
	@Bean
	@Lazy(false)
	@ConditionalOnMissingBean
	SigV4Services sigV4Services(SigV4Properties properties, Environment environment, ObjectProvider<Clock> clock,
			ObjectProvider<SigV4CredentialsProvider> credentialsProviders) {
		new PropertyNames(environment).check();
		return new SigV4PropertiesMapper(properties, new RegionLookup(properties, environment),
				new CredentialsLookup(properties, credentialsProviders), clock.getIfUnique(Clock::systemUTC))
			.asServices();
	}

	@Bean
	static ServiceBeans sigV4PresignerBeans() {
		return new ServiceBeans().with(SigV4Presigner.class, (beans, name) -> {
			SigV4Service service = beans.getBean(SigV4Services.class).get(name);
			return new SigV4Presigner(service);
		});
	}

}
