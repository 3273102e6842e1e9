package io.github.sigv4.spring.autoconfigure;

import java.time.Clock;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

import io.github.sigv4.SigV4Signer;
import io.github.sigv4.awssdk.AwsCredentialsChain;
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

	SigV4AutoConfiguration() {
	}

	/** Not lazy, so that a wrong property always stops the start. */
	@Bean
	@Lazy(false)
	@ConditionalOnMissingBean
	SigV4Services sigV4Services(SigV4Properties properties, Environment environment, ServiceParts parts,
			ObjectProvider<SigV4CredentialsProvider> credentialsProviders, AwsSources sources,
			ObjectProvider<SourceObserver> observers, Listeners listeners) {
		new PropertyNames(environment).check();
		RegionLookup regions = new RegionLookup(properties, environment, sources);
		RoleValues roles = new RoleValues(environment.getProperty("spring.application.name"));
		CredentialsCache cache = new CredentialsCache(parts.clock(),
				observers.getIfAvailable(() -> (name, source) -> source));
		CredentialsLookup credentials = new CredentialsLookup(properties, credentialsProviders, sources,
				new WrittenCredentials(sources, roles, cache), regions, cache);
		return new SigV4PropertiesMapper(properties, regions, credentials, parts, listeners.asListener()).asServices();
	}

	@Bean
	ServiceParts sigV4ServiceParts(@Qualifier(ServiceParts.QUALIFIER) ObjectProvider<Clock> signingClocks,
			ObjectProvider<Clock> clocks, @Qualifier(ServiceParts.QUALIFIER) ObjectProvider<SigV4Signer> signers) {
		return ServiceParts.of(signingClocks, clocks, signers);
	}

	@Bean
	@Lazy(false)
	Listeners sigV4Listeners(ListableBeanFactory beans) {
		return new Listeners(beans);
	}

	/** Without AWS's SDK: nested configurations come first. */
	@Bean
	@ConditionalOnMissingBean
	AwsSources sigV4LeanAwsSources() {
		return new LeanAwsSources();
	}

	@Bean
	OwnedResources sigV4OwnedResources() {
		return new OwnedResources();
	}

	@Bean
	static ServiceBeans sigV4PresignerBeans() {
		return new ServiceBeans().with(SigV4Presigner.class, (beans, name) -> {
			SigV4Service service = beans.getBean(SigV4Services.class).get(name);
			return new SigV4Presigner(service);
		});
	}

	/**
	 * The one place that sees the application's beans of AWS's SDK.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ AwsCredentialsChain.class, AwsCredentialsProvider.class, AwsRegionProvider.class })
	static class AwsSdkConfiguration {

		@Bean
		AwsSources sigV4AwsSources(ObjectProvider<AwsCredentialsProvider> credentialsProviders,
				ObjectProvider<AwsRegionProvider> regionProviders, OwnedResources resources) {
			return new SdkAwsSources(credentialsProviders, regionProviders, resources);
		}

	}

}
