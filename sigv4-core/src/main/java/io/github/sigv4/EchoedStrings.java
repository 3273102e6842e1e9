package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * What a service that refuses a signature says that it would have signed, whole: S3 in
 * elements of its own, others in the message. For tools that show it beside what was
 * signed; {@link Refusal} says in words where the two part. <pre class="code">
 * EchoedStrings there = EchoedStrings.of(403, headers::getFirst, body);
 * compare(signed.canonicalRequest(), there.canonicalRequest());
 * </pre>
 * <p>
 * It is what was received, session token and all, and the service is not trusted: nothing
 * for a log. Immutable.
 *
 * @param canonicalRequest the canonical request, or {@code null} if it does not say
 * @param stringToSign the string to sign, or {@code null} if it does not say
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html">Troubleshoot
 * Signature Version 4: canonical request and signing string errors</a>
 */
public record EchoedStrings(@Nullable String canonicalRequest, @Nullable String stringToSign) {

	private static final String CANONICAL = "canonical string for this request should have been";

	private static final String TO_SIGN = "string-to-sign should have been";

	/**
	 * Read an answer. Nothing is thrown, whatever it is.
	 * @param status the status of the answer
	 * @param headers looks up a header of the answer by its name, here in lower case;
	 * {@code null} if there is no such header
	 * @param body the body of the answer, of which {@value AwsError#MAX_BODY} bytes are
	 * looked at
	 * @return what it repeats
	 */
	public static EchoedStrings of(int status, Function<String, @Nullable String> headers, byte[] body) {
		return of(new RefusedAnswer(status, headers, body, new Printable(List.of())));
	}

	static EchoedStrings of(RefusedAnswer answer) {
		String canonical = answer.detail("CanonicalRequest");
		canonical = (canonical != null) ? canonical : bytes(answer.detail("CanonicalRequestBytes"));
		String toSign = answer.detail("StringToSign");
		if (canonical != null || toSign != null) {
			return new EchoedStrings(lines(canonical), lines(toSign));
		}
		String said = of(answer.message());
		// JSON with line ends in a string is none, but it can be read
		String message = (said != null) ? said : of(answer.text());
		return (message != null) ? ofMessage(message) : new EchoedStrings(null, null);
	}

	private static @Nullable String of(String text) {
		String lowerCase = Printable.lowerCase(text);
		return (lowerCase.contains(CANONICAL) || lowerCase.contains(TO_SIGN)) ? text : null;
	}

	/** The quotes around the strings are the outermost: values may have some too. */
	private static EchoedStrings ofMessage(String message) {
		String lowerCase = Printable.lowerCase(message);
		int canonical = lowerCase.indexOf(CANONICAL);
		int toSign = lowerCase.lastIndexOf(TO_SIGN);
		int end = (toSign >= 0) ? toSign : message.length();
		String canonicalRequest = (canonical >= 0) ? inQuotes(message, canonical + CANONICAL.length(), end) : null;
		String stringToSign = (toSign >= 0) ? inQuotes(message, toSign + TO_SIGN.length(), message.length()) : null;
		return new EchoedStrings(lines(canonicalRequest), lines(stringToSign));
	}

	private static @Nullable String inQuotes(String text, int from, int to) {
		int open = text.indexOf('\'', from);
		int close = text.lastIndexOf('\'', to - 1);
		return (open >= 0 && open < close) ? text.substring(open + 1, close) : null;
	}

	/** JSON can have halves of characters in it, which nobody can encode. */
	private static @Nullable String lines(@Nullable String text) {
		return (text != null)
				? new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace("\r\n", "\n")
				: null;
	}

	/** Return the text whose UTF-8 bytes are written in hexadecimal digits. */
	private static @Nullable String bytes(@Nullable String hex) {
		if (hex == null) {
			return null;
		}
		ByteBuilder out = new ByteBuilder(hex.length() / 3 + 1);
		int high = -1;
		for (int i = 0; i < hex.length(); i++) {
			int digit = Hex.digit(hex.charAt(i));
			if (digit < 0) {
				high = -1;
			}
			else if (high < 0) {
				high = digit;
			}
			else {
				out.append((char) (high << 4 | digit));
				high = -1;
			}
		}
		return out.utf8(0, out.length());
	}

	/**
	 * Neither: a session token may be in them.
	 */
	@Override
	public String toString() {
		return "EchoedStrings";
	}

}
