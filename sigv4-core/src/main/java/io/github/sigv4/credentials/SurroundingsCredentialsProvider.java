package io.github.sigv4.credentials;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Reads credentials from system properties, then from environment variables, on each
 * call: both are at hand without waiting, and a property may change while the process
 * runs.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/credentials-chain.html">AWS
 * SDK for Java: default credentials provider chain</a>
 */
final class SurroundingsCredentialsProvider implements SigV4CredentialsProvider {

	private final Function<String, @Nullable String> systemProperties;

	private final Function<String, @Nullable String> environment;

	SurroundingsCredentialsProvider(Function<String, @Nullable String> systemProperties,
			Function<String, @Nullable String> environment) {
		this.systemProperties = systemProperties;
		this.environment = environment;
	}

	@Override
	public SigV4Credentials resolveCredentials() {
		SigV4Credentials credentials = cachedCredentials();
		if (credentials == null) {
			throw new CredentialsException("No AWS credentials found: neither the system properties aws.accessKeyId "
					+ "and aws.secretAccessKey nor the environment variables AWS_ACCESS_KEY_ID and "
					+ "AWS_SECRET_ACCESS_KEY are set.");
		}
		return credentials;
	}

	@Override
	public @Nullable SigV4Credentials cachedCredentials() {
		SigV4Credentials credentials = read("system property", this.systemProperties, "aws.accessKeyId",
				"aws.secretAccessKey", "aws.sessionToken");
		return (credentials != null) ? credentials : read("environment variable", this.environment, "AWS_ACCESS_KEY_ID",
				"AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");
	}

	private static @Nullable SigV4Credentials read(String kind, Function<String, @Nullable String> source,
			String idName, String secretName, String tokenName) {
		String id = text(source.apply(idName));
		String secret = text(source.apply(secretName));
		if (id == null && secret == null) {
			return null;
		}
		if (id == null) {
			throw half(kind, secretName, idName);
		}
		if (secret == null) {
			throw half(kind, idName, secretName);
		}
		try {
			return SigV4Credentials.of(id, secret, text(source.apply(tokenName)));
		}
		catch (CredentialsException ex) {
			throw new CredentialsException("Credentials from " + kind + " " + idName + ": " + ex.getMessage(), ex);
		}
	}

	private static CredentialsException half(String kind, String set, String missing) {
		return new CredentialsException(
				"The " + kind + " " + set + " is set but " + missing + " is not. Set both, or neither.");
	}

	/** As AWS's SDK does: surrounding blanks are dropped and an empty value is none. */
	private static @Nullable String text(@Nullable String value) {
		return (value != null && !value.isBlank()) ? value.strip() : null;
	}

	@Override
	public String toString() {
		return "system properties, environment";
	}

}
