package io.github.sigv4;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * The time of signing, {@code 20150830T123600Z}, whose first eight characters are the day
 * of the credential scope. Fractions of a second are cut off, never rounded: a rounded
 * one could name the next day.
 */
final class RequestDate {

	/** Bytes in {@code yyyyMMdd}. */
	static final int DAY_LENGTH = 8;

	/** Bytes in {@code yyyyMMdd'T'HHmmss'Z'}. */
	static final int LENGTH = 16;

	private static final int SECONDS_A_DAY = 24 * 60 * 60;

	private RequestDate() {
	}

	/** Return the number of the day in UTC, counted from 1970-01-01. */
	static long epochDay(Instant instant) {
		return Math.floorDiv(instant.getEpochSecond(), SECONDS_A_DAY);
	}

	/** Return {@code yyyyMMdd}. */
	static byte[] day(long epochDay) {
		LocalDate date = LocalDate.ofEpochDay(epochDay);
		if (date.getYear() < 0 || date.getYear() > 9999) {
			throw new SigV4Exception("The time to sign with is in the year " + date.getYear()
					+ "; a request date has a year of four digits");
		}
		byte[] day = new byte[DAY_LENGTH];
		twoDigits(date.getYear() / 100, day, 0);
		twoDigits(date.getYear() % 100, day, 2);
		twoDigits(date.getMonthValue(), day, 4);
		twoDigits(date.getDayOfMonth(), day, 6);
		return day;
	}

	/** Complete a day to the time of an instant on it. */
	static byte[] of(byte[] day, Instant instant) {
		byte[] date = new byte[LENGTH];
		System.arraycopy(day, 0, date, 0, DAY_LENGTH);
		int second = (int) Math.floorMod(instant.getEpochSecond(), (long) SECONDS_A_DAY);
		date[8] = 'T';
		twoDigits(second / 3600, date, 9);
		twoDigits(second / 60 % 60, date, 11);
		twoDigits(second % 60, date, 13);
		date[15] = 'Z';
		return date;
	}

	/**
	 * Read what {@link #of(byte[], Instant)} writes.
	 * @throws SigV4Exception if it is anything else
	 */
	static Instant parse(String text) {
		if (text.length() != LENGTH || text.charAt(8) != 'T' || text.charAt(15) != 'Z') {
			throw new SigV4Exception("A request date looks like 20150830T123600Z");
		}
		try {
			return OffsetDateTime
				.of(number(text, 0, 4), number(text, 4, 6), number(text, 6, 8), number(text, 9, 11),
						number(text, 11, 13), number(text, 13, 15), 0, ZoneOffset.UTC)
				.toInstant();
		}
		catch (RuntimeException ex) {
			throw new SigV4Exception("A request date looks like 20150830T123600Z", ex);
		}
	}

	private static int number(String text, int from, int to) {
		int number = 0;
		for (int i = from; i < to; i++) {
			int digit = text.charAt(i) - '0';
			if (digit < 0 || digit > 9) {
				throw new IllegalArgumentException("Not a digit");
			}
			number = 10 * number + digit;
		}
		return number;
	}

	private static void twoDigits(int number, byte[] target, int at) {
		target[at] = (byte) ('0' + number / 10);
		target[at + 1] = (byte) ('0' + number % 10);
	}

}
