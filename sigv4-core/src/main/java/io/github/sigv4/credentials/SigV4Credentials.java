package io.github.sigv4.credentials;

import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * An access key id with its secret access key and, for temporary credentials, the session
 * token and the time at which they expire.
 * <p>
 * Immutable. Nothing but {@link #secretAccessKey()} and {@link #sessionToken()} reveals
 * the secrets; {@link #toString()} does not.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/security-creds-programmatic-access.html">AWS
 * security credentials</a>
 */
public final class SigV4Credentials {

	private final String accessKeyId;

	private final String secretAccessKey;

	private final @Nullable String sessionToken;

	private final @Nullable Instant expiration;

	private SigV4Credentials(String accessKeyId, String secretAccessKey, @Nullable String sessionToken,
			@Nullable Instant expiration) {
		this.accessKeyId = accessKeyId;
		this.secretAccessKey = secretAccessKey;
		this.sessionToken = sessionToken;
		this.expiration = expiration;
	}

	/**
	 * Create permanent credentials, those of an IAM user.
	 * @param accessKeyId the access key id, as {@code AKIA...}
	 * @param secretAccessKey the secret access key
	 * @return the credentials
	 * @throws CredentialsException if a part is empty or has characters that no key has
	 */
	public static SigV4Credentials of(String accessKeyId, String secretAccessKey) {
		return of(accessKeyId, secretAccessKey, null, null);
	}

	/**
	 * Create credentials that may be temporary.
	 * @param accessKeyId the access key id, as {@code ASIA...} for temporary credentials
	 * @param secretAccessKey the secret access key
	 * @param sessionToken the session token, or {@code null} for permanent credentials
	 * @return the credentials, with no known expiration
	 * @throws CredentialsException if a part is empty or has characters that no key has
	 */
	public static SigV4Credentials of(String accessKeyId, String secretAccessKey, @Nullable String sessionToken) {
		return of(accessKeyId, secretAccessKey, sessionToken, null);
	}

	/**
	 * Create credentials that may be temporary.
	 * @param accessKeyId the access key id, as {@code ASIA...} for temporary credentials
	 * @param secretAccessKey the secret access key
	 * @param sessionToken the session token, or {@code null} for permanent credentials
	 * @param expiration when they expire, or {@code null} if they do not or it is unknown
	 * @return the credentials
	 * @throws CredentialsException if a part is empty or has characters that no key has
	 */
	public static SigV4Credentials of(String accessKeyId, String secretAccessKey, @Nullable String sessionToken,
			@Nullable Instant expiration) {
		requireKeyText("access key id", accessKeyId);
		// They would end the id inside 'Credential=id/scope, SignedHeaders=...'
		if (accessKeyId.indexOf('/') >= 0 || accessKeyId.indexOf(',') >= 0) {
			throw new CredentialsException("The access key id has a '/' or ','. Is it the secret access key?");
		}
		requireKeyText("secret access key", secretAccessKey);
		if (sessionToken != null) {
			requireKeyText("session token", sessionToken);
		}
		return new SigV4Credentials(accessKeyId, secretAccessKey, sessionToken, expiration);
	}

	/**
	 * Refuses what would otherwise come back as a puzzling answer: an empty variable, the
	 * line end of a mounted file, or a line end meant to inject a header.
	 */
	@SuppressWarnings("ConstantValue")
	private static void requireKeyText(String part, String value) {
		if (value == null || value.isBlank()) {
			throw new CredentialsException("The " + part + " is empty. Set it, or leave all parts out.");
		}
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (c <= 0x20 || c >= 0x7f) {
				throw new CredentialsException("The " + part + " has white space, a control character or a "
						+ "character outside of ASCII at index " + i
						+ ". Was it copied with a line end, or read from a file that ends with one?");
			}
		}
	}

	/**
	 * Return the access key id, which is not a secret.
	 * @return the access key id
	 */
	public String accessKeyId() {
		return this.accessKeyId;
	}

	/**
	 * Return the secret access key.
	 * @return the secret access key
	 */
	public String secretAccessKey() {
		return this.secretAccessKey;
	}

	/**
	 * Return the session token, a secret that is sent with every request.
	 * @return the session token, or {@code null} for permanent credentials
	 */
	public @Nullable String sessionToken() {
		return this.sessionToken;
	}

	/**
	 * Return when the credentials expire.
	 * @return the expiration, or {@code null} if there is none or it is unknown
	 */
	public @Nullable Instant expiration() {
		return this.expiration;
	}

	@Override
	public boolean equals(@Nullable Object obj) {
		if (this == obj) {
			return true;
		}
		return obj instanceof SigV4Credentials other && this.accessKeyId.equals(other.accessKeyId)
				&& this.secretAccessKey.equals(other.secretAccessKey)
				&& Objects.equals(this.sessionToken, other.sessionToken)
				&& Objects.equals(this.expiration, other.expiration);
	}

	@Override
	public int hashCode() {
		// Strings remember their hash, so this stays cheap for a per-request look-up
		return 31 * this.accessKeyId.hashCode() + this.secretAccessKey.hashCode();
	}

	@Override
	public String toString() {
		return "SigV4Credentials[accessKeyId=" + this.accessKeyId
				+ ((this.sessionToken != null) ? ", temporary" : ", permanent")
				+ ((this.expiration != null) ? ", expiration=" + this.expiration : "") + "]";
	}

}
