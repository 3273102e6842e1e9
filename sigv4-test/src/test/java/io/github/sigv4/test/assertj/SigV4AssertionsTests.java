package io.github.sigv4.test.assertj;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SignatureDifference.Step;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.Verification.Outcome;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.test.ReceivedRequest;
import io.github.sigv4.test.SignatureJudge;
import io.github.sigv4.test.SigningLedger;
import io.github.sigv4.test.TestClock;
import io.github.sigv4.test.TestCredentials;
import io.github.sigv4.test.WireRequest;

import static io.github.sigv4.test.assertj.SigV4Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SignedRequestAssert}: each assertion with a request of which it holds,
 * and one of which it does not.
 */
class SigV4AssertionsTests {

	private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");

	private static final SigV4Credentials TEMPORARY = TestCredentials.temporary();

	private static final SigV4Credentials PERMANENT = TestCredentials.permanent();

	private static final SigningSettings S3 = SigningSettings.forService("s3", "eu-west-1");

	private static final SigningLedger LEDGER = new SigningLedger();

	private static final SignatureJudge JUDGE = SignatureJudge.builder()
		.credentials(TEMPORARY, PERMANENT)
		.service("s3", "eu-west-1")
		.clock(TestClock.at(NOW))
		.ledger(LEDGER)
		.build();

	private static final ReceivedRequest SIGNED = received(S3.withSignedHeaders(List.of("x-tenant-id")), TEMPORARY,
			"acme");

	private static final ReceivedRequest OTHER = received(S3.withSignedPayload(false), PERMANENT, "acme");

	private static final ReceivedRequest REFUSED = received(S3.withSignedHeaders(List.of("x-tenant-id")), TEMPORARY,
			"evil");

	private static final ReceivedRequest URL = presigned();

	static Stream<Case> cases() {
		return Stream.of(new Case("isSigned", SignedRequestAssert::isSigned, SIGNED, REFUSED,
				"to be signed right, but it was refused: SIGNATURE_MISMATCH, first wrong step CANONICAL_HEADER: 403"
						+ " SignatureDoesNotMatch: Header 'x-tenant-id' arrived with another value than was signed",
				"first difference: CANONICAL_HEADER x-tenant-id: signed 'acme' | received 'evil'"),
				new Case("isSignedFor", (that) -> that.isSignedFor("s3", "eu-west-1"), SIGNED, REFUSED,
						"first wrong step CANONICAL_HEADER"),
				new Case("isSignedWith", (that) -> that.isSignedWith("ASIAIOSFODNN7EXAMPLE"), SIGNED, OTHER,
						"Expecting the access key id of the signature of", "PUT /bucket/key", "ASIAIOSFODNN7EXAMPLE",
						"but it is", "AKIAIOSFODNN7EXAMPLE"),
				new Case("isSignedAt", (that) -> that.isSignedAt(NOW.plusMillis(999)), SIGNED, REFUSED, "refused"),
				new Case("isPresigned", SignedRequestAssert::isPresigned, URL, SIGNED,
						"to be signed in its URL, but it is in its headers"),
				new Case("hasSignedHeader", (that) -> that.hasSignedHeader("X-Tenant-Id"), SIGNED, OTHER,
						"to have the header 'X-Tenant-Id' signed, but signed are [host, x-amz-content-sha256, x-amz-date]"),
				new Case("hasSignedHeader with a value", (that) -> that.hasSignedHeader("x-tenant-id", "acme"), SIGNED,
						OTHER, "to have the header 'x-tenant-id' signed"),
				new Case("doesNotSignHeader", (that) -> that.doesNotSignHeader("X-Tenant-Id"), OTHER, SIGNED,
						"not to have the header 'X-Tenant-Id' signed, but signed are"),
				new Case("hasSessionToken", SignedRequestAssert::hasSessionToken, URL, OTHER,
						"to have a session token, but it has none"),
				new Case("hasNoSessionToken", SignedRequestAssert::hasNoSessionToken, OTHER, SIGNED,
						"to have no session token, but it has one"),
				new Case("hasSignedPayload", SignedRequestAssert::hasSignedPayload, SIGNED, OTHER,
						"to have its body signed, but the payload hash is UNSIGNED-PAYLOAD"),
				new Case("hasUnsignedPayload", SignedRequestAssert::hasUnsignedPayload, OTHER, SIGNED,
						"to have its body unsigned, but the payload hash is "),
				new Case("hasBody", (that) -> that.hasBody("body"), SIGNED, URL, "Expecting the body of"),
				new Case("isRefused", (that) -> that.isRefused(Outcome.SIGNATURE_MISMATCH), REFUSED, SIGNED,
						"to be refused for SIGNATURE_MISMATCH, but it was accepted"),
				new Case("isRefusedAt", (that) -> that.isRefusedAt(Step.CANONICAL_HEADER), REFUSED, SIGNED,
						"to be refused at CANONICAL_HEADER, but it was accepted"));
	}

