package io.github.sigv4;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How long a presigned URL is good: as long as was asked for, but no longer than the
 * credentials, since a service refuses what expired credentials have signed.
 *
 * @param duration {@code X-Amz-Expires}, in whole seconds
 * @param expiration when it is over
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html#PresignedUrl-Expiration">Expiration
 * time for presigned URLs</a>
 */
record Expiry(Duration duration, Instant expiration) {

	static Expiry of(Duration asked, Instant instant, @Nullable Instant credentialsExpiration) {
		if (asked.compareTo(SigV4Signer.MIN_EXPIRES) < 0 || asked.compareTo(SigV4Signer.MAX_EXPIRES) > 0) {
			throw new SigV4Exception(
					"A presigned URL is good for 1 second to 7 days (604800 seconds), not for " + asked);
		}
		// As in X-Amz-Date, from which the service counts
		long from = instant.getEpochSecond();
		long seconds = asked.toSeconds();
		if (credentialsExpiration != null) {
			if (credentialsExpiration.isBefore(instant.plus(SigV4Signer.MIN_EXPIRES))) {
				throw new SigV4Exception(
						"The credentials have expired, or do so within a second of the time of signing, " + instant
								+ ": they are good until " + credentialsExpiration
								+ ". A URL presigned with them would be refused. Give credentials that are still good.");
			}
			seconds = Math.min(seconds, credentialsExpiration.getEpochSecond() - from);
		}
		return new Expiry(Duration.ofSeconds(seconds), Instant.ofEpochSecond(from + seconds));
	}

}
