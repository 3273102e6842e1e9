package io.github.sigv4.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SignatureDifference;
import io.github.sigv4.SignatureDifference.Step;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.Verification.Outcome;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.test.ReceivedRequest.Header;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Verdict}: which step is named for what happens to a request.
 */
class VerdictTests {

	private static final TestClock CLOCK = TestClock.at(Instant.parse("2015-08-30T12:36:00Z"));

	private static final SigV4Credentials CREDENTIALS = TestCredentials.temporary();

	private static final String BODY = "{\"id\":1}";

	static Stream<Damage> damages() {
		return Stream.of(
				new Damage("method", Outcome.SIGNATURE_MISMATCH, Step.METHOD, null, (good) -> good.method("PUT")),
				new Damage("path", Outcome.SIGNATURE_MISMATCH, Step.CANONICAL_URI, null,
						(good) -> good.target("/orders?a=1&b=2")),
				new Damage("parameter", Outcome.SIGNATURE_MISMATCH, Step.CANONICAL_QUERY_STRING, "b",
						(good) -> good.target("/prod/orders?a=1&b=3")),
				new Damage("host", Outcome.SIGNATURE_MISMATCH, Step.CANONICAL_HEADER, "host",
						(good) -> good.header("Host", "other.example.com")),
				new Damage("content type", Outcome.SIGNATURE_MISMATCH, Step.CANONICAL_HEADER, "content-type",
						(good) -> good.header("Content-Type", "application/json;charset=UTF-8")),
				new Damage("header", Outcome.SIGNATURE_MISMATCH, Step.CANONICAL_HEADER, "x-tenant-id",
						(good) -> good.header("X-Tenant-Id", "evil")),
				new Damage("header lost", Outcome.SIGNATURE_MISMATCH, Step.CANONICAL_HEADER, null,
						(good) -> good.without("X-Tenant-Id")),
				new Damage("header of Amazon", Outcome.UNSIGNED_HEADER, Step.SIGNED_HEADERS, null,
						(good) -> good.and("X-Amz-Acl", "public-read")),
				new Damage("list of headers", Outcome.SIGNATURE_MISMATCH, Step.CANONICAL_HEADER, "x-tenant-id",
						(good) -> good.authorization(";x-tenant-id", "")),
				new Damage("body", Outcome.PAYLOAD_MISMATCH, Step.PAYLOAD_HASH, null,
						(good) -> good.body("{\"id\":2}")),
				new Damage("hash of the body", Outcome.SIGNATURE_MISMATCH, Step.CANONICAL_HEADER,
						"x-amz-content-sha256", (good) -> good.header("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")),
				new Damage("second", Outcome.SIGNATURE_MISMATCH, Step.CANONICAL_HEADER, "x-amz-date",
						(good) -> good.header("X-Amz-Date", "20150830T123601Z")),
				new Damage("time", Outcome.TIME_TOO_SKEWED, Step.CANONICAL_HEADER, "x-amz-date",
						(good) -> good.header("X-Amz-Date", "20150830T233600Z")),
				new Damage("date", Outcome.WRONG_SCOPE, Step.CANONICAL_HEADER, "x-amz-date",
						(good) -> good.header("X-Amz-Date", "20150831T123600Z")),
				new Damage("region", Outcome.WRONG_SCOPE, Step.CREDENTIAL_SCOPE, "region",
						(good) -> good.authorization("/eu-west-1/", "/us-east-1/")),
				new Damage("service", Outcome.WRONG_SCOPE, Step.CREDENTIAL_SCOPE, "service",
						(good) -> good.authorization("/execute-api/", "/lambda/")),
				new Damage("day", Outcome.WRONG_SCOPE, Step.CREDENTIAL_SCOPE, "date",
						(good) -> good.authorization("/20150830/", "/20150829/")),
				new Damage("session token", Outcome.UNKNOWN_CREDENTIALS, Step.CANONICAL_HEADER, null,
						(good) -> good.header("X-Amz-Security-Token", "another")),
				new Damage("session token lost", Outcome.UNKNOWN_CREDENTIALS, Step.CANONICAL_HEADER, null,
						(good) -> good.without("X-Amz-Security-Token")),
				new Damage("access key", Outcome.UNKNOWN_CREDENTIALS, null, null,
						(good) -> good.authorization("ASIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7OTHERKEY")),
				new Damage("no signature", Outcome.MISSING_AUTHENTICATION, null, null,
						(good) -> good.without("Authorization")),
				new Damage("algorithm", Outcome.INCOMPLETE_SIGNATURE, null, null,
						(good) -> good.authorization("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA512")));
	}

