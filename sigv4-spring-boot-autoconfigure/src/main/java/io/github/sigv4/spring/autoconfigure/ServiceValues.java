package io.github.sigv4.spring.autoconfigure;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigningAlgorithm;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Service;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.Algorithm;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.Chunked;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.OnExistingAuthorization;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.Payload;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.Service;

/**
 * What the properties of one service say by themselves.
 *
 * @param name the service's name
 * @param service its properties
 */
record ServiceValues(String name, Service service) {

	/**
	 * A host name or address, with a port perhaps; {@code *.} at the start for any
	 * labels.
	 */
	private static final Pattern ALLOWED_HOST = Pattern
		.compile("(\\*\\.)?([A-Za-z0-9_-]+\\.)*[A-Za-z0-9_-]+(:\\d+)?|\\[[0-9A-Fa-f:.]+](:\\d+)?");

	/** A region's code, where an asterisk stands for any characters. */
	private static final Pattern REGION_OF_SET = Pattern.compile("[a-z0-9*-]+");

	/** Check what has to be right even if nothing is signed. */
	void check() {
		this.service.regionSet().forEach(this::checkRegionOfSet);
		if (this.service.chunked() != null) {
			new ChunkedValues(this.name, this.service.chunked()).check(this.service.payload());
		}
		long maxBufferSize = this.service.maxBufferSize().toBytes();
		if (maxBufferSize <= 0 || maxBufferSize > Integer.MAX_VALUE) {
			throw invalid("max-buffer-size", this.service.maxBufferSize().toString(),
					"It has to be at least 1B and less than 2GB.",
					"Give a size such as 10MB; bodies that do not fit are sent with payload: unsigned.");
		}
		this.service.allowedHosts().forEach(this::checkAllowedHost);
		if (this.service.signingHost() != null && (this.service.signingHost().startsWith("*")
				|| !ALLOWED_HOST.matcher(this.service.signingHost()).matches())) {
			throw invalid("signing-host", this.service.signingHost(), "It is not a host name.",
					"Give the name alone, without https:// and path, and with a port only if it is not the default one.");
		}
	}

	private void checkRegionOfSet(String region) {
		if (!REGION_OF_SET.matcher(region).matches()) {
			throw invalid("region-set", region, "It is neither a region nor a pattern of regions.",
					"Give regions as eu-west-1, patterns as us-*, or \"*\" for all regions, in quotes.");
		}
	}

	private void checkAllowedHost(String host) {
		if (host.equals("*")) {
			throw invalid("allowed-hosts", host, "It would have the signature, and the session token, sent to anybody.",
					"Name the hosts, as *.execute-api.eu-west-1.amazonaws.com.");
		}
		if (!ALLOWED_HOST.matcher(host).matches()) {
			throw invalid("allowed-hosts", host, "It is not a host name, alone or with *. at its start.",
					"Give names such as *.execute-api.eu-west-1.amazonaws.com, without https:// and path.");
		}
	}

	/**
	 * Return how signatures are computed: as the properties say, else as the host
	 * demands.
	 */
	SigningAlgorithm algorithm(@Nullable String host) {
		if (this.service.algorithm() == Algorithm.SIGV4A
				|| (this.service.algorithm() == null && RegionLookup.isMultiRegion(host))) {
			return SigningAlgorithm.SIGV4A;
		}
		if (!this.service.regionSet().isEmpty()) {
			throw invalid("region-set", String.join(",", this.service.regionSet()), "It is for SigV4A alone.",
					"Set " + ServiceNames.property(this.name, "algorithm") + " to sigv4a, or take it out.");
		}
		return SigningAlgorithm.SIGV4;
	}

	/** Return what says how signatures are computed. */
	String algorithmSource(@Nullable String host) {
		if (this.service.algorithm() != null) {
			return ServiceNames.property(this.name, "algorithm");
		}
		return RegionLookup.isMultiRegion(host) ? "the host" : "the default";
	}

	/** Return what says what is signed of a body. */
	String payloadSource(String signingName) {
		return (this.service.payload() != null) ? ServiceNames.property(this.name, "payload")
				: "the signing name " + signingName;
	}

