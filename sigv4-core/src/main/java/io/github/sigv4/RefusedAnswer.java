package io.github.sigv4;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The answer that refused a request, as those who know refusals ask about it.
 */
final class RefusedAnswer {

	/** What is long enough for any message, and too short to take time. */
	private static final int MAX_MESSAGE = 4096;

	/** One character in so many that cannot be read may well be damage. */
	private static final int ODD = 5;

	private static final char UNREADABLE = '\uFFFD';

	private static final String EXCEPTION = "Exception";

	private final int status;

	private final Function<String, @Nullable String> headers;

	private final Printable printable;

	private final AwsError error;

	/** The body, or its beginning. */
	private final String text;

	/** The beginning of the message in lower case. */
	private final String lowerCase;

	RefusedAnswer(int status, Function<String, @Nullable String> headers, byte[] body, Printable printable) {
		this.status = status;
		this.headers = headers;
		this.printable = printable;
		byte[] readable = isText(headers, body) ? body : new byte[0];
		this.error = AwsError.read(headers, readable);
		this.text = AwsError.text(readable);
		this.lowerCase = beginning(message());
	}

	/**
	 * Whether a body can be read. Some clients unpack it and keep the header, others
	 * leave it as it came.
	 */
	private static boolean isText(Function<String, @Nullable String> headers, byte[] body) {
		String text = AwsError.text(body);
		text = text.substring(0, Math.min(text.length(), MAX_MESSAGE));
		long odd = text.chars()
			.filter((c) -> c == UNREADABLE || (c < ' ' && c != '\n' && c != '\r' && c != '\t'))
			.count();
		boolean packed = headers.apply("content-encoding") != null && !text.startsWith("<") && !text.startsWith("{");
		return !packed && odd <= text.length() / ODD;
	}

	/** What was signed may stand behind, with anything in it. */
	private static String beginning(String message) {
		String beginning = Printable.lowerCase(message.substring(0, Math.min(message.length(), MAX_MESSAGE)));
		int echo = beginning.indexOf("the canonical string");
		return (echo >= 0) ? beginning.substring(0, echo) : beginning;
	}

	int status() {
		return this.status;
	}

	/** Whether the code is one of these, with or without {@code Exception} behind it. */
	boolean hasCode(String... codes) {
		String code = this.error.code();
		if (code == null) {
			return false;
		}
		boolean exception = code.endsWith(EXCEPTION);
		return List.of(codes).contains(exception ? code.substring(0, code.length() - EXCEPTION.length()) : code);
	}

	/** Whether the code is one of these, and not an application's own. */
	boolean hasAwsCode(String... codes) {
		return isOfAws() && hasCode(codes);
	}

	/** Whether there is a code that is not an application's own. */
	boolean isOfAws() {
		return this.error.code() != null && this.error.isOfAws();
	}

	/** Return the code, fit for a log. */
	@Nullable String code() {
		String code = this.error.code();
		return (code != null && !this.printable.hasSecret(code)) ? code : null;
	}

	/** What the service says to people; all of the body where it is but text. */
	String message() {
		String message = this.error.message();
		if (message != null) {
			return message;
		}
		return (this.text.startsWith("<") || this.text.startsWith("{")) ? "" : this.text.strip();
	}

	/** Whether the message has a part, which is given in lower case. */
	boolean says(String part) {
		return this.lowerCase.contains(part);
	}

	String text() {
		return this.text;
	}

	@Nullable String header(String name) {
		return this.headers.apply(name);
	}

	@Nullable String detail(String name) {
		return this.error.detail(name);
	}

	/** Return what a service calls a service or region, if it can be one. */
	@Nullable String name(@Nullable String told) {
		String name = Quoted.name(told);
		return (name != null && !this.printable.hasSecret(name)) ? name : null;
	}

	/** Return what a service calls a payload hash, if it can be one. */
	@Nullable String hash(@Nullable String told) {
		String hash = Hashes.hash(told);
		return (hash != null && !this.printable.hasSecret(hash)) ? hash : null;
	}

}