	@ParameterizedTest
	@MethodSource
	void damages(Damage damage) {
		SigningLedger ledger = new SigningLedger();
		SignatureJudge judge = judge(ledger);
		Message good = signed(ledger.signer(), CREDENTIALS, BODY);
		assertThat(judge.judge(good.wire())).hasToString("accepted");
		Verdict verdict = judge.judge(damage.change().apply(good).wire());
		assertThat(verdict.isAccepted()).isFalse();
		assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(damage.outcome());
		assertThat(verdict.step()).as(verdict.toString()).isEqualTo(damage.step());
		if (damage.name() != null) {
			assertThat(verdict.difference()).as(verdict.toString())
				.extracting(SignatureDifference::step, SignatureDifference::name)
				.containsExactly(damage.step(), damage.name());
		}
		assertThat(verdict.reason()).isNotEmpty()
			.doesNotContain(CREDENTIALS.secretAccessKey())
			.doesNotContain(CREDENTIALS.sessionToken())
			.doesNotContain(good.signature());
		assertThat(verdict.answer()).isNotNull();
		assertThat(verdict.answer().status()).isBetween(400, 403);
	}

	@Test
	void whenTheSecretIsAnotherThenItIsTheSignature() {
		SigningLedger ledger = new SigningLedger();
		SigV4Credentials other = SigV4Credentials.of(CREDENTIALS.accessKeyId(), "another", CREDENTIALS.sessionToken());
		Verdict verdict = judge(ledger).judge(signed(ledger.signer(), other, BODY).wire());
		assertThat(verdict.outcome()).isEqualTo(Outcome.SIGNATURE_MISMATCH);
		assertThat(verdict.step()).isEqualTo(Step.SIGNATURE);
		assertThat(verdict.difference()).isNull();
		assertThat(verdict.reason()).contains("the secret access key is not the one of access key id");
	}

	@Test
	void whenNobodyKnowsWhatWasSignedThenTheStepIsThatOfTheVerifier() {
		SignatureJudge judge = judge(new SigningLedger());
		Message good = signed(SigV4Signer.create(), CREDENTIALS, BODY);
		assertThat(judge.judge(good.wire()).isAccepted()).isTrue();
		assertThat(judge.judge(good.body("other").wire()).step()).isEqualTo(Step.PAYLOAD_HASH);
		assertThat(judge.judge(good.header("X-Tenant-Id", "evil").wire()).step()).isNull();
		assertThat(judge.judge(good.without("X-Tenant-Id").wire()).step()).isEqualTo(Step.CANONICAL_HEADER);
	}

	@Test
	void whenTheClockIsWrongThenItIsTheRequestDate() {
		SigningLedger ledger = new SigningLedger();
		Message good = signed(ledger.signer(), CREDENTIALS, BODY);
		TestClock later = TestClock.at(CLOCK.instant().plusSeconds(301));
		Verdict verdict = SignatureJudge.builder()
			.credentials(CREDENTIALS)
			.service("execute-api", "eu-west-1")
			.clock(later)
			.ledger(ledger)
			.build()
			.judge(good.wire());
		assertThat(verdict.outcome()).isEqualTo(Outcome.TIME_TOO_SKEWED);
		assertThat(verdict.step()).as(verdict.toString()).isEqualTo(Step.REQUEST_DATE);
	}

	@Test
	void whenTheSettingsAreForAnotherRegionThenItIsTheScope() {
		SigningLedger ledger = new SigningLedger();
		Message good = signed(ledger.signer(), CREDENTIALS, BODY);
		Verdict verdict = SignatureJudge.builder()
			.credentials(CREDENTIALS)
			.service("execute-api", "us-east-1")
			.clock(CLOCK)
			.ledger(ledger)
			.build()
			.judge(good.wire());
		assertThat(verdict.outcome()).isEqualTo(Outcome.WRONG_SCOPE);
		assertThat(verdict.difference()).as(verdict.toString())
			.extracting(SignatureDifference::step, SignatureDifference::name)
			.containsExactly(Step.CREDENTIAL_SCOPE, "region");
		assertThat(verdict.reason()).contains("The signature is for region 'eu-west-1'");
	}

