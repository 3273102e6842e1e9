package io.github.sigv4;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECPrivateKeySpec;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.credentials.SigV4Credentials;

/**
 * The key of {@link SigningAlgorithm#SIGV4A}: a private key on the curve P-256, derived
 * from the access key id and the secret. It is the same on every day and for every
 * service; what is in the scope is signed with the text only.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html#how-sigv4a-works">How
 * AWS SigV4A works</a>
 * @see <a href="https://csrc.nist.gov/pubs/sp/800/108/r1/upd1/final">NIST SP 800-108: key
 * derivation in counter mode</a>
 */
final class EcdsaSigningKey extends SigningKey {

	private static final int BITS = 256;

	private final PrivateKey privateKey;

	/** Costs milliseconds and only a verifier needs it. */
	private volatile @Nullable PublicKey publicKey;

	EcdsaSigningKey(SigV4Credentials credentials, long epochDay, SigningSettings settings) {
		super(credentials, epochDay, settings);
		try {
			this.privateKey = KeyFactory.getInstance("EC")
				.generatePrivate(new ECPrivateKeySpec(privateValue(credentials), P256.parameters()));
		}
		catch (GeneralSecurityException ex) {
			throw new SigV4Exception("This Java platform cannot sign by SigV4A: it lacks elliptic curve P-256", ex);
		}
	}

	/**
	 * The first candidate that is a private value of the curve: nearly always that of the
	 * first counter.
	 */
	static BigInteger privateValue(SigV4Credentials credentials) throws GeneralSecurityException {
		BigInteger largest = P256.parameters().getOrder().subtract(BigInteger.TWO);
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(("AWS4A" + credentials.secretAccessKey()).getBytes(StandardCharsets.UTF_8),
				"HmacSHA256"));
		for (int counter = 1; counter < 255; counter++) {
			BigInteger candidate = new BigInteger(1, mac.doFinal(fixedInput(credentials.accessKeyId(), counter)));
			if (candidate.compareTo(largest) <= 0) {
				return candidate.add(BigInteger.ONE);
			}
		}
		throw new SigV4Exception("No SigV4A key can be derived from the credentials. Create new ones.");
	}

	private static byte[] fixedInput(String accessKeyId, int counter) {
		byte[] label = ascii(SigningAlgorithm.SIGV4A.id());
		byte[] id = ascii(accessKeyId);
		return ByteBuffer.allocate(4 + label.length + 1 + id.length + 1 + 4)
			.putInt(1)
			.put(label)
			.put((byte) 0)
			.put(id)
			.put((byte) counter)
			.putInt(BITS)
			.array();
	}

	@Override
	int start(ByteBuilder text) {
		text.truncate(0);
		return 0;
	}

	/** The signature in its ASN.1 form; it is another one each time. */
	@Override
	void appendSignature(ByteBuilder text, MessageDigest sha256, ByteBuilder out) throws GeneralSecurityException {
		byte[] signature = P256.sign(this.privateKey, text.array(), text.length());
		out.appendHex(signature, 0, signature.length);
	}

	@Override
	boolean isSignature(String signature, ByteBuilder text, MessageDigest sha256) throws GeneralSecurityException {
		PublicKey publicKey = this.publicKey;
		if (publicKey == null) {
			publicKey = P256.publicKey(this.privateKey);
			this.publicKey = publicKey;
		}
		byte[] der = Hex.decode(signature);
		return der != null && P256.verify(publicKey, text.array(), text.length(), der);
	}

}
