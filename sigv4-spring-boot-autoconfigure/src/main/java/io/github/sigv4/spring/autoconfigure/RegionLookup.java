package io.github.sigv4.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.StringUtils;

import io.github.sigv4.AwsEndpoint;
import io.github.sigv4.SigningAlgorithm;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.Service;

/**
 * Finds the region of a service. None is ever assumed: signed for the wrong one, requests
 * are refused with a message that hides why.
 */
class RegionLookup {

	private static final String PROPERTY = SigV4Properties.PREFIX + ".region";

	private final SigV4Properties properties;

	private final Environment environment;

	RegionLookup(SigV4Properties properties, Environment environment) {
		this.properties = properties;
		this.environment = environment;
	}

	/**
	 * Return the region of a service.
	 * @param name the service's name
	 * @param service its properties
	 * @param host its host, if it has one
	 * @return the region and where it was found
	 * @throws InvalidSigV4PropertyException if there is none
	 */
	Found<String> find(String name, Service service, @Nullable String host) {
		Found<String> region = lookUp(name, service, host);
		String own = ServiceNames.property(name, "region");
		if (region == null) {
			throw new InvalidSigV4PropertyException(own, null, notFound(own, host),
					"Set " + own + ", or " + PROPERTY + " for all services.");
		}
		return region;
	}

	/**
	 * Return the region set of a service that is signed by SigV4A: without one, it is all
	 * regions where the host is good in several, else the one region.
	 * @param name the service's name
	 * @param service its properties
	 * @param host its host, if it has one
	 * @return the regions, separated by commas, and where they were found
	 * @throws InvalidSigV4PropertyException if there is none
	 */
	Found<String> findSet(String name, Service service, @Nullable String host) {
		String own = ServiceNames.property(name, "region-set");
		if (!service.regionSet().isEmpty()) {
			return new Found<>(String.join(",", service.regionSet()), own);
		}
		if (isMultiRegion(host)) {
			return new Found<>("*", "the host");
		}
		Found<String> region = lookUp(name, service, host);
		if (region == null) {
			throw new InvalidSigV4PropertyException(own, null,
					notFound(own + "; " + ServiceNames.property(name, "region"), host),
					"Set " + own + " to the regions in which signatures are to be good, or to \"*\" for all.");
		}
		return region;
	}

	/** Whether a host is one of AWS's that takes signatures by SigV4A only. */
	static boolean isMultiRegion(@Nullable String host) {
		return host != null && AwsEndpoint.fromHost(host)
			.filter((endpoint) -> endpoint.algorithm() == SigningAlgorithm.SIGV4A)
			.isPresent();
	}

	private static String notFound(String properties, @Nullable String host) {
		return "No region was found. Looked at: " + properties + "; the host "
				+ ((host != null) ? host : "(there is none)") + "; " + PROPERTY
				+ "; the system property aws.region; the environment variable AWS_REGION.";
	}

	private @Nullable Found<String> lookUp(String name, Service service, @Nullable String host) {
		String own = ServiceNames.property(name, "region");
		if (StringUtils.hasText(service.region())) {
			return new Found<>(service.region(), own);
		}
		String ofHost = (host != null) ? AwsEndpoint.fromHost(host).map(AwsEndpoint::region).orElse(null) : null;
		if (ofHost != null) {
			return new Found<>(ofHost, "the host");
		}
		if (StringUtils.hasText(this.properties.region())) {
			return new Found<>(this.properties.region(), PROPERTY);
		}
		return surrounding();
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
