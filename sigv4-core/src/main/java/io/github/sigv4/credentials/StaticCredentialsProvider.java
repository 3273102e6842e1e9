package io.github.sigv4.credentials;

/**
 * Credentials that were written down and never change.
 *
 * @param credentials the credentials
 */
record StaticCredentialsProvider(SigV4Credentials credentials) implements SigV4CredentialsProvider {

	@Override
	public SigV4Credentials resolveCredentials() {
		return this.credentials;
	}

	@Override
	public SigV4Credentials cachedCredentials() {
		return this.credentials;
	}

	@Override
	public String toString() {
		return "the keys with the access key id " + this.credentials.accessKeyId();
	}

}
