package io.github.sigv4.spring.autoconfigure;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import io.github.sigv4.AwsEndpoint;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigningAlgorithm;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Listener;
import io.github.sigv4.spring.SigV4Origins;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.Service;

/**
 * Maps {@link SigV4Properties} to {@link SigV4Services}, neither of which knows the
 * other.
 */
class SigV4PropertiesMapper {

	private static final Log logger = LogFactory.getLog(SigV4PropertiesMapper.class);

	private final SigV4Properties properties;

	private final RegionLookup regions;

	private final CredentialsLookup credentials;

	private final ServiceParts parts;

	private final SigV4Listener listener;

	SigV4PropertiesMapper(SigV4Properties properties, RegionLookup regions, CredentialsLookup credentials,
			ServiceParts parts, SigV4Listener listener) {
		this.properties = properties;
		this.regions = regions;
		this.credentials = credentials;
		this.parts = parts;
		this.listener = listener;
	}

	/**
	 * Map all services.
	 * @return the services
	 * @throws InvalidSigV4PropertyException if one cannot be what its author wanted
	 */
	SigV4Services asServices() {
		List<SigV4Service> services = new ArrayList<>();
		ServiceNames.distinct(this.properties.services())
			.forEach((name, service) -> services.add(asService(name, service)));
		if (!this.properties.enabled()) {
			logger.warn("AWS SigV4 signing is switched off by " + SigV4Properties.PREFIX
					+ ".enabled=false: the requests of all services are sent unsigned");
		}
		return new SigV4Services(services);
	}

	private SigV4Service asService(String name, Service service) {
		ServiceNames.check(name);
		ServiceValues values = new ServiceValues(name, service);
		values.check();
		URI baseUrl = BaseUrl.parse(ServiceNames.property(name, "base-url"), service.baseUrl());
		if (!this.properties.enabled()) {
			return unsigned(values, baseUrl);
		}
		if (!service.enabled()) {
			logger.warn("The requests of SigV4 service '" + name + "' are sent unsigned: "
					+ ServiceNames.property(name, "enabled") + " is false");
			return unsigned(values, baseUrl);
		}
		return signed(name, values, baseUrl);
	}

	/** Not a word about what only signing needs. */
	private SigV4Service unsigned(ServiceValues values, @Nullable URI baseUrl) {
		SigningSettings settings = SigningSettings.forService("unsigned", "unsigned");
		return values.builder(settings, SigV4CredentialsProvider.ofSurroundings(), baseUrl)
			.signer(this.parts.signer())
			.clock(this.parts.clock())
			.enabled(false)
			.build();
	}

	private SigV4Service signed(String name, ServiceValues values, @Nullable URI baseUrl) {
		values.checkHosts(baseUrl);
		String host = values.host(baseUrl);
		Found<String> signingName = signingName(name, values.service(), host);
		SigningScope scope = scope(name, values, host, signingName);
		Found<SigV4CredentialsProvider> credentials = this.credentials.find(name, values.service(), scope::stsRegion);
		SigV4Service service = values.builder(values.settings(scope.settings()), credentials.value(), baseUrl)
			.signer(this.parts.signer())
			.clock(this.parts.clock())
			.region(scope.region())
			.listener(this.listener)
			.origins(new SigV4Origins(signingName.source(), scope.source(), values.algorithmSource(host),
					values.payloadSource(signingName.value()), credentials.source()))
			.build();
		values.checkSecure(service);
		logger.info("SigV4 service '" + name + "' at " + Objects.requireNonNullElse(host, "its allowed hosts")
				+ " is signed for " + signingName + " in " + scope.words() + " with credentials from "
				+ credentials.source());
		String eager = eager(name, values.service());
		if (eager != null) {
			resolve(service, eager);
		}
		return service;
	}

	private static void resolve(SigV4Service service, String eager) {
		try {
			service.resolveCredentials();
		}
		catch (CredentialsException ex) {
			throw new NoCredentialsAtStartException(eager, ex);
		}
		catch (SigV4Exception ex) {
			throw new InvalidSigV4PropertyException(service.property("region"), null, String.valueOf(ex.getMessage()),
					"It is needed at start, since " + eager + "=true has credentials resolved there.");
		}
	}

	/** Return the name of the property that has credentials resolved at start, if any. */
	private @Nullable String eager(String name, Service service) {
		Boolean own = (service.credentials() != null) ? service.credentials().eager() : null;
		Boolean shared = (this.properties.credentials() != null) ? this.properties.credentials().eager() : null;
		if (own != null) {
			return own ? ServiceNames.property(name, "credentials", "eager") : null;
		}
		return Boolean.TRUE.equals(shared) ? CredentialsLookup.PROPERTY + ".eager" : null;
	}

	private SigningScope scope(String name, ServiceValues values, @Nullable String host, Found<String> signingName) {
		if (values.algorithm(host) == SigningAlgorithm.SIGV4A) {
			Found<String> regionSet = this.regions.findSet(name, values.service(), host);
			SigningSettings settings = settings(name, signingName, new Found<>("*", "the region set"));
			if (regionSet == null) {
				return new SigningScope(values.withRegionSet(settings, "*"), "the region of the instance by SigV4A",
						RegionLookup.INSTANCE, this.regions.askInstance(name, host, true));
			}
			return new SigningScope(values.withRegionSet(settings, regionSet.value()),
					"the region set " + regionSet + " by SigV4A", regionSet.source(), null);
		}
		if (RegionLookup.isMultiRegion(host)) {
			logger.warn(ServiceNames.property(name, "algorithm") + " is sigv4, but the host " + host
					+ " takes signatures by sigv4a only. It is used as it is.");
		}
		Found<String> region = this.regions.find(name, values.service(), host);
		if (region == null) {
			return new SigningScope(settings(name, signingName, new Found<>("unknown", "nowhere")),
					"the region of the instance", RegionLookup.INSTANCE, this.regions.askInstance(name, host, false));
		}
		return new SigningScope(settings(name, signingName, region), region.toString(), region.source(), null);
	}

	private static Found<String> signingName(String name, Service service, @Nullable String host) {
		String property = ServiceNames.property(name, "signing-name");
		String ofHost = (host != null) ? AwsEndpoint.fromHost(host).map(AwsEndpoint::signingName).orElse(null) : null;
		if (StringUtils.hasText(service.signingName())) {
			if (!service.signingName().equals(ofHost)) {
				KnownSigningNames.warning(service.signingName())
					.ifPresent((warning) -> logger.warn(property + " = '" + service.signingName() + "' " + warning));
			}
			return new Found<>(service.signingName(), property);
		}
		if (ofHost != null) {
			return new Found<>(ofHost, "the host");
		}
		throw new InvalidSigV4PropertyException(property, null,
				(host != null) ? "It is not set, and the host " + host + " does not tell it."
						: "It is not set, and there is no base-url whose host could tell it.",
				"Set it to the service's name in the credential scope, as execute-api, lambda, es or s3.");
	}

	private static SigningSettings settings(String name, Found<String> signingName, Found<String> region) {
		try {
			return SigningSettings.forService(signingName.value(), region.value());
		}
		catch (SigV4Exception ex) {
			throw new InvalidSigV4PropertyException(ServiceNames.property(name), null,
					ex.getMessage() + ": signed for " + signingName + " in " + region + ".",
					"Give a signing name such as execute-api and a region such as eu-west-1.");
		}
	}

}