	@ParameterizedTest
	@MethodSource
	void cases(Case assertion) {
		assertThatCode(() -> assertion.assertion().accept(assertThat(assertion.holds()))).doesNotThrowAnyException();
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertion.assertion().accept(assertThat(assertion.fails()).as("my words")))
			.withMessageStartingWith("[my words] ")
			.satisfies((error) -> assertion.words()
				.forEach((words) -> org.assertj.core.api.Assertions.assertThat(error).hasMessageContaining(words)));
	}

	@Test
	void whenServiceOrRegionIsAnotherThenSaysWhich() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(SIGNED).isSignedFor("s3express", "eu-west-1"))
			.withMessageContaining("Expecting the service of the signature of")
			.withMessageContaining("s3express");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(SIGNED).isSignedFor("s3", "us-east-1"))
			.withMessageContaining("Expecting the region of the signature of")
			.withMessageContaining("us-east-1");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(SIGNED).isSignedAt(NOW.plusSeconds(1)))
			.withMessageContaining("Expecting the request date of the signature of");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(SIGNED).hasSignedHeader("x-tenant-id", "acme", "more"))
			.withMessageContaining("Expecting the values of the header 'x-tenant-id' of");
	}

	@Test
	void whenAcceptedIsAskedForAsARefusalThenFails() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(SIGNED).isRefused(Outcome.VERIFIED));
	}

	private static ReceivedRequest received(SigningSettings settings, SigV4Credentials credentials, String arrived) {
		SigV4Request request = SigV4Request.builder("PUT", "https://localhost/bucket/key?a=b")
			.header("X-Tenant-Id", "acme")
			.payload(settings.signedPayload() ? PayloadHash.of("body".getBytes(StandardCharsets.UTF_8))
					: PayloadHash.UNSIGNED)
			.build();
		SignedRequest signed = LEDGER.signer().sign(request, settings, credentials, NOW);
		WireRequest wire = WireRequest.of("PUT", "/bucket/key?a=b")
			.withHeader("Host", "localhost")
			.withHeader("X-Tenant-Id", arrived)
			.withBody("body");
		for (var header : signed.headers().entrySet()) {
			wire = wire.withHeader(header.getKey(), header.getValue());
		}
		return JUDGE.receive(wire);
	}

	private static ReceivedRequest presigned() {
		String url = LEDGER.signer()
			.presign(SigV4Request.builder("GET", "https://localhost/bucket/key").build(), S3, TEMPORARY, NOW,
					Duration.ofMinutes(1))
			.presignedUrl();
		return JUDGE.receive(
				WireRequest.of("GET", url.substring("https://localhost".length())).withHeader("Host", "localhost"));
	}

	/**
	 * An assertion.
	 *
	 * @param title what it is
	 * @param assertion what it does
	 * @param holds what it holds of
	 * @param fails what it does not hold of
	 * @param words what it says of that
	 */
	record Case(String title, Consumer<SignedRequestAssert> assertion, ReceivedRequest holds, ReceivedRequest fails,
			List<String> words) {

		Case(String title, Consumer<SignedRequestAssert> assertion, ReceivedRequest holds, ReceivedRequest fails,
				String... words) {
			this(title, assertion, holds, fails, List.of(words));
		}

		@Override
		public String toString() {
			return this.title;
		}

	}

}
