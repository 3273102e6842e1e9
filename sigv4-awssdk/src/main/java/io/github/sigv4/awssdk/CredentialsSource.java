package io.github.sigv4.awssdk;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSupplier;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.utils.SystemSetting;

/**
 * One of the places in which AWS's SDK looks for credentials.
 *
 * @param provider its credentials
 * @param setUp whether somebody has set it up, so that it is an error if it has none
 * @param absence what to say of it if it is not set up, or {@code null} for what it says
 * itself
 */
record CredentialsSource(AwsSdkCredentialsProvider provider, BooleanSupplier setUp, @Nullable String absence) {

	private static final Set<String> PROFILE_PROPERTIES = Set.of(ProfileProperty.AWS_ACCESS_KEY_ID,
			ProfileProperty.ROLE_ARN, ProfileProperty.CREDENTIAL_PROCESS, ProfileProperty.WEB_IDENTITY_TOKEN_FILE,
			ProfileProperty.SSO_START_URL, "sso_session", ProfileProperty.LOGIN_SESSION);

	/**
	 * Return the places of the SDK's default chain, in its order.
	 * @return the sources
	 */
	static List<CredentialsSource> ofDefaultChain() {
		return List.of(
				source("the system properties aws.accessKeyId and aws.secretAccessKey",
						SystemPropertyCredentialsProvider::create,
						() -> isProperty(SdkSystemSetting.AWS_ACCESS_KEY_ID)
								|| isProperty(SdkSystemSetting.AWS_SECRET_ACCESS_KEY),
						"not set"),
				source("the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
						EnvironmentVariableCredentialsProvider::create,
						() -> isVariable(SdkSystemSetting.AWS_ACCESS_KEY_ID)
								|| isVariable(SdkSystemSetting.AWS_SECRET_ACCESS_KEY),
						"not set"),
				source("the web identity token of AWS_WEB_IDENTITY_TOKEN_FILE",
						WebIdentityTokenFileCredentialsProvider::create,
						() -> isSet(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE), "not set"),
				profile(),
				source("the container endpoint of AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI",
						ContainerCredentialsProvider.builder()::build,
						() -> isSet(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI)
								|| isSet(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI),
						"not set"),
				// Nobody sets it up: it is there on instances, and nowhere else
				source("the instance metadata service", InstanceProfileCredentialsProvider::create, () -> false, null));
	}

	private static CredentialsSource profile() {
		String profile = ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
		return source("the profile '" + profile + "'",
				() -> ProfileCredentialsProvider.builder()
					.profileFile(ProfileFileSupplier.defaultSupplier())
					.profileName(profile)
					.build(),
				() -> isSetUp(profile), "the shared config and credentials files have no credentials for it");
	}

	/** A profile may be chosen for its region alone, but not without being there. */
	private static boolean isSetUp(String profile) {
		try {
			Optional<Profile> found = ProfileFile.defaultProfileFile().profile(profile);
			return found.map((there) -> there.properties().keySet().stream().anyMatch(PROFILE_PROPERTIES::contains))
				.orElseGet(() -> isSet(ProfileFileSystemSetting.AWS_PROFILE));
		}
		catch (RuntimeException ex) {
			// The files cannot be read: nobody knows, and it is an error anyway
			return true;
		}
	}

	private static CredentialsSource source(String name, Supplier<AwsCredentialsProvider> factory,
			BooleanSupplier setUp, @Nullable String absence) {
		return new CredentialsSource(new AwsSdkCredentialsProvider(name, true, factory), setUp, absence);
	}

	private static boolean isProperty(SystemSetting setting) {
		return isText(System.getProperty(setting.property()));
	}

	private static boolean isVariable(SystemSetting setting) {
		return isText(System.getenv(setting.environmentVariable()));
	}

	private static boolean isSet(SystemSetting setting) {
		return isProperty(setting) || isVariable(setting);
	}

	private static boolean isText(@Nullable String value) {
		return value != null && !value.isBlank();
	}

}
