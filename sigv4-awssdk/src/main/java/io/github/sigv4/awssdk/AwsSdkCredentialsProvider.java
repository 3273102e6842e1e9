package io.github.sigv4.awssdk;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFileSupplier;
import software.amazon.awssdk.utils.SdkAutoCloseable;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

/**
 * Credentials of one of the SDK's providers. <pre class="code">
 * SigV4CredentialsProvider provider = SigV4CredentialsProvider
 *     .caching(AwsSdkCredentialsProvider.ofProfile("dev"), Clock.systemUTC());
 * </pre>
 * <p>
 * It asks at each call, on the calling thread, which may block for as long as the SDK's
 * provider does: wrap it as above. Thread-safe.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/credentials.html">Using
 * credentials providers in the AWS SDK for Java 2.x</a>
 */
public final class AwsSdkCredentialsProvider implements SigV4CredentialsProvider, AutoCloseable {

	private final String name;

	private final Supplier<AwsCredentialsProvider> factory;

	private final boolean owned;

	/** The one by which the SDK goes. */
	private final Clock clock = Clock.systemUTC();

	private final AtomicReference<@Nullable AwsCredentialsProvider> provider = new AtomicReference<>();

	AwsSdkCredentialsProvider(String name, boolean owned, Supplier<AwsCredentialsProvider> factory) {
		this.name = name;
		this.owned = owned;
		this.factory = factory;
	}

	/**
	 * Return the credentials of a provider that somebody else has made, and closes.
	 * @param name what to call it in messages
	 * @param provider the provider
	 * @return the provider as ours
	 */
	public static AwsSdkCredentialsProvider of(String name, AwsCredentialsProvider provider) {
		return new AwsSdkCredentialsProvider(name, false, () -> provider);
	}

	/**
	 * Return the credentials of a profile in the shared files, whatever its kind: keys, a
	 * role, a process, SSO, a login. The files are read again when they have changed.
	 * @param profile the profile's name
	 * @return the provider
	 */
	public static AwsSdkCredentialsProvider ofProfile(String profile) {
		return new AwsSdkCredentialsProvider("the profile '" + profile + "'", true,
				() -> ProfileCredentialsProvider.builder()
					.profileName(profile)
					.profileFile(ProfileFileSupplier.defaultSupplier())
					.build());
	}

	/**
	 * The SDK's providers keep what they have, that of the instance metadata service for
	 * minutes after it has expired: one of them that is new has nothing to keep.
	 */
	@Override
	public SigV4Credentials resolveCredentials() {
		SigV4Credentials credentials = ask();
		return (this.owned && isExpired(credentials)) ? askAnew() : credentials;
	}

	@Override
	public SigV4Credentials refreshCredentials(SigV4Credentials refused) {
		SigV4Credentials credentials = ask();
		return (this.owned && credentials.equals(refused)) ? askAnew() : credentials;
	}

	private SigV4Credentials askAnew() {
		forget();
		return ask();
	}

	private SigV4Credentials ask() {
		try {
			return map(provider().resolveCredentials());
		}
		catch (RuntimeException | LinkageError ex) {
			// Some look only when they are new, as for a file that is made later
			forget();
			throw SdkFailure.of(this.name, ex);
		}
	}

	/** Two who come first at the same time make two, of which one is not used. */
	private AwsCredentialsProvider provider() {
		AwsCredentialsProvider current = this.provider.get();
		if (current != null) {
			return current;
		}
		AwsCredentialsProvider made = this.factory.get();
		AwsCredentialsProvider other = this.provider.compareAndExchange(null, made);
		if (other == null) {
			return made;
		}
		close(made);
		return other;
	}

	/**
	 * Close the SDK's provider, which may have clients of its own, unless somebody else
	 * has made it. Whoever asks later makes another one, which is to be closed again.
	 */
	@Override
	public void close() {
		forget();
	}

	private void forget() {
		close(this.provider.getAndSet(null));
	}

	private void close(@Nullable AwsCredentialsProvider provider) {
		if (this.owned && provider instanceof SdkAutoCloseable closeable) {
			closeable.close();
		}
	}

	private boolean isExpired(SigV4Credentials credentials) {
		Instant expiration = credentials.expiration();
		return expiration != null && !this.clock.instant().isBefore(expiration);
	}

	private static SigV4Credentials map(AwsCredentials credentials) {
		String sessionToken = (credentials instanceof AwsSessionCredentials session) ? session.sessionToken() : null;
		return SigV4Credentials.of(credentials.accessKeyId(), credentials.secretAccessKey(), sessionToken,
				credentials.expirationTime().orElse(null));
	}

	@Override
	public String toString() {
		return this.name;
	}

}
