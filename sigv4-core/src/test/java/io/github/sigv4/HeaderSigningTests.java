package io.github.sigv4;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which headers are signed, which are to be set, what an earlier attempt leaves behind,
 * and what is refused.
 */
class HeaderSigningTests {

	private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");

	private static final SigV4Credentials PERMANENT = SigV4Credentials.of("AKIDEXAMPLE", "mysecret");

	private static final SigV4Credentials TEMPORARY = SigV4Credentials.of("ASIDEXAMPLE", "mysecret", "mytoken");

	private static final SigningSettings SETTINGS = SigningSettings.forService("execute-api", "eu-west-1");

	private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

	private final SigV4Signer signer = SigV4Signer.create();

	@Test
	void shouldGiveDateTokenHashAndAuthorizationInThatOrder() {
		SignedRequest signed = this.signer.sign(request().build(), SETTINGS.withContentSha256Header(true), TEMPORARY,
				NOW);
		assertThat(signed.headers().keySet()).containsExactly("X-Amz-Date", "X-Amz-Security-Token",
				"X-Amz-Content-Sha256", "Authorization");
		assertThat(signed.headers()).containsEntry("X-Amz-Date", "20150830T123600Z")
			.containsEntry("X-Amz-Security-Token", "mytoken")
			.containsEntry("X-Amz-Content-Sha256", EMPTY)
			.containsEntry("Authorization", signed.authorization());
		assertThat(signed.signedHeaders()).isEqualTo("host;x-amz-content-sha256;x-amz-date;x-amz-security-token");
		assertThat(signed.requestDate()).isEqualTo("20150830T123600Z");
		assertThat(signed.credentialScope()).isEqualTo("20150830/eu-west-1/execute-api/aws4_request");
		assertThat(signed.presignedUrl()).isNull();
	}

	@Test
	void whenCredentialsArePermanentThenThereIsNoToken() {
		SignedRequest signed = this.signer.sign(request().build(), SETTINGS, PERMANENT, NOW);
		assertThat(signed.headers().keySet()).containsExactly("X-Amz-Date", "Authorization");
	}

	@Test
	void whenTheTokenIsNotSignedThenItIsStillSent() {
		SignedRequest signed = this.signer.sign(request().build(), SETTINGS.withSignedSessionToken(false), TEMPORARY,
				NOW);
		assertThat(signed.headers()).containsEntry("X-Amz-Security-Token", "mytoken");
		assertThat(signed.signedHeaders()).isEqualTo("host;x-amz-date");
		assertThat(signed.signature()).isEqualTo(
				this.signer.sign(request().build(), SETTINGS, SigV4Credentials.of("ASIDEXAMPLE", "mysecret"), NOW)
					.signature());
	}

	@Test
	void whenSignedAgainWithRotatedCredentialsThenNothingOfTheFirstAttemptIsLeft() {
		SignedRequest first = this.signer.sign(request().build(), SETTINGS, TEMPORARY, NOW);
		SigV4Credentials rotated = SigV4Credentials.of("ASIDROTATED", "othersecret", "othertoken");
		Instant later = NOW.plusSeconds(86_400);
		SignedRequest again = this.signer.sign(sentBefore(first), replacing(SETTINGS), rotated, later);
		SignedRequest fresh = this.signer.sign(request().build(), SETTINGS, rotated, later);
		assertThat(again.authorization()).isEqualTo(fresh.authorization());
		assertThat(again.headers()).isEqualTo(fresh.headers());
		assertThat(again.canonicalRequest()).doesNotContain("mytoken", "20150830");
	}

