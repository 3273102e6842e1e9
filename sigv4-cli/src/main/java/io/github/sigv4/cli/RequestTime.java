package io.github.sigv4.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/**
 * A time of signing as people write it.
 */
final class RequestTime {

	/** The form in which the date is signed. */
	private static final DateTimeFormatter REQUEST_DATE = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX", Locale.ROOT)
		.withResolverStyle(ResolverStyle.STRICT);

	private RequestTime() {
	}

	/**
	 * Read a time.
	 * @param text the time, as {@code 20150830T123600Z} or {@code 2015-08-30T12:36:00Z}
	 * @return the time
	 * @throws DateTimeException if it is not a time
	 */
	static Instant parse(String text) {
		return text.contains("-") ? Instant.parse(text) : REQUEST_DATE.parse(text, Instant::from);
	}

}
