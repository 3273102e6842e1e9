package io.github.sigv4.spring.wire;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

/**
 * Gives the same credentials until they are refused, then others.
 */
public final class ReplacedCredentials implements SigV4CredentialsProvider {

	private final AtomicInteger refreshes = new AtomicInteger();

	private final @Nullable SigV4Credentials others;

	private volatile SigV4Credentials current;

	public ReplacedCredentials(SigV4Credentials first, @Nullable SigV4Credentials others) {
		this.current = first;
		this.others = others;
	}

	@Override
	public SigV4Credentials resolveCredentials() {
		return this.current;
	}

	@Override
	public SigV4Credentials cachedCredentials() {
		return this.current;
	}

	@Override
	public SigV4Credentials refreshCredentials(SigV4Credentials refused) {
		this.refreshes.incrementAndGet();
		if (this.others == null) {
			throw new CredentialsException("Nobody answers.");
		}
		this.current = this.others;
		return this.others;
	}

	public int refreshes() {
		return this.refreshes.get();
	}

}
