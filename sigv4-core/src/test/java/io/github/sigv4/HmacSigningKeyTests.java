package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Random;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;

import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link HmacSigningKey}, which takes its HMAC by hand, by {@link Mac}.
 */
class HmacSigningKeyTests {

	private static final String DAY = "20150830";

	private static final long EPOCH_DAY = LocalDate.of(2015, 8, 30).toEpochDay();

	@Test
	void shouldSignAsTheJdkDoes() throws GeneralSecurityException {
		Random random = new Random(1);
		SigningScratch scratch = new SigningScratch();
		for (int round = 0; round < 500; round++) {
			String secret = text(random, 1 + random.nextInt(100));
			String region = text(random, 1 + random.nextInt(20));
			SigningKey key = new SigningKeyCache().get(SigV4Credentials.of("AKIDEXAMPLE", secret), EPOCH_DAY,
					SigningSettings.forService("iam", region));
			String text = text(random, random.nextInt((round < 450) ? 200 : 20_000));
			String expected = expected(secret, region, text);
			scratch.writeText(key, (out) -> out.appendAscii(text));
			scratch.appendSignature(key, scratch.result);
			assertThat(scratch.result.ascii(0, scratch.result.length())).isEqualTo(expected);
			assertThat(scratch.stringToSign()).isEqualTo(text);
			assertThat(scratch.isSignature(key, expected)).isTrue();
			assertThat(scratch.isSignature(key, expected.replace('a', 'b') + 'a')).isFalse();
			assertThat(scratch.isSignature(key, expected.substring(1))).isFalse();
			assertThat(scratch.isSignature(key, "")).isFalse();
			scratch.clear();
		}
	}

	/** Visible ASCII that may stand in a scope. */
	private static String text(Random random, int length) {
		StringBuilder text = new StringBuilder();
		random.ints(length, '0', '~' + 1).forEach((c) -> text.append((char) c));
		return text.toString();
	}

	private static String expected(String secret, String region, String text) throws GeneralSecurityException {
		byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.US_ASCII);
		for (String part : new String[] { DAY, region, "iam", "aws4_request", text }) {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(key, "HmacSHA256"));
			key = mac.doFinal(part.getBytes(StandardCharsets.US_ASCII));
		}
		return HexFormat.of().formatHex(key);
	}

}