	/** Return the settings for a set of regions, which are separated by commas. */
	SigningSettings withRegionSet(SigningSettings settings, String regionSet) {
		try {
			return settings.withRegionSet(List.of(regionSet.split(",", -1)));
		}
		catch (SigV4Exception ex) {
			throw invalid("region-set", regionSet, ex.getMessage() + ".", "Give regions such as eu-west-1.");
		}
	}

	/** Check that there is somewhere to send a signature. */
	void checkHosts(@Nullable URI baseUrl) {
		if (baseUrl == null && this.service.allowedHosts().isEmpty()) {
			throw invalid("base-url", null, "It is not set, and there are no allowed-hosts.",
					"Set the URL of the service, or, to send requests to absolute URLs alone, "
							+ "allowed-hosts together with signing-name and region.");
		}
	}

	/** Check that the base URL is one to which the service would send a signature. */
	void checkSecure(SigV4Service signed) {
		URI baseUrl = signed.baseUrl();
		if (baseUrl == null) {
			return;
		}
		try {
			signed.wireUri(baseUrl);
		}
		catch (SigV4Exception ex) {
			boolean plain = "http".equalsIgnoreCase(baseUrl.getScheme()) && !this.service.allowInsecureHttp();
			throw invalid("base-url", baseUrl.toString(),
					plain ? "It is plain http to another machine, where others can read a request and repeat it."
							: String.valueOf(ex.getMessage()),
					plain ? "Use https, or set " + ServiceNames.property(this.name, "allow-insecure-http") + "=true."
							: "Give the URL of the service.");
		}
	}

	/** Return the host that tells signing name and region. */
	@Nullable String host(@Nullable URI baseUrl) {
		if (this.service.signingHost() != null) {
			return this.service.signingHost();
		}
		return (baseUrl != null) ? baseUrl.getHost() : null;
	}

	/** Return the settings as these properties change them. */
	SigningSettings settings(SigningSettings preset) {
		SigningSettings settings = preset
			.withReplaceAuthorization(this.service.onExistingAuthorization() == OnExistingAuthorization.REPLACE);
		if (this.service.payload() != null) {
			settings = settings.withSignedPayload(this.service.payload() != Payload.UNSIGNED);
		}
		if (this.service.normalizePath() != null) {
			settings = settings.withNormalizePath(this.service.normalizePath());
		}
		if (this.service.doubleEncodePath() != null) {
			settings = settings.withDoubleEncodePath(this.service.doubleEncodePath());
		}
		if (this.service.contentSha256Header() != null) {
			settings = settings.withContentSha256Header(this.service.contentSha256Header());
		}
		new PayloadValues(this.name, this.service).check(preset, settings);
		return withSignedHeaders(settings);
	}

	private SigningSettings withSignedHeaders(SigningSettings settings) {
		List<String> names = this.service.signedHeaders();
		try {
			return names.isEmpty() ? settings : settings.withSignedHeaders(names);
		}
		catch (SigV4Exception ex) {
			throw invalid("signed-headers", String.join(", ", names), ex.getMessage() + ".",
					"Name headers that reach the service as the application sets them, as x-tenant-id.");
		}
	}

	SigV4Service.Builder builder(SigningSettings settings, SigV4CredentialsProvider credentials,
			@Nullable URI baseUrl) {
		return SigV4Service.builder(this.name, settings, credentials)
			.baseUrl(baseUrl)
			.allowedHosts(this.service.allowedHosts())
			.allowInsecureHttp(this.service.allowInsecureHttp())
			.signingHost(this.service.signingHost())
			.retryOnClockSkew(this.service.retryOnClockSkew())
			.retryOnExpiredCredentials(this.service.retryOnExpiredCredentials())
			.maxBufferSize((int) this.service.maxBufferSize().toBytes())
			.chunkedPayload((this.service.payload() == Payload.CHUNKED) ? chunkedPayload() : null);
	}

	private ChunkedPayload chunkedPayload() {
		Chunked chunked = (this.service.chunked() != null) ? this.service.chunked() : Chunked.DEFAULT;
		return new ChunkedValues(this.name, chunked).payload();
	}

	private InvalidSigV4PropertyException invalid(String key, @Nullable String value, String reason, String fix) {
		return new InvalidSigV4PropertyException(ServiceNames.property(this.name, key), value, reason, fix);
	}

}
