package io.github.sigv4;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;

/**
 * The time of a service's clock, as its answer tells it.
 */
final class AnswerTime {

	private AnswerTime() {
	}

	/**
	 * Return the service's time: what S3 says, what is in brackets in a message of the
	 * others, as in {@code (20120215T163000Z - 5 min.)}, or else the {@code Date}.
	 */
	static @Nullable Instant of(RefusedCall call) {
		String serverTime = call.answer().detail("ServerTime");
		Instant said = (serverTime != null) ? isoTime(serverTime.strip()) : inBrackets(call.answer().message());
		return (said != null) ? said : date(call);
	}

	/**
	 * Return the {@code Date} of the answer. One with an age was kept somewhere on the
	 * way, and its date is an old one.
	 */
	static @Nullable Instant date(RefusedCall call) {
		String date = call.answer().header("date");
		if (date == null || call.answer().header("age") != null) {
			return null;
		}
		try {
			return ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static @Nullable Instant isoTime(String text) {
		try {
			return OffsetDateTime.parse(text).toInstant();
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static @Nullable Instant inBrackets(String message) {
		int from = message.indexOf('(') + 1;
		int to = from + RequestDate.LENGTH;
		return (from > 0 && to <= message.length()) ? requestDate(message.substring(from, to)) : null;
	}

	static @Nullable Instant requestDate(String text) {
		try {
			return RequestDate.parse(text);
		}
		catch (SigV4Exception ex) {
			return null;
		}
	}

	/** Return a duration as people say it, without its sign. */
	static String words(Duration duration) {
		long seconds = duration.abs().toSeconds();
		if (seconds < 60) {
			return seconds + " s";
		}
		if (seconds < 3600) {
			return seconds / 60 + " min" + ((seconds % 60 != 0) ? " " + seconds % 60 + " s" : "");
		}
		long hours = seconds / 3600;
		long minutes = seconds / 60 % 60;
		return (hours >= 48) ? hours / 24 + " days" : hours + " h" + ((minutes != 0) ? " " + minutes + " min" : "");
	}

}
