package io.github.sigv4.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import io.github.sigv4.AwsEndpoint;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigningAlgorithm;
import io.github.sigv4.SigningSettings;

/**
 * The options that say how a request is signed. Filled by picocli.
 */
final class SigningOptions {

	@Option(names = "--algorithm", paramLabel = "sigv4|sigv4a",
			description = "Sign by SigV4 for one region, or by SigV4A for several. Without it, sigv4, or what the host takes.")
	private @Nullable SigningAlgorithm algorithm;

	@Option(names = "--region-set", paramLabel = "REGIONS",
			description = "The regions of sigv4a, as us-east-1,eu-* or '*' for all.")
	private @Nullable String regionSet;

	@Option(names = "--unsigned-payload",
			description = "Leave the body out of the signature, so that it is read only once. For services that allow it, as S3.")
	private boolean unsignedPayload;

	boolean isUnsignedPayload() {
		return this.unsignedPayload;
	}

	/**
	 * Return how a request is signed: by the options, else by what the host tells, else
	 * the region by what AWS's SDK finds. Never by a default region.
	 * @param host the host that is signed
	 * @param identity what the options say of service and region
	 * @throws CommandException if something of it is not known
	 */
	SigningSettings settings(String host, IdentityOptions identity) {
		Optional<AwsEndpoint> endpoint = AwsEndpoint.fromHost(host);
		String service = (identity.service() != null) ? identity.service()
				: endpoint.map(AwsEndpoint::signingName).orElse(null);
		if (service == null) {
			throw CommandException.usage(
					"the host " + host + " does not tell the service to sign for: give it, as --service execute-api");
		}
		boolean several = endpoint.map(AwsEndpoint::algorithm)
			.orElse(SigningAlgorithm.SIGV4) == SigningAlgorithm.SIGV4A;
		String regions = this.regionSet;
		if (regions != null && this.algorithm == SigningAlgorithm.SIGV4) {
			throw CommandException.usage("--region-set is for --algorithm sigv4a: leave out one of the two");
		}
		boolean sigV4a = (this.algorithm != null) ? this.algorithm == SigningAlgorithm.SIGV4A
				: several || regions != null;
		try {
			SigningSettings settings = settings(service, sigV4a, (regions == null && several) ? "*" : regions, endpoint,
					identity);
			return this.unsignedPayload ? settings.withSignedPayload(false) : settings;
		}
		catch (SigV4Exception ex) {
			throw CommandException.usage("--service, --region or --region-set: " + ex.getMessage());
		}
	}

	private static SigningSettings settings(String service, boolean sigV4a, @Nullable String regionSet,
			Optional<AwsEndpoint> endpoint, IdentityOptions identity) {
		if (sigV4a) {
			String regions = (regionSet != null) ? regionSet : region(endpoint, identity);
			List<String> set = Arrays.stream(regions.split(",", -1)).map(String::strip).toList();
			// Nothing that is signed has the region itself
			return SigningSettings.forService(service, "*").withRegionSet(set);
		}
		return SigningSettings.forService(service, region(endpoint, identity));
	}

	private static String region(Optional<AwsEndpoint> endpoint, IdentityOptions identity) {
		String region = identity.region();
		return (region != null) ? region
				: endpoint.map(AwsEndpoint::region).orElseGet(() -> RegionChain.find(identity.profile()));
	}

}
