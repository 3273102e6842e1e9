package io.github.sigv4.cli;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.awssdk.AwsRegion;

/**
 * Where AWS's SDK looks for the region, in its order.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/region-selection.html">Setting
 * the AWS Region for the AWS SDK for Java 2.x</a>
 */
final class RegionChain {

	private RegionChain() {
	}

	/**
	 * Find the region. May block, for seconds where there is no instance metadata
	 * service.
	 * @param profile the profile, or {@code null} for the default one
	 * @throws CommandException if there is none
	 */
	static String find(@Nullable String profile) {
		String name = (profile != null) ? profile : AwsRegion.defaultProfile();
		String region = first(System.getProperty("aws.region"), System.getenv("AWS_REGION"));
		if (region == null) {
			region = first(AwsRegion.ofProfile(name), null);
		}
		if (region == null) {
			region = AwsRegion.ofInstanceMetadata();
		}
		if (region == null) {
			throw CommandException.usage("no region was found: not in the host, the system property aws.region, "
					+ "AWS_REGION, the profile '" + name
					+ "', nor the instance metadata. Give it, as --region eu-west-1");
		}
		return region;
	}

	private static @Nullable String first(@Nullable String first, @Nullable String second) {
		return (first != null && !first.isBlank()) ? first : (second != null && !second.isBlank()) ? second : null;
	}

}
