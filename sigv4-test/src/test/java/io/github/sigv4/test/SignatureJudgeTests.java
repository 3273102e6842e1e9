package io.github.sigv4.test;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.sigv4.SigV4Exception;
import io.github.sigv4.Verification.Outcome;
import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SignatureJudge} with requests that AWS's own signer signed.
 */
class SignatureJudgeTests {

	private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");

	private static final URI URL = URI.create("https://abc123.execute-api.eu-west-1.amazonaws.com/prod/a%20b//c?q=%2F");

	private static final SigV4Credentials TEMPORARY = TestCredentials.temporary();

	@ParameterizedTest
	@ValueSource(strings = { "execute-api", "s3", "sts", "ssm", "aoss", "es" })
	void shouldAcceptWhatAwsSigned(String service) {
		AwsSdkRequest signed = AwsSdkRequest.signed(URL, "POST",
				Map.of("Content-Type", "application/json", "X-Amz-Meta", "a  b"), "{}", service, "eu-west-1", TEMPORARY,
				NOW);
		ReceivedRequest received = judge(service).build().receive(wire(signed));
		assertThat(received.verdict().isAccepted()).as(received.toString()).isTrue();
		assertThat(received.signingName()).isEqualTo(service);
		assertThat(received.region()).isEqualTo("eu-west-1");
		assertThat(received.accessKeyId()).isEqualTo(TEMPORARY.accessKeyId());
		assertThat(received.signedAt()).isEqualTo(NOW);
		assertThat(received.signedHeaders()).contains("host", "x-amz-date", "x-amz-meta", "x-amz-security-token");
		assertThat(received.hasSessionToken()).isTrue();
		assertThat(received.isPresigned()).isFalse();
		assertThat(received.bodyText()).isEqualTo("{}");
		assertThat(received.payloadHash()).isEqualTo(received.bodyHash().value());
	}

	@Test
	void shouldAcceptAPresignedUrl() {
		AwsSdkRequest signed = AwsSdkRequest.presigned(URL, "GET", Map.of(), "s3", "eu-west-1", TEMPORARY, NOW,
				Duration.ofMinutes(1));
		ReceivedRequest received = judge("s3").build().receive(wire(signed));
		assertThat(received.verdict().isAccepted()).as(received.toString()).isTrue();
		assertThat(received.isPresigned()).isTrue();
		assertThat(received.hasSessionToken()).isTrue();
		assertThat(received.payloadHash()).isEqualTo("UNSIGNED-PAYLOAD");
		assertThat(received.toString()).doesNotContain("Signature").doesNotContain(TEMPORARY.sessionToken());
	}

	@Test
	void whenThereIsNoSignatureThenNothingIsClaimed() {
		ReceivedRequest received = judge("s3").build().receive(WireRequest.of("GET", "/").withHeader("Host", "a"));
		assertThat(received.verdict().outcome()).isEqualTo(Outcome.MISSING_AUTHENTICATION);
		assertThat(received.signingName()).isEmpty();
		assertThat(received.region()).isEmpty();
		assertThat(received.signedAt()).isNull();
		assertThat(received.signedHeaders()).isEmpty();
		assertThat(received.isPresigned()).isFalse();
		assertThat(received.hasSessionToken()).isFalse();
		assertThat(received.payloadHash()).isNull();
	}

	@Test
	void shouldAnswerAsTheServiceDoes() {
		Verdict verdict = judge("s3").build().judge(WireRequest.of("GET", "/").withHeader("Host", "a"));
		assertThat(verdict.answer().status()).isEqualTo(403);
		assertThat(new String(verdict.answer().body(), StandardCharsets.UTF_8)).contains("<Code>AccessDenied</Code>");
		assertThat(verdict.answer().headers()).contains(new ReceivedRequest.Header("Content-Type", "application/xml"));
	}

