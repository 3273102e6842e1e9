package io.github.sigv4;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.credentials.SigV4Credentials;

/**
 * Keeps derived keys. A table with one place for each of so many hashes: a key that finds
 * its place taken, by yesterday's key or another service's, replaces it. So it is
 * bounded, needs no lock, and the worst that can happen is to derive a key again.
 */
final class SigningKeyCache {

	private static final int SIZE = 1024;

	private final AtomicReferenceArray<@Nullable SigningKey> keys = new AtomicReferenceArray<>(SIZE);

	SigningKey get(SigV4Credentials credentials, long epochDay, SigningSettings settings) {
		int place = place(credentials, settings);
		SigningKey key = this.keys.getAcquire(place);
		if (key == null || !key.isFor(credentials, epochDay, settings)) {
			key = SigningKey.derive(credentials, epochDay, settings);
			this.keys.setRelease(place, key);
		}
		return key;
	}

	/** The day has no part in it: tomorrow's key takes the place of today's. */
	private static int place(SigV4Credentials credentials, SigningSettings settings) {
		int hash = 31 * (31 * credentials.hashCode() + settings.region().hashCode())
				+ settings.signingName().hashCode();
		// Spreads names that differ in their last characters only
		hash *= 0x9E3779B9;
		return (hash >>> 16) & (SIZE - 1);
	}

}
