package io.github.sigv4.spring;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Whether the body of an answer may be an error of AWS's: a text, and one that ends.
 */
final class ErrorBody {

	private ErrorBody() {
	}

	static boolean isExpected(HttpHeaders headers) {
		String length = headers.getFirst(HttpHeaders.CONTENT_LENGTH);
		if (length != null && length.matches("[0-9]{1,9}") && Integer.parseInt(length) <= SigningAttempt.MAX_BODY) {
			return Integer.parseInt(length) > 0;
		}
		return isText(headers.getFirst(HttpHeaders.CONTENT_TYPE));
	}

	/** Not parsed as a media type: an error may have none that can be. */
	private static boolean isText(@Nullable String contentType) {
		if (contentType == null) {
			return true;
		}
		String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
		return type.endsWith("/xml") || type.endsWith("+xml") || type.endsWith("/json") || type.endsWith("+json")
				|| type.startsWith("application/x-amz-json-")
				|| (type.startsWith("text/") && !type.equals("text/event-stream"));
	}

}
