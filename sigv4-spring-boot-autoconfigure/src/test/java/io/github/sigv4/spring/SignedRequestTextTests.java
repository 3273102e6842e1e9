package io.github.sigv4.spring;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.spring.wire.TestServices;

import static org.assertj.core.api.Assertions.assertThat;

class SignedRequestTextTests {

	private static final Instant NOW = Instant.parse("2026-05-17T12:00:00Z");

	private final SigV4Signer signer = SigV4Signer.create();

	@Test
	void lineHasNamesButNoValuesOfTheQuery() {
		assertThat(signed("https://b.s3.amazonaws.com/a%20b?prefix=mine&acl&token=sesame").line())
			.isEqualTo("signed PUT b.s3.amazonaws.com/a%20b?prefix&acl&token: signed headers "
					+ "host;x-amz-content-sha256;x-amz-date;x-amz-security-token;"
					+ "x-amz-server-side-encryption-customer-key, "
					+ "credential scope 20260517/us-east-1/s3/aws4_request");
	}

	@Test
	void lineOfAPresignedUrlHasNeitherSignatureNorToken() {
		SignedRequestText text = presigned("https://b.s3.amazonaws.com/a?versionId=1");
		assertThat(text.line()).startsWith("presigned PUT b.s3.amazonaws.com/a?versionId: signed headers host");
		assertThat(text.block()).contains("X-Amz-Security-Token=[redacted]")
			.contains("versionId=1")
			.doesNotContain("token%3D")
			.doesNotContain(text.signed().signature());
	}

	@Test
	void blockHasWhatWasSignedButNoSecrets() {
		SignedRequestText text = signed("https://b.s3.amazonaws.com/a?prefix=mine&token=sesame");
		assertThat(text.block().lines()).containsExactly("signed the canonical request", "  | PUT", "  | /a",
				"  | prefix=mine&token=[redacted]", "  | host:b.s3.amazonaws.com",
				"  | x-amz-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
				"  | x-amz-date:20260517T120000Z", "  | x-amz-security-token:[redacted]",
				"  | x-amz-server-side-encryption-customer-key:[redacted]", "  | ",
				"  | host;x-amz-content-sha256;x-amz-date;x-amz-security-token;"
						+ "x-amz-server-side-encryption-customer-key",
				"  | e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "by the string to sign",
				"  | AWS4-HMAC-SHA256", "  | 20260517T120000Z", "  | 20260517/us-east-1/s3/aws4_request",
				"  | " + text.signed().stringToSign().lines().skip(3).findFirst().orElseThrow());
	}

	@Test
	void blockShowsHowWasSignedButNothingThatIsNamedLikeASecret() {
		SignedRequestText text = presigned(
				"https://b.s3.amazonaws.com/a?SAMLAssertion=sesame&AuthenticationCode1=sesame"
						+ "&client_assertion=sesame&jwt=sesame&x-amz-mfa=sesame&x-auth-user=sesame&PrivateKey=sesame");
		assertThat(text.block()).doesNotContain("sesame")
			.contains("X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-SignedHeaders=host",
					"%2F20260517%2Fus-east-1%2Fs3%2Faws4_request", "X-Amz-Date=20260517T120000Z");
	}

	@Test
	void nobodyWritesLinesOfHisOwn() {
		SigV4Request request = SigV4Request.builder("GET", "https://api.example.com/")
			.header("x-amz-meta-a", "a\u2028\u0085\u202ered\u00e9")
			.build();
		SignedRequestText text = new SignedRequestText(request,
				this.signer.sign(request, TestServices.S3, TestServices.PERMANENT, NOW));
		assertThat(text.block()).matches("[\\x20-\\x7e\\n]*")
			.contains("\n  | x-amz-meta-a:a\\u2028\\u0085\\u202ered\\u00e9\n");
	}

	private SignedRequestText signed(String uri) {
		SigV4Request request = request(uri);
		return new SignedRequestText(request, this.signer.sign(request, TestServices.S3, TestServices.TEMPORARY, NOW));
	}

	private SignedRequestText presigned(String uri) {
		SigV4Request request = request(uri);
		return new SignedRequestText(request, this.signer.presign(request,
				SigningSettings.forService("s3", "us-east-1"), TestServices.TEMPORARY, NOW, Duration.ofMinutes(1)));
	}

	private static SigV4Request request(String uri) {
		return SigV4Request.builder("PUT", uri).header("x-amz-server-side-encryption-customer-key", "bXkga2V5").build();
	}

}
