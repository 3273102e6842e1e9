package io.github.sigv4.spring.autoconfigure;

import java.util.Collection;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;

import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.Service;

/**
 * Looks for the credentials of a service: what its own properties say, the application's
 * {@link SigV4CredentialsProvider} bean, the properties of all services, the
 * application's bean of AWS's SDK, the surroundings. What somebody wrote down goes before
 * what is found.
 */
final class CredentialsLookup {

	static final String PROPERTY = SigV4Properties.PREFIX + ".credentials";

	private final SigV4Properties properties;

	private final ObjectProvider<SigV4CredentialsProvider> beans;

	private final AwsSources sources;

	private final WrittenCredentials written;

	private final RegionLookup regions;

	private final CredentialsCache cache;

	/** What services share is looked for once, so that it is kept and refreshed once. */
	private @Nullable Found<SigV4CredentialsProvider> shared;

	CredentialsLookup(SigV4Properties properties, ObjectProvider<SigV4CredentialsProvider> beans, AwsSources sources,
			WrittenCredentials written, RegionLookup regions, CredentialsCache cache) {
		this.properties = properties;
		this.beans = beans;
		this.sources = sources;
		this.written = written;
		this.regions = regions;
		this.cache = cache;
	}

	/**
	 * Return the credentials provider of a service.
	 * @param name the service's name
	 * @param service its properties
	 * @param region tells the service's region, where a role may be asked for; may block
	 * @return the provider and what it is
	 * @throws InvalidSigV4PropertyException if what is written down cannot be used, or
	 * there are several beans
	 */
	Found<SigV4CredentialsProvider> find(String name, Service service, Supplier<@Nullable String> region) {
		String own = ServiceNames.property(name, "credentials");
		Found<SigV4CredentialsProvider> found = this.written.find(own, service.credentials(), region);
		if (found == null) {
			found = bean(own);
		}
		return (found != null) ? found : shared(own, region);
	}

	private Found<SigV4CredentialsProvider> shared(String own, Supplier<@Nullable String> region) {
		Found<SigV4CredentialsProvider> shared = this.shared;
		if (shared == null) {
			shared = this.written.find(PROPERTY, this.properties.credentials(), () -> shared(region));
			if (shared == null) {
				shared = surroundings(own);
			}
			this.shared = shared;
		}
		return shared;
	}

	private @Nullable String shared(Supplier<@Nullable String> ofService) {
		Found<String> region = this.regions.shared();
		return (region != null) ? region.value() : ofService.get();
	}

	private Found<SigV4CredentialsProvider> surroundings(String own) {
		SigV4CredentialsProvider bean = this.sources.credentialsBean(own);
		SigV4CredentialsProvider source = (bean != null) ? bean : this.sources.chain();
		return new Found<>(this.cache.keep(CredentialsCache.SURROUNDINGS, source), source.toString());
	}

	private @Nullable Found<SigV4CredentialsProvider> bean(String own) {
		try {
			SigV4CredentialsProvider bean = this.beans.getIfAvailable();
			// As it is: what it says may depend on who asks
			return (bean != null) ? new Found<>(bean, "the SigV4CredentialsProvider bean") : null;
		}
		catch (NoUniqueBeanDefinitionException ex) {
			Collection<String> names = ex.getBeanNamesFound();
			throw new InvalidSigV4PropertyException(own, null,
					"There are several SigV4CredentialsProvider beans"
							+ ((names != null) ? " (" + String.join(", ", names) + ")" : "")
							+ ", and none is @Primary, so that it is open whose credentials sign.",
					"Mark one of them @Primary, or set " + own + ".access-key-id and secret-access-key.");
		}
	}

}
