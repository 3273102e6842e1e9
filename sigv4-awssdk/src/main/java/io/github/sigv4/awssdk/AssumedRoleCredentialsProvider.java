package io.github.sigv4.awssdk;

import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

/**
 * The temporary credentials of a role. <pre class="code">
 * AssumedRole role = new AssumedRole("arn:aws:iam::123456789012:role/orders", "orders-service", null, null);
 * SigV4CredentialsProvider provider = SigV4CredentialsProvider.caching(
 *     new AssumedRoleCredentialsProvider(role, AwsCredentialsChain.create(), () -&gt; "eu-west-1"), Clock.systemUTC());
 * </pre>
 * <p>
 * It asks AWS STS at each call, on the calling thread: wrap it as above. The source may
 * be another role, which makes a chain of roles. Thread-safe if the source is.
 */
public final class AssumedRoleCredentialsProvider implements SigV4CredentialsProvider {

	private static final Logger logger = LoggerFactory.getLogger(AssumedRoleCredentialsProvider.class);

	private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(5);

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	/** What STS says of source credentials that are no longer good. */
	private static final Set<String> STALE = Set.of("ExpiredToken", "InvalidClientTokenId");

	private final AssumedRole role;

	private final SigV4CredentialsProvider source;

	private final Supplier<@Nullable String> region;

	/**
	 * Create a provider.
	 * @param role the role to assume
	 * @param source the credentials to assume it with
	 * @param region gives the region of the STS endpoint to ask. Asked at each call; may
	 * block
	 */
	public AssumedRoleCredentialsProvider(AssumedRole role, SigV4CredentialsProvider source,
			Supplier<@Nullable String> region) {
		this.role = role;
		this.source = source;
		this.region = region;
	}

	@Override
	public SigV4Credentials resolveCredentials() {
		SigV4Credentials own = this.source.resolveCredentials();
		try {
			return assume(own);
		}
		catch (StsException ex) {
			SigV4Credentials others = isStale(ex) ? this.source.refreshCredentials(own) : own;
			if (others.equals(own)) {
				throw SdkFailure.of(toString(), ex);
			}
			return assumeWith(others);
		}
		catch (RuntimeException | LinkageError ex) {
			throw SdkFailure.of(toString(), ex);
		}
	}

	private SigV4Credentials assumeWith(SigV4Credentials others) {
		try {
			return assume(others);
		}
		catch (RuntimeException ex) {
			throw SdkFailure.of(toString(), ex);
		}
	}

	private SigV4Credentials assume(SigV4Credentials own) {
		String region = this.region.get();
		if (region == null) {
			throw new CredentialsException(
					"AWS STS is asked in a region, but there is none. Set aws.sigv4.region, or AWS_REGION.");
		}
		// Made for one call an hour, so that there is nothing to close at the end, and of
		// this kind, whatever others the application has: theirs may log what it reads
		try (SdkHttpClient http = UrlConnectionHttpClient.builder()
			.connectionTimeout(CONNECTION_TIMEOUT)
			.socketTimeout(SOCKET_TIMEOUT)
			.build();
				StsClient sts = StsClient.builder()
					.httpClient(http)
					.region(Region.of(region))
					.credentialsProvider(StaticCredentialsProvider.create(map(own)))
					.overrideConfiguration((override) -> override.apiCallTimeout(TIMEOUT))
					.build()) {
			Credentials credentials = sts.assumeRole(request()).credentials();
			SigV4Credentials assumed = SigV4Credentials.of(credentials.accessKeyId(), credentials.secretAccessKey(),
					credentials.sessionToken(), credentials.expiration());
			logger.debug("Assumed {}: {}", this.role, assumed);
			return assumed;
		}
	}

	private AssumeRoleRequest request() {
		Duration duration = this.role.duration();
		return AssumeRoleRequest.builder()
			.roleArn(this.role.roleArn())
			.roleSessionName(this.role.roleSessionName())
			.externalId(this.role.externalId())
			.durationSeconds((duration != null) ? Math.toIntExact(duration.toSeconds()) : null)
			.build();
	}

	private static boolean isStale(StsException ex) {
		AwsErrorDetails details = ex.awsErrorDetails();
		// There is no code if it was not STS that answered, but a proxy
		return details != null && details.errorCode() != null && STALE.contains(details.errorCode());
	}

	private static AwsCredentials map(SigV4Credentials credentials) {
		String sessionToken = credentials.sessionToken();
		return (sessionToken != null)
				? AwsSessionCredentials.create(credentials.accessKeyId(), credentials.secretAccessKey(), sessionToken)
				: AwsBasicCredentials.create(credentials.accessKeyId(), credentials.secretAccessKey());
	}

	@Override
	public String toString() {
		return this.role + " with credentials from " + this.source;
	}

}
