package io.github.sigv4.spring.autoconfigure;

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.Credentials;

/**
 * The credentials that properties tell: keys or a profile, and roles that are assumed
 * with them.
 */
final class WrittenCredentials {

	private final AwsSources sources;

	private final RoleValues roles;

	private final CredentialsCache cache;

	/**
	 * Create what reads credentials.
	 * @param sources where a profile and a role come from
	 * @param roles checks what is said of roles
	 * @param cache keeps what is slow to ask for
	 */
	WrittenCredentials(AwsSources sources, RoleValues roles, CredentialsCache cache) {
		this.sources = sources;
		this.roles = roles;
		this.cache = cache;
	}

	/**
	 * Return the credentials of a group of properties.
	 * @param property the name of the group
	 * @param credentials its values
	 * @param region tells where to ask for a role; may block
	 * @return the credentials, or {@code null} if none are written down
	 * @throws InvalidSigV4PropertyException if they are incomplete, contradict each other
	 * or cannot be used
	 */
	@Nullable Found<SigV4CredentialsProvider> find(String property, @Nullable Credentials credentials,
			Supplier<@Nullable String> region) {
		if (credentials == null) {
			return null;
		}
		Found<SigV4CredentialsProvider> keys = keys(property, credentials);
		Found<SigV4CredentialsProvider> profile = profile(property, credentials);
		if (keys != null && profile != null) {
			throw new InvalidSigV4PropertyException(property + ".profile", credentials.profile(),
					"It is set, but so is access-key-id beside it, and it is open which of them is meant.",
					"Set either profile, or access-key-id and secret-access-key, below " + property + ".");
		}
		Found<SigV4CredentialsProvider> found = (keys != null) ? keys : profile;
		String roleProperty = property + ".assume-role";
		List<AwsSources.Role> roles = this.roles.check(roleProperty, credentials.assumeRole());
		if (!roles.isEmpty()) {
			SigV4CredentialsProvider assumed = (found != null) ? found.value() : this.sources.chain();
			for (AwsSources.Role role : roles) {
				assumed = this.sources.role(roleProperty + ".role-arn", role, assumed, region);
			}
			return new Found<>(this.cache.keep(property, assumed), property + ": " + assumed);
		}
		return (profile != null) ? new Found<>(this.cache.keep(property, profile.value()), profile.source()) : keys;
	}

	private @Nullable Found<SigV4CredentialsProvider> profile(String property, Credentials credentials) {
		String name = text(credentials.profile());
		return (name != null) ? new Found<>(this.sources.profile(property + ".profile", name),
				property + ": the profile '" + name + "'") : null;
	}

	private static @Nullable Found<SigV4CredentialsProvider> keys(String property, Credentials credentials) {
		String id = text(credentials.accessKeyId());
		String secret = text(credentials.secretAccessKey());
		String token = text(credentials.sessionToken());
		if (id == null && secret == null && token == null) {
			return null;
		}
		if (id == null) {
			throw missing(property + ".access-key-id", property);
		}
		if (secret == null) {
			throw missing(property + ".secret-access-key", property);
		}
		try {
			return new Found<>(SigV4CredentialsProvider.of(SigV4Credentials.of(id, secret, token)), property);
		}
		catch (CredentialsException ex) {
			throw new InvalidSigV4PropertyException(property, null, String.valueOf(ex.getMessage()),
					"Check the values below " + property + ", and where they come from.");
		}
	}

	/** An empty placeholder, as {@code ${KEY:}}, is none. */
	static @Nullable String text(@Nullable String value) {
		return StringUtils.hasText(value) ? value : null;
	}

	private static InvalidSigV4PropertyException missing(String property, String group) {
		return new InvalidSigV4PropertyException(property, null,
				"It is not set, but another part of " + group + " is. Half of a key pair cannot sign.",
				"Set both access-key-id and secret-access-key below " + group + ", or neither.");
	}

}
