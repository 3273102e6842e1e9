package io.github.sigv4.spring.autoconfigure;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.StringUtils;

import io.github.sigv4.AwsEndpoint;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigningAlgorithm;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.Credentials;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.Service;

/**
 * Finds the region of a service. None is ever assumed: signed for the wrong one, requests
 * are refused with a message that hides why.
 */
class RegionLookup {

	/** The last place, asked at the first signature. */
	static final String INSTANCE = "the instance metadata service";

	private static final String PROPERTY = SigV4Properties.PREFIX + ".region";

	private final SigV4Properties properties;

	private final Environment environment;

	private final AwsSources sources;

	RegionLookup(SigV4Properties properties, Environment environment, AwsSources sources) {
		this.properties = properties;
		this.environment = environment;
		this.sources = sources;
	}

	/**
	 * Return the region of a service, without asking any server.
	 * @param name the service's name
	 * @param service its properties
	 * @param host its host, if it has one
	 * @return the region and where it was found, or {@code null} if there is none
	 */
	@Nullable Found<String> find(String name, Service service, @Nullable String host) {
		String own = ServiceNames.property(name, "region");
		if (StringUtils.hasText(service.region())) {
			return new Found<>(service.region(), own);
		}
		String ofHost = (host != null) ? AwsEndpoint.fromHost(host).map(AwsEndpoint::region).orElse(null) : null;
		if (ofHost != null) {
			return new Found<>(ofHost, "the host");
		}
		return shared(own, profile(service.credentials()));
	}

	/**
	 * Return the region set of a service that is signed by SigV4A: without one, it is all
	 * regions where the host is good in several, else the one region.
	 * @param name the service's name
	 * @param service its properties
	 * @param host its host, if it has one
	 * @return the regions, separated by commas, and where they were found, or
	 * {@code null} if there are none
	 */
	@Nullable Found<String> findSet(String name, Service service, @Nullable String host) {
		if (!service.regionSet().isEmpty()) {
			return new Found<>(String.join(",", service.regionSet()), ServiceNames.property(name, "region-set"));
		}
		return isMultiRegion(host) ? new Found<>("*", "the host") : find(name, service, host);
	}

	/**
	 * Return a region that is not that of a service.
	 * @return the region and where it was found, or {@code null} if there is none
	 */
	@Nullable Found<String> shared() {
		return shared(PROPERTY, null);
	}

	private @Nullable Found<String> shared(String own, @Nullable String profile) {
		if (StringUtils.hasText(this.properties.region())) {
			return new Found<>(this.properties.region(), PROPERTY);
		}
		Found<String> region = this.sources.regionBean(own);
		if (region == null) {
			region = surrounding();
		}
		return (region != null) ? region
				: this.sources.profileRegion((profile != null) ? profile : profile(this.properties.credentials()));
	}

	/**
	 * Return what asks the last place, where nothing else tells the region.
	 * @param name the service's name
	 * @param host its host, if it has one
	 * @param several whether it is for a region set
	 * @return what returns the region, or throws {@link SigV4Exception} if there is none;
	 * it may block for seconds
	 * @throws InvalidSigV4PropertyException if there is no such place
	 */
	Supplier<String> askInstance(String name, @Nullable String host, boolean several) {
		String region = ServiceNames.property(name, "region");
		String property = several ? ServiceNames.property(name, "region-set") : region;
		String tried = "No region was found. Looked at: " + (several ? property + "; " + region : region)
				+ "; the host " + ((host != null) ? host : "(there is none)") + "; " + PROPERTY
				+ "; the system property aws.region; the environment variable AWS_REGION";
		String fix = several
				? "Set " + property + " to the regions in which signatures are to be good, or to \"*\" for all."
				: "Set " + property + ", or " + PROPERTY + " for all services.";
		Supplier<@Nullable String> instance = this.sources.instanceRegion();
		if (instance == null) {
			throw new InvalidSigV4PropertyException(property, null, tried + ".", fix);
		}
		return () -> {
			String found = instance.get();
			if (found == null) {
				throw new SigV4Exception(tried + "; the AwsRegionProvider bean; the profile in the shared files; the "
						+ "instance metadata service. " + fix);
			}
			return found;
		};
	}

	/** Whether a host is one of AWS's that takes signatures by SigV4A only. */
	static boolean isMultiRegion(@Nullable String host) {
		return host != null && AwsEndpoint.fromHost(host)
			.filter((endpoint) -> endpoint.algorithm() == SigningAlgorithm.SIGV4A)
			.isPresent();
	}

	private static @Nullable String profile(@Nullable Credentials credentials) {
		return (credentials != null) ? WrittenCredentials.text(credentials.profile()) : null;
	}

	private @Nullable Found<String> surrounding() {
		String property = read(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, "aws.region");
		if (property != null) {
			return new Found<>(property, "the system property aws.region");
		}
		String variable = read(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, "AWS_REGION");
		return (variable != null) ? new Found<>(variable, "the environment variable AWS_REGION") : null;
	}

	/** From that very source: {@code aws.region} of a file is not what AWS reads. */
	private @Nullable String read(String sourceName, String key) {
		if (!(this.environment instanceof ConfigurableEnvironment configurable)) {
			return null;
		}
		PropertySource<?> source = configurable.getPropertySources().get(sourceName);
		Object value = (source != null) ? source.getProperty(key) : null;
		return (value != null && StringUtils.hasText(value.toString())) ? value.toString().strip() : null;
	}

}
