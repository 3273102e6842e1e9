package io.github.sigv4.sample.tour;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.HtmlUtils;

/**
 * Why a server refused a request, in its own words.
 *
 * @param code the error code, as {@code SignatureDoesNotMatch}
 * @param message the message, one line without secrets
 */
record ServerReason(String code, String message) {

	private static final Pattern XML_CODE = Pattern.compile("<Code>(.*?)</Code>", Pattern.DOTALL);

	private static final Pattern XML_MESSAGE = Pattern.compile("<Message>(.*?)</Message>", Pattern.DOTALL);

	private static final Pattern JSON_CODE = Pattern.compile("\"__type\"\\s*:\\s*\"(?:[^\"]*#)?([^\"]*)\"");

	private static final Pattern JSON_MESSAGE = Pattern.compile("\"[Mm]essage\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

	/** Signatures and hashes, and tokens as far as they can be told. */
	private static final Pattern SECRET = Pattern
		.compile("\\b[0-9a-f]{64}\\b|(?i)(?<=(signature|security-token)[=:] ?)[^\\s&,]+");

	private static final int MAX_LENGTH = 300;

	/**
	 * Read an error.
	 * @param headers the headers of the answer
	 * @param body the body of the answer
	 * @return the reason; empty texts where the server gives none
	 */
	static ServerReason of(HttpHeaders headers, byte[] body) {
		String text = new String(body, StandardCharsets.UTF_8);
		String type = headers.getFirst("x-amzn-ErrorType");
		String code = find(XML_CODE, text);
		if (code == null) {
			code = (type != null) ? type : find(JSON_CODE, text);
		}
		String message = find(XML_MESSAGE, text);
		if (message == null) {
			message = find(JSON_MESSAGE, text);
		}
		return new ServerReason(oneLine(code), oneLine(message));
	}

	private static @Nullable String find(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		return matcher.find() ? HtmlUtils.htmlUnescape(matcher.group(1)) : null;
	}

	/**
	 * Make a text fit for a line of the console: no secrets, nothing that moves the
	 * cursor, and not too long.
	 * @param text what a server or an exception says
	 * @return the line
	 */
	static String oneLine(@Nullable String text) {
		if (text == null) {
			return "";
		}
		String line = SECRET.matcher(text).replaceAll("***").replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
		return (line.length() > MAX_LENGTH) ? line.substring(0, MAX_LENGTH) + "..." : line;
	}

	@Override
	public String toString() {
		return this.code.isEmpty() ? this.message : this.code + ": " + this.message;
	}

}
