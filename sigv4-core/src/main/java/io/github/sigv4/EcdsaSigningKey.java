package io.github.sigv4;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;

import io.github.sigv4.credentials.SigV4Credentials;

/**
 * The key of {@link SigningAlgorithm#SIGV4A}: the key pair of the credentials. What is in
 * the scope is signed with the text only.
 */
final class EcdsaSigningKey extends SigningKey {

	final EcdsaKeyPair keyPair;

	EcdsaSigningKey(SigV4Credentials credentials, long epochDay, SigningSettings settings, EcdsaKeyPair keyPair) {
		super(credentials, epochDay, settings);
		this.keyPair = keyPair;
	}

	@Override
	int start(ByteBuilder text) {
		text.truncate(0);
		return 0;
	}

	/** The signature in its ASN.1 form; it is another one each time. */
	@Override
	void appendSignature(ByteBuilder text, MessageDigest sha256, ByteBuilder out) throws GeneralSecurityException {
		byte[] signature = P256.sign(this.keyPair.privateKey(), text.array(), text.length());
		out.appendHex(signature, 0, signature.length);
	}

	@Override
	boolean isSignature(String signature, ByteBuilder text, MessageDigest sha256) throws GeneralSecurityException {
		byte[] der = Hex.decode(signature);
		return der != null && P256.verify(this.keyPair.publicKey(), text.array(), text.length(), der);
	}

}
