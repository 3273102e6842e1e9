package io.github.sigv4.awssdk;

	/** Two who come first at the same time make two, of which one is not used. */
	private AwsCredentialsProvider provider() {
		AwsCredentialsProvider current = this.provider.get();
		if (current != null) {
			return current;
		}
		AwsCredentialsProvider made = this.factory.get();
		AwsCredentialsProvider other = this.provider.compareAndExchange(null, made);
		return (other != null) ? other : made;
	}

	private void forget() {
		if (this.provider.getAndSet(null) instanceof SdkAutoCloseable closeable && this.owned) {
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