	@Test
	void whenSignedAgainWithAChangedBodyThenTheNewOneIsSigned() {
		PayloadHash body = PayloadHash.of(new byte[] { 1 });
		PayloadHash changed = PayloadHash.of(new byte[] { 2 });
		SignedRequest first = this.signer.sign(request().payload(body).build(), SETTINGS, PERMANENT, NOW);
		SigV4Request.Builder sentBefore = request().payload(changed);
		first.headers().forEach(sentBefore::header);
		SignedRequest again = this.signer.sign(sentBefore.build(), replacing(SETTINGS), PERMANENT, NOW);
		assertThat(again.canonicalRequest()).endsWith("\n" + changed.value());
		assertThat(again.authorization())
			.isEqualTo(this.signer.sign(request().payload(changed).build(), SETTINGS, PERMANENT, NOW).authorization())
			.isNotEqualTo(first.authorization());
	}

	@Test
	void whenPermanentKeysFollowTemporaryOnesThenTheOldTokenIsRefusedWithoutRepeatingIt() {
		SignedRequest first = this.signer.sign(request().build(), SETTINGS, TEMPORARY, NOW);
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> this.signer.sign(sentBefore(first), replacing(SETTINGS), PERMANENT, NOW))
			.withMessageContaining("X-Amz-Security-Token")
			.withMessageContaining("permanent")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("mytoken"));
	}

	@Test
	void whenTemporaryKeysFollowPermanentOnesThenTheTokenIsSigned() {
		SignedRequest first = this.signer.sign(request().build(), SETTINGS, PERMANENT, NOW);
		SignedRequest again = this.signer.sign(sentBefore(first), replacing(SETTINGS), TEMPORARY, NOW);
		assertThat(again.headers()).isEqualTo(this.signer.sign(request().build(), SETTINGS, TEMPORARY, NOW).headers());
	}

	@Test
	void whenTheBodyHashIsGivenThenItIsSignedAndNotSentTwice() {
		SigV4Request given = request().header("x-amz-content-SHA256", " UNSIGNED-PAYLOAD ")
			.payload(PayloadHash.of(new byte[1]))
			.build();
		SignedRequest signed = this.signer.sign(given, SETTINGS.withContentSha256Header(true), PERMANENT, NOW);
		assertThat(signed.canonicalRequest()).endsWith("\nUNSIGNED-PAYLOAD")
			.contains("\nx-amz-content-sha256:UNSIGNED-PAYLOAD\n");
		assertThat(signed.headers()).doesNotContainKey("X-Amz-Content-Sha256");
	}

	@Test
	void whenTheBodyHashIsGivenTwiceThenItIsRefused() {
		SigV4Request given = request().header("X-Amz-Content-Sha256", EMPTY)
			.header("x-amz-content-sha256", EMPTY)
			.build();
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> this.signer.sign(given, SETTINGS, PERMANENT, NOW))
			.withMessageContaining("more than one X-Amz-Content-Sha256");
	}

	@Test
	void whenTheServiceDoesNotLookAtBodiesThenTheyAreUnsignedOnHttpToo() {
		SigningSettings lattice = SigningSettings.forService("vpc-lattice-svcs", "eu-west-1");
		SigV4Request request = SigV4Request.builder("POST", "http://svc.vpc-lattice-svcs.eu-west-1.on.aws/").build();
		SignedRequest signed = this.signer.sign(request, lattice, PERMANENT, NOW);
		assertThat(signed.headers()).containsEntry("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD");
		assertThat(signed.canonicalRequest()).endsWith("\nUNSIGNED-PAYLOAD");
	}

	@Test
	void whenAPayloadHashIsGivenThenItGoesBeforeTheSettings() {
		SignedRequest signed = this.signer.sign(request().payload(PayloadHash.EMPTY).build(),
				SETTINGS.withSignedPayload(false), PERMANENT, NOW);
		assertThat(signed.canonicalRequest()).endsWith("\n" + EMPTY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer mybearer", "AWS4-HMAC-SHA256 Credential=mybearer", "" })
	void whenThereIsAnAuthorizationThenItIsRefusedWithoutRepeatingIt(String authorization) {
		SigV4Request request = request().header("authorization", authorization).build();
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> this.signer.sign(request, SETTINGS, PERMANENT, NOW))
			.withMessageContaining("Authorization")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("mybearer"));
	}

	@Test
	void whenTheAuthorizationIsToBeReplacedThenItIsNeitherSignedNorKept() {
		SigV4Request request = request().header("Authorization", "Bearer z").build();
		for (SigningSettings settings : List.of(replacing(SETTINGS), SETTINGS.withAllHeadersExcept(Set.of()))) {
			SignedRequest signed = this.signer.sign(request, settings, PERMANENT, NOW);
			assertThat(signed.signedHeaders()).isEqualTo("host;x-amz-date");
			assertThat(signed.headers().get("Authorization")).startsWith("AWS4-HMAC-SHA256 ");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Amz-Signature=mysignature", "a=b&X-Amz-Signature=mysignature&c",
			"X-Amz-Signatur%65=mysignature" })
	void whenTheUrlIsPresignedThenItIsNotSignedOnTop(String query) {
		SigV4Request request = SigV4Request.builder("GET", "https://h/?" + query).build();
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> this.signer.sign(request, SETTINGS, PERMANENT, NOW))
			.withMessageContaining("presigned already")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("mysignature"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Amz-Meta", "Content-Type", "Host", "X-Amz-Target" })
	void whenASignedHeaderHasALineEndThenItIsRefused(String name) {
		SigV4Request request = SigV4Request.forTarget("GET", "/")
			.headers(name.equals("Host") ? Map.of() : Map.of("Host", List.of("h")))
			.header(name, "myvalue\r\nX-Evil: 1")
			.build();
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> this.signer.sign(request, SETTINGS, PERMANENT, NOW))
			.withMessageContaining("line end")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("myvalue", "\r", "\n"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t" })
	void whenTheGivenHostIsEmptyThenItIsRefused(String host) {
		SigV4Request request = SigV4Request.builder("GET", "https://h/").header("Host", host).build();
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> this.signer.sign(request, SETTINGS, PERMANENT, NOW))
			.withMessageContaining("Host header is empty");
	}

	@Test
	void whenHeadersChangeOnTheirWayThenTheyAreNotSigned() {
		SigV4Request request = request().header("User-Agent", "a")
			.header("Connection", "close")
			.header("traceparent", "00-1")
			.header("X-Amzn-Trace-Id", "Root=1")
			.header("X-Forwarded-For", "1.2.3.4")
			.header("Accept-Encoding", "gzip")
			.header("Content-Length", "0")
			.build();
		assertThat(this.signer.sign(request, SETTINGS, PERMANENT, NOW).signedHeaders()).isEqualTo("host;x-amz-date");
	}

	@Test
	void whenTheTimeHasNoRequestDateThenItIsRefused() {
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(
				() -> this.signer.sign(request().build(), SETTINGS, PERMANENT, Instant.parse("+10000-01-01T00:00:00Z")))
			.withMessageContaining("four digits");
	}

	@Test
	void whenTheQueryHasAnotherOfOurNamesThenItIsSignedLikeAny() {
		SigV4Request request = SigV4Request.builder("GET", "https://h/?X-Amz-Date=1&x-amz-signature=2").build();
		assertThat(this.signer.sign(request, SETTINGS, PERMANENT, NOW).canonicalRequest())
			.contains("\nX-Amz-Date=1&x-amz-signature=2\n");
	}

	private static SigV4Request.Builder request() {
		return SigV4Request.builder("POST", "https://abc.execute-api.eu-west-1.amazonaws.com/orders?a=b");
	}

	private static SigV4Request sentBefore(SignedRequest signed) {
		SigV4Request.Builder builder = request();
		signed.headers().forEach(builder::header);
		return builder.build();
	}

	private static SigningSettings replacing(SigningSettings settings) {
		return settings.withReplaceAuthorization(true);
	}

}