	@Test
	void whenAUrlIsPresignedThenTheStepIsNamedToo() {
		SigningLedger ledger = new SigningLedger();
		SignatureJudge judge = judge(ledger);
		String url = ledger.signer()
			.presign(SigV4Request.builder("GET", "http://localhost:8080/prod/orders?a=1").build(),
					SigningSettings.forService("execute-api", "eu-west-1"), CREDENTIALS, CLOCK.instant(),
					Duration.ofMinutes(1))
			.presignedUrl();
		String target = url.substring("http://localhost:8080".length());
		Message good = new Message("GET", target, List.of(new Header("Host", "localhost:8080")), "");
		assertThat(judge.judge(good.wire()).isAccepted()).isTrue();
		assertThat(judge.receive(good.wire()).isPresigned()).isTrue();
		assertThat(judge.judge(good.target(target.replace("a=1", "a=2")).wire()).difference())
			.isEqualTo(new SignatureDifference(Step.CANONICAL_QUERY_STRING, "a", "1", "2"));
		assertThat(judge.judge(good.method("PUT").wire()).step()).isEqualTo(Step.METHOD);
	}

	@Test
	void whenALedgerIsFullThenTheOldestIsForgotten() {
		SigningLedger ledger = new SigningLedger();
		SignatureJudge judge = judge(ledger);
		Message first = signed(ledger.signer(), CREDENTIALS, "first");
		Message second = signed(ledger.signer(), CREDENTIALS, "second");
		for (int i = 0; i < 999; i++) {
			signed(ledger.signer(), CREDENTIALS, "body " + i);
		}
		assertThat(ledger).hasToString("SigningLedger[1000 requests]");
		assertThat(judge.judge(first.method("PUT").wire()).step()).isNull();
		assertThat(judge.judge(second.method("PUT").wire()).step()).isEqualTo(Step.METHOD);
	}

	private static SignatureJudge judge(SigningLedger ledger) {
		return SignatureJudge.builder()
			.credentials(CREDENTIALS)
			.service("execute-api", "eu-west-1")
			.clock(CLOCK)
			.ledger(ledger)
			.build();
	}

	private static Message signed(SigV4Signer signer, SigV4Credentials credentials, String body) {
		SigV4Request request = SigV4Request.builder("POST", "http://localhost:8080/prod/orders?a=1&b=2")
			.header("Content-Type", "application/json")
			.header("X-Tenant-Id", "acme")
			.payload(PayloadHash.of(body.getBytes(StandardCharsets.UTF_8)))
			.build();
		SigningSettings settings = SigningSettings.forService("execute-api", "eu-west-1")
			.withContentSha256Header(true)
			.withSignedHeaders(List.of("x-tenant-id"));
		List<Header> headers = new ArrayList<>(List.of(new Header("Host", "localhost:8080"),
				new Header("Content-Type", "application/json"), new Header("X-Tenant-Id", "acme")));
		signer.sign(request, settings, credentials, CLOCK.instant())
			.forEachHeader((name, value) -> headers.add(new Header(name, value)));
		return new Message("POST", "/prod/orders?a=1&b=2", headers, body);
	}

	/**
	 * What happens to a request.
	 *
	 * @param title what it is
	 * @param outcome why it is refused
	 * @param step the step that is named
	 * @param name the part of the step, if it is known
	 * @param change what is done
	 */
	record Damage(String title, Outcome outcome, @Nullable Step step, @Nullable String name,
			UnaryOperator<Message> change) {

		@Override
		public String toString() {
			return this.title;
		}

	}

	/**
	 * A request that can be changed.
	 *
	 * @param method the method
	 * @param target the request target
	 * @param headers the header fields
	 * @param body the body
	 */
	record Message(String method, String target, List<Header> headers, String body) {

		Message method(String method) {
			return new Message(method, this.target, this.headers, this.body);
		}

		Message target(String target) {
			return new Message(this.method, target, this.headers, this.body);
		}

		Message body(String body) {
			return new Message(this.method, this.target, this.headers, body);
		}

		Message header(String name, String value) {
			return without(name).and(name, value);
		}

		Message and(String name, String value) {
			List<Header> headers = new ArrayList<>(this.headers);
			headers.add(new Header(name, value));
			return new Message(this.method, this.target, headers, this.body);
		}

		Message without(String name) {
			List<Header> headers = new ArrayList<>(this.headers);
			assertThat(headers.removeIf((header) -> header.name().equals(name))).as(name).isTrue();
			return new Message(this.method, this.target, headers, this.body);
		}

		Message authorization(String part, String other) {
			String authorization = this.headers.get(this.headers.size() - 1).value();
			assertThat(authorization).contains(part);
			return header("Authorization", authorization.replace(part, other));
		}

		String signature() {
			return this.headers.get(this.headers.size() - 1).value().replaceFirst(".*Signature=", "");
		}

		WireRequest wire() {
			WireRequest request = WireRequest.of(this.method, this.target).withBody(this.body);
			for (Header header : this.headers) {
				request = request.withHeader(header.name(), header.value());
			}
			return request;
		}

	}

}
