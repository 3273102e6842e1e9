package io.github.sigv4;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TimeRefusals}: when a {@code Date} says that a clock is wrong.
 */
class TimeRefusalsTests {

	private static final Instant NOW = RefusedRequests.NOW;

	@ParameterizedTest
	@CsvSource({ "0, false", "300, false", "301, true", "-300, false", "-301, true" })
	void whenTheServiceIsFurtherAwayThanItToleratesThenTheClockIsWrong(long seconds, boolean wrong) {
		assertThat(hint(RefusedRequests.order(), NOW.plusSeconds(seconds), NOW) != null).isEqualTo(wrong);
	}

	@ParameterizedTest
	@CsvSource({ "0, false", "59, false", "60, true", "-59, false", "-60, true" })
	void whenTheRequestWaitedThenTheClockIsRight(long seconds, boolean wrong) {
		Instant there = NOW.plus(Duration.ofHours(1));
		assertThat(hint(RefusedRequests.order(), there, there.plusSeconds(seconds)) != null).isEqualTo(wrong);
	}

	@Test
	void shouldSayHowFarTheClockIsAwayAndWhere() {
		assertThat(hint(RefusedRequests.order(), NOW.plusSeconds(600), NOW))
			.isEqualTo("The request date 20150830T123600Z is 10 min behind AWS's clock (2015-08-30T12:46:00Z).");
		assertThat(hint(RefusedRequests.order(), NOW.minusSeconds(600), NOW))
			.isEqualTo("The request date 20150830T123600Z is 10 min ahead of AWS's clock (2015-08-30T12:26:00Z).");
	}

	/** It is good for a while, but not before it is presigned. */
	@Test
	void whenAPresignedUrlIsOldThenThatIsNotTheClock() {
		assertThat(hint(RefusedRequests.objectUrl(), NOW.plusSeconds(599), NOW)).isNull();
		assertThat(hint(RefusedRequests.objectUrl(), NOW.minusSeconds(599), NOW)).contains("ahead of");
		assertThat(hint(RefusedRequests.objectUrl(), NOW.minusSeconds(300), NOW)).isNull();
	}

	private static String hint(SignedRequest signed, Instant there, Instant received) {
		String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(there.atZone(ZoneOffset.UTC));
		return TimeRefusals
			.hint(new RefusedCall(signed, 403, (name) -> name.equals("date") ? date : null, new byte[0], received));
	}

}
