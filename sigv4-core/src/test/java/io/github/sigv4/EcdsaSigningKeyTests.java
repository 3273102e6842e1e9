package io.github.sigv4;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.crt.auth.credentials.Credentials;
import software.amazon.awssdk.crt.cal.EccKeyPair;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.differential.ReferenceCurve;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link EcdsaSigningKey}, {@link EcdsaKeyPair} and {@link P256}, by AWS's examples, its
 * Common Runtime and a reference.
 */
class EcdsaSigningKeyTests {

	private static final SigningSettings SETTINGS = SigningSettings.forService("s3", "us-east-1")
		.withRegionSet(List.of("*"));

	/** The keys that AWS publishes with its signers. */
	@ParameterizedTest
	@CsvSource({
			"AKISORANDOMAASORANDOM, q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom, "
					+ "7fd3bd010c0d9c292141c2b77bfbde1042c92e6836fff749d1269ec890fca1bd, "
					+ "15d242ceebf8d8169fd6a8b5a746c41140414c3b07579038da06af89190fffcb, "
					+ "0515242cedd82e94799482e4c0514b505afccf2c0c98d6a553bf539f424c5ec0",
			"AKIDEXAMPLE, wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY, , "
					+ "b6618f6a65740a99e650b33b6b4b5bd0d43b176d721a3edfea7e7d2d56d936b1, "
					+ "865ed22a7eadc9c5cb9d2cbaca1b3699139fedc5043dc6661864218330c8e518" })
	void shouldDeriveThePublishedKey(String accessKeyId, String secretAccessKey, String privateValue, String x,
			String y) throws GeneralSecurityException {
		BigInteger derived = EcdsaKeyPair.privateValue(SigV4Credentials.of(accessKeyId, secretAccessKey));
		if (privateValue != null) {
			assertThat(derived.toString(16)).isEqualTo(privateValue);
		}
		ECPublicKey publicKey = publicKey(derived);
		assertThat(publicKey.getW().getAffineX()).isEqualTo(new BigInteger(x, 16));
		assertThat(publicKey.getW().getAffineY()).isEqualTo(new BigInteger(y, 16));
	}

	@Test
	void shouldDeriveTheKeyOfTheCommonRuntime() throws GeneralSecurityException {
		Random random = new Random(1);
		byte[] hash = new byte[32];
		for (int round = 0; round < 100; round++) {
			SigV4Credentials credentials = SigV4Credentials.of("AKID" + random.nextLong(),
					"secret" + random.nextLong());
			BigInteger privateValue = EcdsaKeyPair.privateValue(credentials);
			assertThat(privateValue)
				.isEqualTo(ReferenceCurve.privateValue(credentials.accessKeyId(), credentials.secretAccessKey()));
			ReferenceCurve.Point point = ReferenceCurve.publicPoint(privateValue);
			random.nextBytes(hash);
			try (EccKeyPair theirs = EccKeyPair.newDeriveFromCredentials(
					new Credentials(ascii(credentials.accessKeyId()), ascii(credentials.secretAccessKey()), null),
					EccKeyPair.AwsEccCurve.AWS_ECDSA_P256)) {
				assertThat(verify(point, hash, theirs.signMessage(hash))).isTrue();
			}
		}
	}

	private static boolean verify(ReferenceCurve.Point point, byte[] hash, byte[] signature)
			throws GeneralSecurityException {
		Signature ecdsa = Signature.getInstance("NONEwithECDSA");
		ecdsa.initVerify(KeyFactory.getInstance("EC")
			.generatePublic(new ECPublicKeySpec(new ECPoint(point.x(), point.y()), P256.parameters())));
		ecdsa.update(hash);
		return ecdsa.verify(signature);
	}

	/** Private values that are small, large, and anything in between. */
	@Test
	void shouldFindThePublicKeyOfAPrivateOne() throws GeneralSecurityException {
		Random random = new Random(1);
		for (int round = 0; round < 300; round++) {
			BigInteger privateValue = switch (round) {
				case 0, 1, 2 -> BigInteger.valueOf(round + 1);
				case 3, 4 -> ReferenceCurve.ORDER.subtract(BigInteger.valueOf(round - 2));
				default ->
					new BigInteger(256, random).mod(ReferenceCurve.ORDER.subtract(BigInteger.ONE)).add(BigInteger.ONE);
			};
			ReferenceCurve.Point point = ReferenceCurve.publicPoint(privateValue);
			ECPublicKey publicKey = publicKey(privateValue);
			assertThat(publicKey.getW().getAffineX()).as("x of %s", privateValue).isEqualTo(point.x());
			assertThat(publicKey.getW().getAffineY()).as("y of %s", privateValue).isEqualTo(point.y());
		}
	}

	private static ECPublicKey publicKey(BigInteger privateValue) throws GeneralSecurityException {
		PrivateKey privateKey = KeyFactory.getInstance("EC")
			.generatePrivate(new ECPrivateKeySpec(privateValue, P256.parameters()));
		return (ECPublicKey) P256.publicKey(privateKey);
	}

	@Test
	void shouldSignAndVerify() {
		SigningKey key = new SigningKeyCache().get(AwsSignedMessage.PERMANENT, 0, SETTINGS);
		SigningScratch scratch = new SigningScratch();
		Set<String> signatures = new HashSet<>();
		for (int round = 0; round < 50; round++) {
			String text = "text " + round;
			scratch.clear();
			scratch.writeText(key, (out) -> out.appendAscii(text));
			scratch.appendSignature(key, scratch.result);
			String signature = scratch.result.ascii(0, scratch.result.length());
			assertThat(signature).matches("30[0-9a-f]{130,142}");
			assertThat(scratch.isSignature(key, signature)).isTrue();
			assertThat(signatures.add(signature)).isTrue();
			for (String wrong : List.of("", "3", "xx", signature.substring(2), signature + "00",
					signature.toUpperCase(Locale.ROOT), signature.replaceFirst("^30", "31"),
					signature.substring(0, signature.length() - 1) + (signature.endsWith("0") ? '1' : '0'),
					"3006020100020100", "00".repeat(64))) {
				assertThat(scratch.isSignature(key, wrong)).as(wrong).isFalse();
			}
			scratch.writeText(key, (out) -> out.appendAscii(text + "."));
			assertThat(scratch.isSignature(key, signature)).isFalse();
		}
	}

	@Test
	void shouldBeTheKeyOfItsOwnScopeOnly() {
		SigningKey key = new SigningKeyCache().get(AwsSignedMessage.PERMANENT, 7, SETTINGS);
		assertThat(key.isFor(AwsSignedMessage.PERMANENT, 7, SETTINGS)).isTrue();
		assertThat(key.isFor(AwsSignedMessage.PERMANENT, 8, SETTINGS)).isFalse();
		assertThat(key.isFor(AwsSignedMessage.TEMPORARY, 7, SETTINGS)).isFalse();
		assertThat(key.isFor(AwsSignedMessage.PERMANENT, 7, SigningSettings.forService("s3", "us-east-1"))).isFalse();
	}

	@Test
	void shouldShowNoSecret() throws GeneralSecurityException {
		SigV4Credentials credentials = AwsSignedMessage.TEMPORARY;
		SigningKey key = new SigningKeyCache().get(credentials, 0, SETTINGS);
		assertThat(key).hasToString("SigningKey[19700101/s3/aws4_request]");
		assertThat(key.toString()).doesNotContain(EcdsaKeyPair.privateValue(credentials).toString(16),
				credentials.secretAccessKey());
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
