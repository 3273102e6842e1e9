package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RequestDateTests {

	@ParameterizedTest
	@CsvSource({ "2015-08-30T12:36:00Z, 20150830T123600Z", "2015-08-30T00:00:00Z, 20150830T000000Z",
			"2015-08-30T23:59:59Z, 20150830T235959Z", "2015-08-30T23:59:59.999999999Z, 20150830T235959Z",
			"2015-12-31T23:59:59.5Z, 20151231T235959Z", "2016-01-01T00:00:00Z, 20160101T000000Z",
			"2024-02-29T01:02:03.004Z, 20240229T010203Z", "2023-03-01T00:00:00.000000001Z, 20230301T000000Z",
			"1970-01-01T00:00:00Z, 19700101T000000Z", "1969-12-31T23:59:59.9Z, 19691231T235959Z",
			"1900-02-28T09:08:07Z, 19000228T090807Z", "9999-12-31T23:59:59Z, 99991231T235959Z",
			"0000-01-01T00:00:00Z, 00000101T000000Z" })
	void shouldCutOffFractionsAndNeverRound(Instant instant, String expected) {
		byte[] day = RequestDate.day(RequestDate.epochDay(instant));
		assertThat(new String(RequestDate.of(day, instant), StandardCharsets.US_ASCII)).isEqualTo(expected);
		assertThat(RequestDate.parse(expected)).isEqualTo(instant.truncatedTo(ChronoUnit.SECONDS));
	}

	@ParameterizedTest
	@ValueSource(strings = { "+10000-01-01T00:00:00Z", "-0001-12-31T23:59:59Z" })
	void whenTheYearHasNotFourDigitsThenItIsRefused(Instant instant) {
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> RequestDate.day(RequestDate.epochDay(instant)))
			.withMessageContaining("four digits");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "20150830", "20150830T123600", "20150830T123600z", "20150830 123600Z",
			"2015-08-30T12:36Z", "20150230T000000Z", "20151330T000000Z", "20150830T240000Z", "20150830T126000Z",
			"20150830T123660Z", "2015083aT123600Z", "20150830T123600ZZ", "-0150830T123600Z", "２0150830T123600Z" })
	void whenItIsNoRequestDateThenItIsRefused(String text) {
		assertThatExceptionOfType(SigV4Exception.class).isThrownBy(() -> RequestDate.parse(text))
			.withMessageContaining("20150830T123600Z");
	}

	@Test
	void shouldCountDaysBefore1970Downwards() {
		assertThat(RequestDate.epochDay(Instant.ofEpochSecond(-1))).isEqualTo(-1);
		assertThat(RequestDate.epochDay(Instant.ofEpochSecond(86_399))).isZero();
		assertThat(RequestDate.epochDay(Instant.ofEpochSecond(86_400))).isOne();
	}

}
