package io.github.sigv4;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.credentials.SigV4Credentials;

/**
 * Keeps derived keys. A table with one place for each of so many hashes: a key that finds
 * its place taken, by yesterday's key or another service's, replaces it. So it is
 * bounded, needs no lock, and the worst that can happen is to derive a key again.
 * <p>
 * The key pairs of SigV4A, which depend on the credentials alone and are dear, have such
 * a table of their own and outlive the day.
 */
final class SigningKeyCache {

	private static final int SIZE = 1024;

	private final AtomicReferenceArray<@Nullable SigningKey> keys = new AtomicReferenceArray<>(SIZE);

	private final AtomicReferenceArray<@Nullable EcdsaKeyPair> keyPairs = new AtomicReferenceArray<>(SIZE);

	SigningKey get(SigV4Credentials credentials, long epochDay, SigningSettings settings) {
		int place = place(
				31 * (31 * credentials.hashCode() + settings.region().hashCode()) + settings.signingName().hashCode());
		SigningKey key = this.keys.getAcquire(place);
		if (key == null || !key.isFor(credentials, epochDay, settings)) {
			key = derive(credentials, epochDay, settings);
			this.keys.setRelease(place, key);
		}
		return key;
	}

	private SigningKey derive(SigV4Credentials credentials, long epochDay, SigningSettings settings) {
		return switch (settings.algorithm()) {
			case SIGV4 -> new HmacSigningKey(credentials, epochDay, settings);
			case SIGV4A -> new EcdsaSigningKey(credentials, epochDay, settings, keyPair(credentials));
		};
	}

	private EcdsaKeyPair keyPair(SigV4Credentials credentials) {
		int place = place(credentials.hashCode());
		EcdsaKeyPair keyPair = this.keyPairs.getAcquire(place);
		if (keyPair == null || !keyPair.isOf(credentials)) {
			keyPair = new EcdsaKeyPair(credentials);
			this.keyPairs.setRelease(place, keyPair);
		}
		return keyPair;
	}

	/** The day has no part in it: tomorrow's key takes the place of today's. */
	private static int place(int hash) {
		// Spreads names that differ in their last characters only
		return ((hash * 0x9E3779B9) >>> 16) & (SIZE - 1);
	}

}
