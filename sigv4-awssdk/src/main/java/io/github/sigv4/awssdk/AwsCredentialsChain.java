package io.github.sigv4.awssdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

/**
 * The credentials that AWS's SDK finds by itself: in system properties, the environment,
 * the token file of a web identity (EKS), a profile, at the container's endpoint (ECS,
 * EKS Pod Identity, Lambda has them in its environment), or from the instance metadata
 * service (EC2). <pre class="code">
 * SigV4CredentialsProvider provider = SigV4CredentialsProvider
 *     .caching(AwsCredentialsChain.create(), Clock.systemUTC());
 * </pre>
 * <p>
 * The first place that gives credentials is the one from then on. A place that is set up
 * but gives none ends the search: a pod whose role cannot be assumed must not sign with
 * that of its node. If there are none, the exception says of each place why not.
 * <p>
 * It asks at each call, on the calling thread, which may block for seconds: wrap it as
 * above. Thread-safe.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/credentials-chain.html">Default
 * credentials provider chain in the AWS SDK for Java 2.x</a>
 */
public final class AwsCredentialsChain implements SigV4CredentialsProvider, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(AwsCredentialsChain.class);

	private final List<CredentialsSource> sources;

	private volatile @Nullable SigV4CredentialsProvider found;

	AwsCredentialsChain(List<CredentialsSource> sources) {
		this.sources = sources;
	}

	/**
	 * Create a chain. It looks nowhere before it is asked.
	 * @return the chain
	 */
	public static AwsCredentialsChain create() {
		return new AwsCredentialsChain(CredentialsSource.ofDefaultChain());
	}

	@Override
	public SigV4Credentials resolveCredentials() {
		SigV4CredentialsProvider found = this.found;
		return (found != null) ? found.resolveCredentials() : search();
	}

	@Override
	public SigV4Credentials refreshCredentials(SigV4Credentials refused) {
		SigV4CredentialsProvider found = this.found;
		return (found != null) ? found.refreshCredentials(refused) : search();
	}

	private SigV4Credentials search() {
		List<String> tried = new ArrayList<>();
		for (CredentialsSource source : this.sources) {
			try {
				SigV4Credentials credentials = source.provider().resolveCredentials();
				logger.info("AWS credentials come from {} (access key id {})", source.provider(),
						credentials.accessKeyId());
				this.found = source.provider();
				return credentials;
			}
			catch (CredentialsException ex) {
				if (source.setUp().getAsBoolean()) {
					throw new CredentialsException(ex.getMessage() + before(tried), ex.getCause());
				}
				tried.add(source.provider() + ": " + Objects.requireNonNullElseGet(source.absence(),
						() -> SdkFailure.reason(source.provider(), ex)));
			}
		}
		throw new CredentialsException(
				"No AWS credentials were found. Looked at: " + String.join("; ", tried) + ". Set one of them up.");
	}

	/**
	 * Close the SDK's providers for these places, which may have clients of their own.
	 * Whoever asks later makes others, which are to be closed again.
	 */
	@Override
	public void close() {
		this.sources.forEach((source) -> source.provider().close());
	}

	private static String before(List<String> tried) {
		return tried.isEmpty() ? "" : " Looked before at: " + String.join("; ", tried) + ".";
	}

	@Override
	public String toString() {
		SigV4CredentialsProvider found = this.found;
		return (found != null) ? found.toString() : "AWS's default credentials chain";
	}

}
