package io.github.sigv4.spring.wire;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

/**
 * Gives other credentials each time, and the last ones from then on.
 */
public final class RotatingCredentials implements SigV4CredentialsProvider {

	private final List<SigV4Credentials> credentials;

	private final AtomicInteger calls = new AtomicInteger();

	public RotatingCredentials(SigV4Credentials... credentials) {
		this.credentials = List.of(credentials);
	}

	@Override
	public SigV4Credentials resolveCredentials() {
		return this.credentials.get(Math.min(this.calls.getAndIncrement(), this.credentials.size() - 1));
	}

	public int calls() {
		return this.calls.get();
	}

}
