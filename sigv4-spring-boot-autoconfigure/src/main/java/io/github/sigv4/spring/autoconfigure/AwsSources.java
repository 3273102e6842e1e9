package io.github.sigv4.spring.autoconfigure;

import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.credentials.SigV4CredentialsProvider;

/**
 * Where credentials and regions come from that are not written down.
 */
interface AwsSources {

	/**
	 * Return the credentials of the application's bean of AWS's SDK.
	 * @param property what would go before it, for a message
	 * @return the credentials, or {@code null} if there is no such bean
	 * @throws InvalidSigV4PropertyException if there are several
	 */
	@Nullable SigV4CredentialsProvider credentialsBean(String property);

	/**
	 * Return the credentials that are found in the surroundings.
	 * @return the credentials, looked for at each call
	 */
	SigV4CredentialsProvider chain();

	/**
	 * Return the credentials of a profile.
	 * @param property the property that names it
	 * @param profile its name
	 * @return the credentials
	 * @throws InvalidSigV4PropertyException if the SDK is missing
	 */
	SigV4CredentialsProvider profile(String property, String profile);

	/**
	 * Return the credentials of a role.
	 * @param property the property that names it
	 * @param role the role
	 * @param source the credentials to assume it with
	 * @param region tells in which region to ask; may block
	 * @return the credentials
	 * @throws InvalidSigV4PropertyException if the SDK is missing
	 */
	SigV4CredentialsProvider role(String property, Role role, SigV4CredentialsProvider source,
			Supplier<@Nullable String> region);

	/**
	 * Return the region of the application's bean of AWS's SDK.
	 * @param property what would go before it, for a message
	 * @return the region, or {@code null} if there is none
	 * @throws InvalidSigV4PropertyException if there are several beans
	 */
	@Nullable Found<String> regionBean(String property);

	/**
	 * Return the region of a profile.
	 * @param profile its name, or {@code null} for the one that applies
	 * @return the region, or {@code null} if there is none
	 */
	@Nullable Found<String> profileRegion(@Nullable String profile);

	/**
	 * Return what asks the instance metadata service for the region, and may block for
	 * seconds.
	 * @return what asks, or {@code null} if that is not possible
	 */
	@Nullable Supplier<@Nullable String> instanceRegion();

	/**
	 * A role to assume.
	 *
	 * @param arn its ARN
	 * @param sessionName the name of the session
	 * @param externalId the external id, if there is one
	 * @param duration how long, or {@code null} for what AWS STS takes for it
	 */
	record Role(String arn, String sessionName, @Nullable String externalId, @Nullable Duration duration) {

		/**
		 * The external id stays out, as it does of the properties.
		 */
		@Override
		public String toString() {
			return "Role[" + this.arn + "]";
		}

	}

}
