package io.github.sigv4.credentials;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What is known of credentials without asking anybody, for whoever shows it.
 *
 * @param credentials the last ones that there were, which may have expired since, or
 * {@code null} if none are known
 * @param failure why there were none when their source was last asked, or {@code null} if
 * there were, or it was never asked
 * @param asked when their source was last asked, or {@code null} if that is not known
 */
public record CredentialsStatus(@Nullable SigV4Credentials credentials, @Nullable CredentialsException failure,
		@Nullable Instant asked) {

	/** Nothing is known. */
	public static final CredentialsStatus UNKNOWN = new CredentialsStatus(null, null, null);

}
