package io.github.sigv4.awssdk;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;

/**
 * The last places in which AWS's SDK looks for the region, after the system property
 * {@code aws.region} and the environment variable {@code AWS_REGION}.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/region-selection.html">Setting
 * the AWS Region for the AWS SDK for Java 2.x</a>
 */
public final class AwsRegion {

	private AwsRegion() {
	}

	/**
	 * Return the name of the profile that applies where none is named.
	 * @return the name: that of {@code aws.profile} or {@code AWS_PROFILE}, or
	 * {@code default}
	 */
	public static String defaultProfile() {
		return ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
	}

	/**
	 * Return the region of a profile. Reads the shared files.
	 * @param profile the profile's name
	 * @return the region, or {@code null} if there is none or the files cannot be read
	 */
	public static @Nullable String ofProfile(String profile) {
		try {
			return ProfileFile.defaultProfileFile()
				.profile(profile)
				.flatMap((found) -> found.property(ProfileProperty.REGION))
				.filter((region) -> !region.isBlank())
				.orElse(null);
		}
		catch (RuntimeException ex) {
			// A file that cannot be read: that is said when credentials are looked for
			return null;
		}
	}

	/**
	 * Return the region in which this instance runs, by its metadata service. Blocks, for
	 * seconds where there is no such service.
	 * @return the region, or {@code null} if there is no metadata service
	 */
	public static @Nullable String ofInstanceMetadata() {
		try {
			Region region = new InstanceProfileRegionProvider().getRegion();
			return (region != null) ? region.id() : null;
		}
		catch (SdkException ex) {
			return null;
		}
	}

}
