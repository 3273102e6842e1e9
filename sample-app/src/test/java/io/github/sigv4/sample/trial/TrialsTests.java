package io.github.sigv4.sample.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.HttpHeaders;

import io.github.sigv4.Refusal;
import io.github.sigv4.Refusal.Cause;
import io.github.sigv4.sample.SampleApplication;
import io.github.sigv4.sample.trial.Target.Example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of {@link Trials}, {@link Damage} and {@link Keys} on the embedded servers.
 */
@SpringBootTest(classes = SampleApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		useMainMethod = UseMainMethod.ALWAYS)
class TrialsTests {

	private final Targets targets;

	private final Trials trials;

	private final PresignedUrls presignedUrls;

	TrialsTests(@Autowired Targets targets, @Autowired Trials trials, @Autowired PresignedUrls presignedUrls) {
		this.targets = targets;
		this.trials = trials;
		this.presignedUrls = presignedUrls;
	}

	@Test
	void examplesAreAccepted() {
		assertThat(this.targets.all()).hasSize(7).allSatisfy((target) -> {
			Trial trial = run(example(target));
			assertThat(trial.status()).as(trial.answer()).isEqualTo(200);
			assertThat(trial.refusal()).isNull();
		});
	}

	/** What S3 says without a signature, it also says to those who may not. */
	@ParameterizedTest
	@CsvSource({ "CHARSET, HEADER_CHANGED", "HOST, HEADER_CHANGED", "AUTHORIZATION, MISSING_AUTHENTICATION",
			"PATH_DECODED, PATH_ENCODING", "PATH_PREFIX, PATH_CHANGED", "QUERY_ADDED, QUERY_CHANGED",
			"QUERY_PLUS, QUERY_ENCODING", "BODY, PAYLOAD_CHANGED", "METHOD, METHOD_CHANGED" })
	void everyDamageIsExplained(Damage damage, Cause cause) {
		List<String> explained = new ArrayList<>();
		for (Target target : this.targets.all()) {
			Draft draft = example(target);
			boolean harmless = damage == Damage.PATH_DECODED && target.name().equals("multi-region");
			if (damage.missing(draft.request()) == null && !harmless) {
				Refusal refusal = run(with(draft, damage)).refusal();
				assertThat(refusal).as(target.name()).isNotNull();
				assertThat(Objects.requireNonNull(refusal).cause()).as(refusal.explanation())
					.isIn(cause, (damage == Damage.AUTHORIZATION) ? Cause.FORBIDDEN : cause,
							(damage == Damage.AUTHORIZATION) ? Cause.NOT_ALLOWED : cause);
				explained.add(target.name());
			}
		}
		assertThat(explained).contains("orders");
	}

	@ParameterizedTest
	@EnumSource(names = "AUTHORIZATION", mode = EnumSource.Mode.EXCLUDE)
	void serverSaysWhatItReceived(Damage damage) {
		Trial trial = run(with(example(this.targets.get("orders")), damage));
		String signed = trial.signed().canonicalRequest();
		if (damage == Damage.NONE) {
			assertThat(trial.there().canonicalRequest()).isNull();
		}
		else {
			assertThat(trial.there().canonicalRequest()).isNotNull().isNotEqualTo(signed);
			assertThat(trial.there().stringToSign()).isNotNull().isNotEqualTo(trial.signed().stringToSign());
		}
	}