	@ParameterizedTest
	@EnumSource
	void whenLenientThenThatAloneIsTolerated(Leniency lenient) {
		AwsSdkRequest region = AwsSdkRequest.signed(URL, "GET", Map.of(), "", "execute-api", "us-east-1", TEMPORARY,
				NOW);
		AwsSdkRequest good = AwsSdkRequest.signed(URL, "GET", Map.of(), "", "execute-api", "eu-west-1", TEMPORARY, NOW);
		AwsSdkRequest token = AwsSdkRequest.signed(URL, "GET", Map.of(), "", "execute-api", "eu-west-1",
				SigV4Credentials.of(TEMPORARY.accessKeyId(), TEMPORARY.secretAccessKey(), "another"), NOW);
		SignatureJudge strict = judge("execute-api").build();
		assertThat(List.of(strict.judge(wire(region)), strict.judge(wire(good).withHeader("X-Amz-Acl", "a")),
				strict.judge(wire(token))))
			.extracting(Verdict::outcome)
			.containsExactly(Outcome.WRONG_SCOPE, Outcome.UNSIGNED_HEADER, Outcome.UNKNOWN_CREDENTIALS);
		SignatureJudge judge = judge("execute-api").lenient(lenient).build();
		assertThat(judge.judge(wire(region)).isAccepted()).isEqualTo(lenient == Leniency.ANY_REGION);
		assertThat(judge.judge(wire(good).withHeader("X-Amz-Acl", "a")).isAccepted())
			.isEqualTo(lenient == Leniency.UNSIGNED_AMZ_HEADERS);
		assertThat(judge.judge(wire(token)).isAccepted()).isEqualTo(lenient == Leniency.ANY_SESSION_TOKEN);
		assertThat(judge.judge(wire(good)).isAccepted()).isTrue();
		assertThat(judge.judge(wire(good).withBody("x")).outcome()).isEqualTo(Outcome.PAYLOAD_MISMATCH);
	}

	/** The day is told of, not the region, which is right. */
	@Test
	void whenAnyRegionIsAcceptedThenADayIsStillRefusedAsOne() {
		AwsSdkRequest region = AwsSdkRequest.signed(URL, "GET", Map.of(), "", "execute-api", "us-east-1", TEMPORARY,
				NOW);
		WireRequest[] changed = { WireRequest.of("GET", region.target()) };
		region.headers()
			.forEach((header) -> changed[0] = changed[0].withHeader(header.getKey(),
					header.getValue().replace("/20150830/", "/20150829/")));
		Verdict verdict = judge("execute-api").lenient(Leniency.ANY_REGION).build().judge(changed[0]);
		assertThat(new String(verdict.answer().body(), StandardCharsets.UTF_8))
			.contains("Date in Credential scope does not match");
	}

	@Test
	void whenTheSkewIsSmallerThenASecondMoreIsRefused() {
		AwsSdkRequest good = AwsSdkRequest.signed(URL, "GET", Map.of(), "", "execute-api", "eu-west-1", TEMPORARY, NOW);
		TestClock clock = TestClock.at(NOW);
		SignatureJudge judge = judge("execute-api").clock(clock).maxSkew(Duration.ofSeconds(10)).build();
		clock.advance(Duration.ofSeconds(10));
		assertThat(judge.judge(wire(good)).isAccepted()).isTrue();
		clock.advance(Duration.ofSeconds(1));
		assertThat(judge.judge(wire(good)).outcome()).isEqualTo(Outcome.TIME_TOO_SKEWED);
		clock.reset();
		assertThat(judge.judge(wire(good)).isAccepted()).isTrue();
		clock.set(NOW.minusSeconds(11));
		assertThat(judge.judge(wire(good)).outcome()).isEqualTo(Outcome.TIME_TOO_SKEWED);
		assertThat(clock.withZone(ZoneId.of("Europe/Berlin")).instant()).isEqualTo(clock.instant());
	}

	@Test
	void whenItCanBeNoRequestThenSaysSo() {
		SignatureJudge judge = judge("s3").build();
		assertThatExceptionOfType(SigV4Exception.class)
			.isThrownBy(() -> judge.judge(WireRequest.of("GET", "no-path").withHeader("Host", "a")));
	}

	@Test
	void shouldShowNoSecrets() {
		AwsSdkRequest signed = AwsSdkRequest.presigned(URL, "GET", Map.of(), "s3", "eu-west-1", TEMPORARY, NOW,
				Duration.ofMinutes(1));
		assertThat(wire(signed)).hasToString("WireRequest[GET /prod/a%20b//c]");
		assertThat(judge("s3").build()).hasToString("SignatureJudge[s3, eu-west-1]");
		MessageHead head = wire(signed).head();
		assertThat(head).hasToString("MessageHead[GET /prod/a%20b//c]");
		assertThat(ClaimedSignature.of(head).toString()).startsWith("ClaimedSignature[")
			.contains("Signature", "Security-Token")
			.doesNotContain("=");
		assertThat(new AwsError(403, "SignatureDoesNotMatch", "secret"))
			.hasToString("AwsError[403 SignatureDoesNotMatch]");
		assertThat(TestClock.at(NOW)).hasToString("TestClock[" + NOW + "]");
	}

	private static SignatureJudge.Builder judge(String service) {
		return SignatureJudge.builder().credentials(TEMPORARY).service(service, "eu-west-1").clock(TestClock.at(NOW));
	}

	private static WireRequest wire(AwsSdkRequest signed) {
		WireRequest[] request = { WireRequest.of(signed.method(), signed.target()).withBody(signed.body()) };
		signed.headers()
			.forEach((header) -> request[0] = request[0].withHeader(header.getKey(), List.of(header.getValue())));
		return request[0];
	}

}
