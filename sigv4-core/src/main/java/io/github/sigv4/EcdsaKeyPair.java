package io.github.sigv4;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECPrivateKeySpec;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.credentials.SigV4Credentials;

/**
 * The keys of {@link SigningAlgorithm#SIGV4A} on the curve P-256, derived from the access
 * key id and the secret: the same on every day, for every region and every service.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html#how-sigv4a-works">How
 * AWS SigV4A works</a>
 * @see <a href="https://csrc.nist.gov/pubs/sp/800/108/r1/upd1/final">NIST SP 800-108: key
 * derivation in counter mode</a>
 */
final class EcdsaKeyPair {

	private static final int BITS = 256;

	private final String accessKeyId;

	private final String secretAccessKey;

	private final PrivateKey privateKey;

	/** Costs milliseconds and only a verifier needs it. */
	private volatile @Nullable PublicKey publicKey;

	EcdsaKeyPair(SigV4Credentials credentials) {
		this.accessKeyId = credentials.accessKeyId();
		this.secretAccessKey = credentials.secretAccessKey();
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
		byte[] label = SigningKey.ascii(SigningAlgorithm.SIGV4A.id());
		byte[] id = SigningKey.ascii(accessKeyId);
		return ByteBuffer.allocate(4 + label.length + 1 + id.length + 1 + 4)
			.putInt(1)
			.put(label)
			.put((byte) 0)
			.put(id)
			.put((byte) counter)
			.putInt(BITS)
			.array();
	}

	/** Whether these are the keys of the credentials: the session token has no part. */
	boolean isOf(SigV4Credentials credentials) {
		return this.accessKeyId.equals(credentials.accessKeyId())
				&& this.secretAccessKey.equals(credentials.secretAccessKey());
	}

	PrivateKey privateKey() {
		return this.privateKey;
	}

	PublicKey publicKey() throws GeneralSecurityException {
		PublicKey publicKey = this.publicKey;
		if (publicKey == null) {
			publicKey = P256.publicKey(this.privateKey);
			this.publicKey = publicKey;
		}
		return publicKey;
	}

	@Override
	public String toString() {
		return "EcdsaKeyPair[" + this.accessKeyId + "]";
	}

}
