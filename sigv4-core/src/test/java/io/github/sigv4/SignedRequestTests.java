package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What explains a signature has to be what was signed.
 */
class SignedRequestTests {

	private static final SigV4Credentials CREDENTIALS = SigV4Credentials.of("ASIDEXAMPLE", "mysecret", "mytoken");

	private static final Instant NOW = Instant.parse("2024-02-29T23:59:59.999Z");

	static List<SignedRequest> signed() {
		SigV4Signer signer = SigV4Signer.create();
		SigV4Request request = SigV4Request.builder("PUT", "https://h:8443/a%20b/../\u00fc?q=%7e&p&q=1")
			.header("X-Amz-Meta", "  Gr\u00fc\u00dfe  \ud83d\ude00 ")
			.header("x-amz-meta", "")
			.payload(PayloadHash.of(new byte[] { 1, 2, 3 }))
			.build();
		SigningSettings s3 = SigningSettings.forService("s3", "us-east-1");
		SigningSettings es = SigningSettings.forService("es", "eu-west-1");
		return List.of(signer.sign(request, s3, CREDENTIALS, NOW), signer.sign(request, es, CREDENTIALS, NOW),
				signer.presign(request, s3, CREDENTIALS, NOW, Duration.ofHours(1)),
				signer.presign(request, es.withSignedSessionToken(false), CREDENTIALS, NOW, null));
	}

	@ParameterizedTest
	@MethodSource("signed")
	void shouldExplainTheHashOfTheCanonicalRequest(SignedRequest signed) throws GeneralSecurityException {
		byte[] canonical = signed.canonicalRequest().getBytes(StandardCharsets.UTF_8);
		String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
		assertThat(signed.stringToSign())
			.isEqualTo("AWS4-HMAC-SHA256\n" + signed.requestDate() + "\n" + signed.credentialScope() + "\n" + hash);
		assertThat(signed.requestDate()).isEqualTo("20240229T235959Z");
	}

	@ParameterizedTest
	@MethodSource("signed")
	void shouldExplainTheTextWhoseHmacIsTheSignature(SignedRequest signed) throws GeneralSecurityException {
		byte[] key = "AWS4mysecret".getBytes(StandardCharsets.UTF_8);
		for (String part : signed.credentialScope().split("/", -1)) {
			key = hmac(key, part);
		}
		assertThat(signed.signature()).isEqualTo(HexFormat.of().formatHex(hmac(key, signed.stringToSign())));
	}

	@ParameterizedTest
	@MethodSource("signed")
	void shouldExplainTheSignedHeaders(SignedRequest signed) {
		String[] lines = signed.canonicalRequest().split("\n", -1);
		assertThat(signed.signedHeaders()).isEqualTo(lines[lines.length - 2]);
		assertThat(String.valueOf(signed.authorization()) + signed.presignedUrl()).containsAnyOf(
				", SignedHeaders=" + signed.signedHeaders() + ", ",
				"&X-Amz-SignedHeaders=" + signed.signedHeaders().replace(";", "%3B") + "&");
	}

	@ParameterizedTest
	@MethodSource("signed")
	void shouldShowNeitherSecretNorTokenNorSignature(SignedRequest signed) {
		assertThat(signed.toString()).startsWith("SignedRequest[SigV4Request[PUT https://h:8443/a%20b/")
			.contains(signed.credentialScope())
			.doesNotContain("mysecret", "mytoken", signed.signature(), "X-Amz");
	}

	@ParameterizedTest
	@MethodSource("signed")
	void whenAskedTwiceThenTheAnswersAreTheSame(SignedRequest signed) {
		assertThat(signed.canonicalRequest()).isEqualTo(signed.canonicalRequest());
		assertThat(signed.stringToSign()).isEqualTo(signed.stringToSign());
	}

	@Test
	void shouldGiveHeadersOneByOneAsTogether() {
		SignedRequest signed = signed().get(0);
		Map<String, String> headers = new LinkedHashMap<>();
		signed.forEachHeader(headers::put);
		assertThat(headers).isEqualTo(signed.headers()).hasSize(4);
		signed().get(2).forEachHeader((name, value) -> {
			throw new AssertionError(name);
		});
	}

	private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(key, "HmacSHA256"));
		return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
	}

}
