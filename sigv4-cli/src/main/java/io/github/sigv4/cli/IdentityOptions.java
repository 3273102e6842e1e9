package io.github.sigv4.cli;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import io.github.sigv4.awssdk.AwsCredentialsChain;
import io.github.sigv4.awssdk.AwsSdkCredentialsProvider;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

/**
 * The options that say who signs, for what, and when. Filled by picocli.
 */
final class IdentityOptions {

	@Option(names = "--service", paramLabel = "NAME",
			description = "The service in the signature, as execute-api. Without it, the host tells.")
	private @Nullable String service;

	@Option(names = "--region", paramLabel = "REGION",
			description = "The region in the signature. Without it, the host tells.")
	private @Nullable String region;

	@Option(names = "--profile", paramLabel = "NAME",
			description = "Credentials of this profile alone. Without it, AWS's chain: environment, web identity, "
					+ "the default profile, container, instance.")
	private @Nullable String profile;

	@Option(names = "--date", paramLabel = "TIME",
			description = "The time of signing, as 20150830T123600Z. Without it, it is now.")
	private @Nullable String date;

	@Nullable String service() {
		return this.service;
	}

	@Nullable String region() {
		return this.region;
	}

	@Nullable String profile() {
		return this.profile;
	}

	/**
	 * Find the credentials. May block, for seconds where they come from afar.
	 * @throws io.github.sigv4.credentials.CredentialsException if there are none
	 */
	Identity identity() {
		SigV4CredentialsProvider provider = (this.profile != null) ? AwsSdkCredentialsProvider.ofProfile(this.profile)
				: AwsCredentialsChain.create();
		return new Identity(provider.resolveCredentials(), provider.toString());
	}

	/** The time that was asked for. */
	Instant instant(Clock clock) {
		if (this.date == null) {
			return clock.instant();
		}
		try {
			return RequestTime.parse(this.date);
		}
		catch (DateTimeException ex) {
			throw CommandException.usage("--date is not a time: give it as 20150830T123600Z or 2015-08-30T12:36:00Z");
		}
	}

	/**
	 * Who signs.
	 *
	 * @param credentials the credentials
	 * @param source where they were found
	 */
	record Identity(SigV4Credentials credentials, String source) {

	}

}
