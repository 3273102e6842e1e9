package io.github.sigv4.awssdk;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A role to assume, and as whom. The parameters of AWS's {@code AssumeRole}.
 *
 * @param roleArn the role
 * @param roleSessionName the name of the session, which CloudTrail shows
 * @param externalId what the role's owner demands of strangers, if anything
 * @param duration for how long, or {@code null} for an hour
 * @see <a href=
 * "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
 */
public record AssumedRole(String roleArn, String roleSessionName, @Nullable String externalId,
		@Nullable Duration duration) {

	/** The external id is not a secret, but nobody else's business. */
	@Override
	public String toString() {
		return "the role " + this.roleArn;
	}

}
