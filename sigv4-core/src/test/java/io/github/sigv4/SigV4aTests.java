package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.crt.auth.credentials.Credentials;
import software.amazon.awssdk.crt.auth.signing.AwsSigner;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig;
import software.amazon.awssdk.crt.http.HttpHeader;
import software.amazon.awssdk.crt.http.HttpRequest;

import io.github.sigv4.Verification.Outcome;
import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is special about Signature Version 4A: the region set, the scope without a region,
 * and a signature that is another one each time.
 */
class SigV4aTests {

	private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");

	private static final SigV4Credentials CREDENTIALS = AwsSignedMessage.PERMANENT;

	private final SigV4Signer signer = SigV4Signer.create();

	private static SigningSettings settings(String... regions) {
		return SigningSettings.forService("execute-api", "us-east-1").withRegionSet(List.of(regions));
	}

	private static SigV4Request.Builder request() {
		return SigV4Request.forTarget("GET", "/orders?a=b").header("Host", "api.example.com");
	}

	private static SigV4Verifier.Builder verifier() {
		return SigV4Verifier.builder((id) -> CREDENTIALS.accessKeyId().equals(id) ? CREDENTIALS : null)
			.signingName("execute-api");
	}

	private static Outcome outcome(SigV4Verifier.Builder verifier, SigV4Request.Builder received) {
		return verifier.build().verify(received.build(), PayloadHash.EMPTY, NOW).outcome();
	}

	private SigV4Request.Builder signed(String... regions) {
		SigV4Request.Builder received = request();
		this.signer.sign(request().build(), settings(regions), CREDENTIALS, NOW).forEachHeader(received::header);
		return received;
	}

	@Test
	void shouldPutTheRegionSetIntoAHeaderThatIsSigned() {
		SignedRequest signed = this.signer.sign(request().build(), settings("us-*", "eu-west-1"), CREDENTIALS, NOW);
		assertThat(signed.canonicalRequest()).isEqualTo("""
				GET
				/orders
				a=b
				host:api.example.com
				x-amz-date:20150830T123600Z
				x-amz-region-set:us-*,eu-west-1

				host;x-amz-date;x-amz-region-set
				e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855""");
		assertThat(signed.stringToSign())
			.startsWith("AWS4-ECDSA-P256-SHA256\n20150830T123600Z\n20150830/execute-api/aws4_request\n");
		assertThat(signed.credentialScope()).isEqualTo("20150830/execute-api/aws4_request");
		assertThat(signed.headers()).containsEntry("X-Amz-Region-Set", "us-*,eu-west-1");
		assertThat(signed.authorization())
			.isEqualTo("AWS4-ECDSA-P256-SHA256 " + "Credential=AKIDEXAMPLE/20150830/execute-api/aws4_request, "
					+ "SignedHeaders=host;x-amz-date;x-amz-region-set, Signature=" + signed.signature());
	}

	@Test
	void shouldPutTheRegionSetIntoAUrl() {
		SignedRequest presigned = this.signer.presign(request().build(), settings("*"), CREDENTIALS, NOW,
				Duration.ofMinutes(1));
		assertThat(presigned.headers()).isEmpty();
		String url = String.valueOf(presigned.presignedUrl());
		assertThat(url)
			.startsWith("https://api.example.com/orders?a=b&X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256"
					+ "&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fexecute-api%2Faws4_request")
			.contains("&X-Amz-Region-Set=%2A&")
			.endsWith("&X-Amz-Signature=" + presigned.signature());
		String target = url.substring("https://api.example.com".length());
		assertThat(outcome(verifier(), SigV4Request.forTarget("GET", target).header("Host", "api.example.com")))
			.isEqualTo(Outcome.VERIFIED);
		assertThat(
				outcome(verifier(), SigV4Request.forTarget("GET", target.replace("Region-Set=%2A", "Region-Set=us-%2A"))
					.header("Host", "api.example.com")))
			.isEqualTo(Outcome.SIGNATURE_MISMATCH);
		assertThat(outcome(verifier(),
				SigV4Request.forTarget("GET", target + "&X-Amz-Region-Set=%2A").header("Host", "api.example.com")))
			.isEqualTo(Outcome.INCOMPLETE_SIGNATURE);
	}

	@Test
	void whenARequestHasARegionSetAlreadyThenItIsReplaced() {
		SigV4Request request = request().header("X-Amz-Region-Set", "old").build();
		assertThat(this.signer.sign(request, settings("*"), CREDENTIALS, NOW).canonicalRequest())
			.contains("x-amz-region-set:*\n");
	}

	@Test
	void whenARequestHasARegionSetButIsSignedBySigV4ThenItIsAHeaderLikeAnyOther() {
		SigV4Request request = request().header("X-Amz-Region-Set", "old").build();
		assertThat(this.signer.sign(request, SigningSettings.forService("execute-api", "us-east-1"), CREDENTIALS, NOW)
			.canonicalRequest()).contains("x-amz-region-set:old\n");
	}

