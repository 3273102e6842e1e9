package io.github.sigv4.differential;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * The keys of Signature Version 4A once more, with the curve's arithmetic in big
 * integers: slow, straight from the specifications, and sharing no line with the main
 * code.
 */
public final class ReferenceCurve {

	/** The order of the group. */
	public static final BigInteger ORDER = new BigInteger(
			"ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

	private static final BigInteger P = new BigInteger(
			"ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);

	private static final BigInteger A = P.subtract(BigInteger.valueOf(3));

	private static final Point GENERATOR = new Point(
			new BigInteger("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296", 16),
			new BigInteger("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5", 16));

	private ReferenceCurve() {
	}

	/** The private value that belongs to an access key. */
	public static BigInteger privateValue(String accessKeyId, String secretAccessKey) {
		for (int counter = 1; counter < 255; counter++) {
			String input = "\0\0\0\1AWS4-ECDSA-P256-SHA256\0" + accessKeyId + (char) counter + "\0\0\1\0";
			BigInteger candidate = new BigInteger(1, hmac("AWS4A" + secretAccessKey, input));
			if (candidate.compareTo(ORDER.subtract(BigInteger.TWO)) <= 0) {
				return candidate.add(BigInteger.ONE);
			}
		}
		throw new IllegalStateException("No key");
	}

	private static byte[] hmac(String key, String text) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.ISO_8859_1), "HmacSHA256"));
			return mac.doFinal(text.getBytes(StandardCharsets.ISO_8859_1));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The generator, added to itself so many times. */
	public static Point publicPoint(BigInteger privateValue) {
		Point sum = null;
		for (int bit = privateValue.bitLength() - 1; bit >= 0; bit--) {
			sum = (sum != null) ? add(sum, sum) : null;
			if (privateValue.testBit(bit)) {
				sum = add(sum, GENERATOR);
			}
		}
		if (sum == null) {
			throw new IllegalArgumentException("Not a private value");
		}
		return sum;
	}

	private static Point add(@Nullable Point a, Point b) {
		if (a == null) {
			return b;
		}
		BigInteger slope = a.equals(b)
				? a.x.pow(2).multiply(BigInteger.valueOf(3)).add(A).multiply(inverse(a.y.add(a.y)))
				: b.y.subtract(a.y).multiply(inverse(b.x.subtract(a.x)));
		BigInteger x = slope.pow(2).subtract(a.x).subtract(b.x).mod(P);
		return new Point(x, slope.multiply(a.x.subtract(x)).subtract(a.y).mod(P));
	}

	private static BigInteger inverse(BigInteger value) {
		return value.modInverse(P);
	}

	/**
	 * A point of the curve.
	 *
	 * @param x its abscissa
	 * @param y its ordinate
	 */
	public record Point(BigInteger x, BigInteger y) {

		/** The abscissa in 64 digits. */
		public String xHex() {
			return hex(this.x);
		}

		/** The ordinate in 64 digits. */
		public String yHex() {
			return hex(this.y);
		}

		private static String hex(BigInteger value) {
			String digits = value.toString(16);
			return "0".repeat(64 - digits.length()) + digits;
		}

	}

}