	@ParameterizedTest
	@CsvSource({ "WRONG_SECRET, WRONG_SECRET", "UNKNOWN_KEY, UNKNOWN_ACCESS_KEY", "EXPIRED, EXPIRED_CREDENTIALS",
			"FOREIGN_TOKEN, WRONG_TOKEN" })
	void wrongCredentialsAreExplained(Keys keys, Cause cause) {
		for (Target target : this.targets.all()) {
			if (target.keys().contains(keys)) {
				Draft right = example(target);
				Draft wrong = new Draft(target, right.request(), keys, right.signingName(), right.region(),
						Duration.ZERO, Damage.NONE);
				assertThat(run(wrong).refusal()).as(target.name()).extracting(Refusal::cause).isEqualTo(cause);
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "sqs, eu-west-1, 0, WRONG_SERVICE", "execute-api, us-east-1, 0, WRONG_REGION",
			"execute-api, eu-west-1, -20, CLOCK_SKEW", "execute-api, eu-west-1, 20, CLOCK_SKEW" })
	void wrongScopeAndTimeAreExplained(String signingName, String region, int minutes, Cause cause) {
		Draft right = example(this.targets.get("orders"));
		Draft wrong = new Draft(right.target(), right.request(), Keys.RIGHT, signingName, region,
				Duration.ofMinutes(minutes), Damage.NONE);
		assertThat(run(wrong).refusal()).extracting(Refusal::cause).isEqualTo(cause);
	}

	@Test
	void whatIsNotOfTheSignatureIsNoRefusal() {
		Draft draft = example(this.targets.get("sts"));
		WireRequest request = draft.request().withBody("Action=None");
		Trial trial = run(new Draft(draft.target(), request, Keys.RIGHT, draft.signingName(), draft.region(),
				Duration.ZERO, Damage.NONE));
		assertThat(trial.status()).isEqualTo(400);
		assertThat(trial.refusal()).isNull();
	}

	@Test
	void cannotSignWhatNoServerWouldAccept() {
		Draft draft = example(this.targets.get("orders"));
		assertThatExceptionOfType(CannotSignException.class)
			.isThrownBy(() -> run(new Draft(draft.target(), draft.request(), Keys.RIGHT, "execute-api", "eu west",
					Duration.ZERO, Damage.NONE)))
			.withMessageContaining("region");
	}

	@Test
	void signsForNobodyElse() {
		assertThatExceptionOfType(NotEmbeddedException.class).isThrownBy(() -> this.targets.get("https://evil.example"))
			.withMessageContaining("embedded servers only", "orders, s3");
	}

	@Test
	void saysWhatTheClientReallySent() {
		Trial trial = run(example(this.targets.get("orders")));
		assertThat(List.of("host", "content-length", "content-type", "x-amz-date", "authorization"))
			.allMatch(trial.sent().headers()::containsHeader);
	}

	@Test
	void presignedUrlIsGoodUntilItExpires() {
		Trial trial = open(Duration.ZERO);
		assertThat(trial.status()).isEqualTo(200);
		assertThat(trial.answer()).isEqualTo("Hello, whoever has the URL.");
		assertThat(open(Duration.ofMinutes(2)).refusal()).extracting(Refusal::cause).isEqualTo(Cause.EXPIRED_URL);
	}

	private Trial open(Duration age) {
		return Objects.requireNonNull(this.presignedUrls
			.open(this.presignedUrls.presign(this.presignedUrls.now().minus(age), Duration.ofMinutes(1)))
			.block());
	}

	@Test
	void nothingIsSecretInWhatItSaysOfItself() {
		Trial trial = run(example(this.targets.get("ssm")));
		assertThat(trial + " " + trial.sent()).doesNotContain(trial.signed().signature()).doesNotContain("AQoDYXdz");
	}

	private Trial run(Draft draft) {
		return Objects.requireNonNull(this.trials.run(draft).block());
	}

	private static Draft with(Draft draft, Damage damage) {
		return new Draft(draft.target(), draft.request(), draft.keys(), draft.signingName(), draft.region(),
				draft.clockOffset(), damage);
	}

	private static Draft example(Target target) {
		Example example = target.example();
		HttpHeaders headers = new HttpHeaders();
		example.headers().lines().map((line) -> line.split(": ", 2)).forEach((line) -> headers.add(line[0], line[1]));
		WireRequest request = new WireRequest(example.method(), example.path(), emptyToNull(example.query()), headers,
				example.body());
		return new Draft(target, request, Keys.RIGHT, target.signingName(), target.region(), Duration.ZERO,
				Damage.NONE);
	}

	private static @Nullable String emptyToNull(String text) {
		return text.isEmpty() ? null : text;
	}

}
