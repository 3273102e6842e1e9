package io.github.sigv4.test;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The value of a {@code Date} header: RFC 9110, section 5.6.7.
 */
final class HttpDate {

	private static final DateTimeFormatter DATE = DateTimeFormatter
		.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private HttpDate() {
	}

	static String format(Instant instant) {
		return DATE.format(instant);
	}

}