	@Test
	void shouldVerifyWhatItSigned() {
		assertThat(outcome(verifier(), signed("*"))).isEqualTo(Outcome.VERIFIED);
		assertThat(outcome(verifier().region("eu-west-1"), signed("*"))).isEqualTo(Outcome.VERIFIED);
		SigV4Credentials other = SigV4Credentials.of(CREDENTIALS.accessKeyId(), "another");
		assertThat(outcome(SigV4Verifier.builder((id) -> other), signed("*"))).isEqualTo(Outcome.SIGNATURE_MISMATCH);
		assertThat(outcome(verifier(), signed("*").header("X-Amz-Meta", "a"))).isEqualTo(Outcome.UNSIGNED_HEADER);
		assertThat(outcome(verifier(), signed("*").target("/orders?a=c"))).isEqualTo(Outcome.SIGNATURE_MISMATCH);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ',
			value = { "* true", "eu-west-1 true", "eu-* true", "*-west-1 true", "e*t-1 true", "*eu-west-1* true",
					"*w*1 true", "us-east-1,eu-west-1 true", "us-*,eu-west-* true", "us-* false", "eu-west-10 false",
					"eu-west- false", "eu-west-1*2 false", "u-west-1 false", "*-east-* false",
					"us-east-1,us-west-1 false", "EU-WEST-1 false", "eu.west.1 false" })
	void shouldAcceptWhatIsForTheRegionOnly(String regionSet, boolean accepted) {
		assertThat(outcome(verifier().region("eu-west-1"), signed(regionSet.split(",", -1))))
			.isEqualTo(accepted ? Outcome.VERIFIED : Outcome.WRONG_SCOPE);
	}

	/** Presigned by AWS's Common Runtime. */
	@ParameterizedTest
	@CsvSource(delimiter = ' ', value = { "* true", "eu-west-1 true", "eu-* true", "us-east-1,eu-west-1 true",
			"us-*,eu-west-* true", "us-* false", "eu-west-10 false", "us-east-1,us-west-1 false" })
	void shouldAcceptAUrlThatIsForTheRegionOnly(String regionSet, boolean accepted) {
		HttpRequest unsigned = new HttpRequest("GET", "/orders?a=b",
				new HttpHeader[] { new HttpHeader("Host", "api.example.com") }, null);
		try (AwsSigningConfig config = new AwsSigningConfig()) {
			config.setAlgorithm(AwsSigningConfig.AwsSigningAlgorithm.SIGV4_ASYMMETRIC);
			config.setSignatureType(AwsSigningConfig.AwsSignatureType.HTTP_REQUEST_VIA_QUERY_PARAMS);
			config.setRegion(regionSet);
			config.setService("execute-api");
			config.setTime(NOW.toEpochMilli());
			config.setExpirationInSeconds(60);
			config.setCredentials(new Credentials(CREDENTIALS.accessKeyId().getBytes(StandardCharsets.US_ASCII),
					CREDENTIALS.secretAccessKey().getBytes(StandardCharsets.US_ASCII), null));
			String target = AwsSigner.sign(unsigned, config).join().getSignedRequest().getEncodedPath();
			assertThat(outcome(verifier().region("eu-west-1"),
					SigV4Request.forTarget("GET", target).header("Host", "api.example.com")))
				.isEqualTo(accepted ? Outcome.VERIFIED : Outcome.WRONG_SCOPE);
			assertThat(outcome(verifier().region("eu-west-1"),
					SigV4Request.forTarget("GET", target.replaceFirst("Region-Set=[^&]*", "Region-Set=eu-west-1"))
						.header("Host", "api.example.com")))
				.isEqualTo(regionSet.equals("eu-west-1") ? Outcome.VERIFIED : Outcome.SIGNATURE_MISMATCH);
		}
	}

	@Test
	void whenTheRegionSetHasManyAsterisksThenTheAnswerComesAtOnce() {
		String regionSet = "*".repeat(4000) + "x";
		SigV4Request.Builder received = signed(regionSet);
		long start = System.nanoTime();
		assertThat(outcome(verifier().region("eu-west-1"), received)).isEqualTo(Outcome.WRONG_SCOPE);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "a,,b", "eu-west-1, us-east-1", "a/b" })
	void whenTheRegionSetIsNoneThenTheSignatureIsIncomplete(String regionSet) {
		SigV4Request.Builder received = request();
		this.signer.sign(request().build(), settings("*"), CREDENTIALS, NOW)
			.forEachHeader((name, value) -> received.header(name, name.equals("X-Amz-Region-Set") ? regionSet : value));
		assertThat(outcome(verifier(), received)).isEqualTo(Outcome.INCOMPLETE_SIGNATURE);
	}

	@Test
	void whenTheRegionSetIsMissingOrThereTwiceThenTheSignatureIsIncomplete() {
		SigV4Request.Builder missing = request();
		this.signer.sign(request().build(), settings("*"), CREDENTIALS, NOW).forEachHeader((name, value) -> {
			if (!name.equals("X-Amz-Region-Set")) {
				missing.header(name, value);
			}
		});
		assertThat(outcome(verifier(), missing)).isEqualTo(Outcome.INCOMPLETE_SIGNATURE);
		assertThat(outcome(verifier(), signed("*").header("x-amz-region-set", "*")))
			.isEqualTo(Outcome.INCOMPLETE_SIGNATURE);
	}

	@Test
	void whenTheScopeHasARegionThenTheSignatureIsIncomplete() {
		SigV4Request.Builder received = request();
		this.signer.sign(request().build(), settings("*"), CREDENTIALS, NOW)
			.forEachHeader((name, value) -> received.header(name, value.replace("/20150830/", "/20150830/us-east-1/")));
		assertThat(outcome(verifier(), received)).isEqualTo(Outcome.INCOMPLETE_SIGNATURE);
	}

	@Test
	void shouldShowNeitherSecretNorSignature() {
		SignedRequest signed = this.signer.sign(request().build(), settings("*"), CREDENTIALS, NOW);
		assertThat(signed.toString()).doesNotContain(signed.signature(), CREDENTIALS.secretAccessKey());
		assertThat(settings("*").toString()).doesNotContain(CREDENTIALS.secretAccessKey());
	}

}
