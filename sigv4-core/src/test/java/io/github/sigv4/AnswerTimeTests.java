package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AnswerTime}: the service's time, from where an answer has it, and
 * durations in words.
 */
class AnswerTimeTests {

	private static final Instant TIME = Instant.parse("2015-08-30T13:00:00Z");

	private static final Map<String, String> DATE = Map.of("date", "Sun, 30 Aug 2015 13:00:00 GMT");

	@ParameterizedTest
	@ValueSource(
			strings = { "not yet current: 20150830T140000Z is later than 20150830T130500Z (20150830T130000Z + 5 min.)",
					"(20150830T130000Z", "see (20150830T130000Z)" })
	void shouldReadTheTimeInBrackets(String message) {
		assertThat(of(Map.of(), "{\"message\":\"" + message + "\"}")).isEqualTo(TIME);
	}

	@ParameterizedTest
	@ValueSource(strings = { "20150830T140000Z is later", "(20150830T14000", "(at 20150830T140000Z)",
			"(20150830T996000Z)", "" })
	void whenNoTimeIsInBracketsThenItIsThatOfTheHeader(String message) {
		assertThat(of(DATE, "{\"message\":\"" + message + "\"}")).isEqualTo(TIME);
		assertThat(of(Map.of(), "{\"message\":\"" + message + "\"}")).isNull();
	}

	@Test
	void shouldReadTheTimeThatS3Says() {
		assertThat(of(Map.of(), "<Error><Message>a</Message><ServerTime> 2015-08-30T13:00:00Z </ServerTime></Error>"))
			.isEqualTo(TIME);
		assertThat(of(DATE, "<Error><Message>a</Message><ServerTime>now</ServerTime></Error>")).isEqualTo(TIME);
	}

	@Test
	void whenTheAnswerWasKeptOnItsWayThenItsDateIsAnOldOne() {
		assertThat(of(Map.of("date", "Sun, 30 Aug 2015 13:00:00 GMT", "age", "3600"), "")).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "0, 0 s", "59, 59 s", "-59, 59 s", "60, 1 min", "61, 1 min 1 s", "300, 5 min", "3599, 59 min 59 s",
			"3600, 1 h", "3659, 1 h", "7320, 2 h 2 min", "172799, 47 h 59 min", "172800, 2 days", "604800, 7 days" })
	void shouldSayADurationInWords(long seconds, String words) {
		assertThat(AnswerTime.words(Duration.ofSeconds(seconds))).isEqualTo(words);
	}

	private static Instant of(Map<String, String> headers, String body) {
		return AnswerTime.of(new RefusedCall(RefusedRequests.order(), 403, headers::get,
				body.getBytes(StandardCharsets.UTF_8), RefusedRequests.NOW));
	}

}
