package io.github.sigv4;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;

import javax.crypto.KeyAgreement;

/**
 * The elliptic curve of SigV4A, {@code secp256r1}, with the JDK's arithmetic.
 *
 * @see <a href="https://www.secg.org/sec2-v2.pdf">SEC 2: secp256r1</a>
 */
final class P256 {

	private P256() {
	}

	static ECParameterSpec parameters() throws GeneralSecurityException {
		AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
		parameters.init(new ECGenParameterSpec("secp256r1"));
		return parameters.getParameterSpec(ECParameterSpec.class);
	}

	static byte[] sign(PrivateKey privateKey, byte[] bytes, int count) throws GeneralSecurityException {
		Signature ecdsa = Signature.getInstance("SHA256withECDSA");
		ecdsa.initSign(privateKey);
		ecdsa.update(bytes, 0, count);
		return ecdsa.sign();
	}

	static boolean verify(PublicKey publicKey, byte[] bytes, int count, byte[] der) throws GeneralSecurityException {
		Signature ecdsa = Signature.getInstance("SHA256withECDSA");
		ecdsa.initVerify(publicKey);
		ecdsa.update(bytes, 0, count);
		try {
			return ecdsa.verify(der);
		}
		catch (SignatureException ex) {
			// Not the encoding of a signature
			return false;
		}
	}

	/**
	 * Return the public key of a private one, which the JDK does not compute as such. Its
	 * key agreement with the curve's generator gives the point's x; y is a root of the
	 * curve's equation, and which of the two a signature tells.
	 */
	static PublicKey publicKey(PrivateKey privateKey) throws GeneralSecurityException {
		ECParameterSpec parameters = parameters();
		KeyFactory keys = KeyFactory.getInstance("EC");
		KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
		agreement.init(privateKey);
		agreement.doPhase(keys.generatePublic(new ECPublicKeySpec(parameters.getGenerator(), parameters)), true);
		BigInteger x = new BigInteger(1, agreement.generateSecret());
		BigInteger p = ((ECFieldFp) parameters.getCurve().getField()).getP();
		BigInteger square = x.pow(3)
			.add(parameters.getCurve().getA().multiply(x))
			.add(parameters.getCurve().getB())
			.mod(p);
		// A root modulo a prime that is 3 modulo 4
		BigInteger y = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
		byte[] probe = { 1 };
		byte[] signature = sign(privateKey, probe, probe.length);
		PublicKey publicKey = keys.generatePublic(new ECPublicKeySpec(new ECPoint(x, y), parameters));
		if (verify(publicKey, probe, probe.length, signature)) {
			return publicKey;
		}
		return keys.generatePublic(new ECPublicKeySpec(new ECPoint(x, p.subtract(y)), parameters));
	}

}
