package io.github.sigv4.sample.trial;

import java.util.List;

import io.github.sigv4.SigningAlgorithm;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.spring.SigV4Service;

/**
 * An embedded server that requests can be tried on.
 *
 * @param title what it is called
 * @param service the service that knows where it is and whom it trusts
 * @param keys the credentials to try
 * @param example a request that it accepts
 */
public record Target(String title, SigV4Service service, List<Keys> keys, Example example) {

	/**
	 * Return what it is called in links and forms.
	 * @return the service's name under {@code aws.sigv4.services}
	 */
	public String name() {
		return this.service.name();
	}

	/**
	 * Return the signing name that it wants.
	 * @return the service in the credential scope
	 */
	public String signingName() {
		return this.service.settings().signingName();
	}

	/**
	 * Return where it wants signatures to be good.
	 * @return the region, or by SigV4A a set of regions, separated by commas
	 */
	public String region() {
		SigningSettings settings = this.service.settings();
		return isSigV4a() ? settings.regionSet() : settings.region();
	}

	/**
	 * Return whether it wants signatures by SigV4A.
	 * @return whether the region is a set of regions
	 */
	public boolean isSigV4a() {
		return this.service.settings().algorithm() == SigningAlgorithm.SIGV4A;
	}

	SigningSettings settings(String signingName, String region) {
		return isSigV4a()
				? SigningSettings.forService(signingName, "*").withRegionSet(List.of(region.strip().split("\\s*,\\s*")))
				: SigningSettings.forService(signingName, region);
	}

	/**
	 * What a form is filled with.
	 *
	 * @param method the method
	 * @param path the path as on the wire
	 * @param query the query as on the wire
	 * @param headers a header a line
	 * @param body the body
	 */
	public record Example(String method, String path, String query, String headers, String body) {

	}

}
