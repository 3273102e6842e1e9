package io.github.sigv4.benchmarks;

import java.nio.charset.StandardCharsets;

/**
 * The hashing for a signature whose key has to be derived: that of each part of the
 * scope, then that of the request.
 */
final class KeyDerivationFloor {

	private final HashingFloor[] derivation;

	private final HashingFloor signature;

	private KeyDerivationFloor(HashingFloor[] derivation, HashingFloor signature) {
		this.derivation = derivation;
		this.signature = signature;
	}

	static KeyDerivationFloor of(RequestShape shape) {
		byte[] key = ("AWS4" + RequestShape.SECRET_ACCESS_KEY).getBytes(StandardCharsets.UTF_8);
		String[] scope = new EngineSigner(shape).signed().credentialScope().split("/", -1);
		HashingFloor[] derivation = new HashingFloor[scope.length];
		for (int i = 0; i < scope.length; i++) {
			derivation[i] = HashingFloor.ofHmac(key, scope[i]);
		}
		return new KeyDerivationFloor(derivation, HashingFloor.of(shape));
	}

	Object sign() {
		for (HashingFloor hmac : this.derivation) {
			hmac.hmac();
		}
		return this.signature.sign();
	}

}
