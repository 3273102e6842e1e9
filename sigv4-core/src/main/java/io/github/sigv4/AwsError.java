package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What an error answer of an AWS service says: its code and message. Public so that
 * clients can tell expired credentials from a wrong signature, whatever the protocol of
 * the service.
 * <p>
 * Immutable. Texts that {@link #toString()} is to leave out are the message's: some
 * services repeat there what was signed, session token and all.
 */
public final class AwsError {

	/**
	 * How many bytes of a body are read at most. More is cut, and what was read so far
	 * still counts.
	 */
	public static final int MAX_BODY = 64 * 1024;

	private static final AwsError NONE = new AwsError(null, null, Map.of(), false);

	/** With a colon, as the error types of AppSync's data sources. */
	private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

	private static final String BYTE_ORDER_MARK = "\uFEFF";

	private final @Nullable String code;

	private final @Nullable String message;

	/** What S3 says beside the message, by the names of the elements. */
	private final Map<String, String> details;

	/** Whether the code is where and as AWS has its own. */
	private final boolean ofAws;

	private AwsError(@Nullable String code, @Nullable String message, Map<String, String> details, boolean ofAws) {
		this.code = code;
		this.message = message;
		this.details = details;
		this.ofAws = ofAws;
	}

	/**
	 * Keep of a code and a message found in a body what can be one.
	 * @param code the code, a bare name already
	 * @param message the message
	 * @param details what else there is, by its name
	 * @param ofAws whether an application cannot well have meant a code of its own
	 */
	static AwsError of(@Nullable String code, @Nullable String message, Map<String, String> details, boolean ofAws) {
		return new AwsError(code(code), text(message), details, ofAws);
	}

	/**
	 * Read an error answer. Headers come first, then the body, be it XML or JSON by its
	 * first character. What cannot be read is not there, and nothing is thrown.
	 * <p>
	 * The first XML makes the JDK read its settings for XML, once, and from a file where
	 * it comes with one, as JDK 25. Where no thread may block, read one beforehand.
	 * @param headers looks up a header by its name, here in lower case; {@code null} if
	 * there is no such header
	 * @param body the body, or the beginning of it
	 * @return what the answer says
	 */
	public static AwsError read(Function<String, @Nullable String> headers, byte[] body) {
		AwsError said = readBody(text(body));
		String code = code(bareName(headers.apply("x-amzn-errortype")));
		if (code == null) {
			code = code(bareName(headers.apply("x-amz-error-code")));
		}
		String message = text(headers.apply("x-amz-error-message"));
		return new AwsError((code != null) ? code : said.code, (message != null) ? message : said.message, said.details,
				code != null || said.ofAws);
	}

	/** Return the beginning of a body as text, without blanks in front. */
	static String text(byte[] body) {
		String text = new String(body, 0, Math.min(body.length, MAX_BODY), StandardCharsets.UTF_8);
		// Blanks too: an XML declaration must be the very first
		return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).stripLeading();
	}

	private static AwsError readBody(String content) {
		if (content.startsWith("<")) {
			return XmlError.read(content);
		}
		return content.startsWith("{") ? JsonError.read(content) : NONE;
	}

	/**
	 * Return a code without the namespace in front and the URL behind.
	 * @param code the code as sent, as in {@code com.example#SomeException:http://...}
	 * @return the bare name, or {@code null} if there is no code
	 * @see <a href=
	 * "https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization">
	 * AWS restJson1 protocol, operation error serialization</a>
	 */
	static @Nullable String bareName(@Nullable String code) {
		if (code == null) {
			return null;
		}
		int colon = code.indexOf(':');
		String name = (colon < 0) ? code : code.substring(0, colon);
		return name.substring(name.lastIndexOf('#') + 1);
	}

	/** Return the code, or {@code null} if it cannot be one: it ends up in logs. */
	static @Nullable String code(@Nullable String code) {
		String text = text(code);
		return (text != null && CODE.matcher(text).matches()) ? text : null;
	}

	private static @Nullable String text(@Nullable String text) {
		return (text == null || text.isBlank()) ? null : text.strip();
	}

	/**
	 * Return the error code.
	 * @return the bare name, as {@code ExpiredToken}, or {@code null} if the answer does
	 * not say one
	 */
	public @Nullable String code() {
		return this.code;
	}

	/**
	 * Return the message as the service wrote it, for people. It may be long, of several
	 * lines, and repeat what was signed: not to be logged as it is.
	 * @return the message, or {@code null} if the answer does not say one
	 */
	public @Nullable String message() {
		return this.message;
	}

	/**
	 * Return whether the code is AWS's: one in a header, or in XML; in JSON only where
	 * and as AWS writes it, for applications have a {@code code} of their own there.
	 * @return whether it is
	 */
	public boolean isOfAws() {
		return this.ofAws;
	}

	/**
	 * Return one of the elements that S3's errors have beside the message. It may be
	 * anything, and repeat what was signed.
	 */
	@Nullable String detail(String name) {
		return this.details.get(name);
	}

	/**
	 * Return the code alone.
	 */
	@Override
	public String toString() {
		return "AwsError[" + this.code + "]";
	}

}
