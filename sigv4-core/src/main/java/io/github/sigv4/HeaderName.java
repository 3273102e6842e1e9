package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A header's name in the form that is signed: checked, and in lower case.
 */
final class HeaderName {

	/**
	 * Hop-by-hop headers and those that clients, agents and proxies set after us, or
	 * AWS's own edge changes: to sign one is to have the request refused now and then.
	 */
	private static final Set<String> NEVER_SIGNED = Set.of("authorization", "connection", "expect", "keep-alive",
			"proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding",
			"upgrade", "user-agent", "x-amzn-trace-id");

	/** Spares the checks and copies for the names that nearly every request has. */
	private static final Map<String, HeaderName> WELL_KNOWN = wellKnown("Accept", "Accept-Encoding", "Accept-Language",
			"Authorization", "Cache-Control", "Connection", "Content-Encoding", "Content-Length", "Content-MD5",
			"Content-Type", "Cookie", "Date", "Expect", "Host", "If-Match", "If-Modified-Since", "If-None-Match",
			"If-Unmodified-Since", "Idempotency-Key", "Keep-Alive", "Origin", "Range", "Referer", "Traceparent",
			"Tracestate", "Transfer-Encoding", "User-Agent", "X-Amz-Acl", "X-Amz-Content-Sha256", "X-Amz-Date",
			"X-Amz-Region-Set", "X-Amz-S3session-Token", "X-Amz-Security-Token", "X-Amz-Target", "X-Amzn-Trace-Id",
			"X-Forwarded-For");

	static final HeaderName HOST = of("host");

	static final HeaderName CONTENT_TYPE = of("content-type");

	static final HeaderName AUTHORIZATION = of("authorization");

	static final HeaderName AMZ_DATE = of("x-amz-date");

	static final HeaderName AMZ_SECURITY_TOKEN = of("x-amz-security-token");

	static final HeaderName AMZ_S3SESSION_TOKEN = of("x-amz-s3session-token");

	static final HeaderName AMZ_REGION_SET = of("x-amz-region-set");

	static final HeaderName AMZ_CONTENT_SHA256 = of("x-amz-content-sha256");

	private final String text;

	private final byte[] ascii;

	private final boolean amz;

	private final boolean neverSigned;

	private HeaderName(String lowerCase) {
		this.text = lowerCase;
		this.ascii = lowerCase.getBytes(StandardCharsets.US_ASCII);
		this.amz = lowerCase.startsWith("x-amz-");
		this.neverSigned = NEVER_SIGNED.contains(lowerCase);
	}

	/**
	 * Return the name for a header's name as written.
	 * @throws SigV4Exception if no header can have that name
	 */
	static HeaderName of(String name) {
		HeaderName wellKnown = WELL_KNOWN.get(name);
		return (wellKnown != null) ? wellKnown : ofUnusual(lowerCase(name));
	}

	private static HeaderName ofUnusual(String lowerCase) {
		HeaderName wellKnown = WELL_KNOWN.get(lowerCase);
		return (wellKnown != null) ? wellKnown : new HeaderName(lowerCase);
	}

	private static String lowerCase(String name) {
		if (name.isEmpty()) {
			throw new SigV4Exception("A header has no name");
		}
		for (int i = 0; i < name.length(); i++) {
			if (!isTokenCharacter(name.charAt(i))) {
				throw new SigV4Exception("Header name '" + printable(name) + "' has a character at index " + i
						+ " that no header name may have");
			}
		}
		return name.toLowerCase(Locale.ROOT);
	}

	/**
	 * RFC 9110, section 5.6.2.
	 */
	private static boolean isTokenCharacter(char c) {
		return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
				|| "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
	}

	/** Whether a text can be a header's name, or a method. */
	static boolean isToken(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (!isTokenCharacter(text.charAt(i))) {
				return false;
			}
		}
		return !text.isEmpty();
	}

	/** A line end in a message would forge a line in the log. */
	private static String printable(String name) {
		StringBuilder printable = new StringBuilder();
		name.chars().limit(64).forEach((c) -> printable.append((c > ' ' && c <= '~') ? (char) c : '?'));
		return printable.toString();
	}

	private static Map<String, HeaderName> wellKnown(String... names) {
		Map<String, HeaderName> wellKnown = new HashMap<>();
		for (String name : names) {
			HeaderName headerName = new HeaderName(lowerCase(name));
			for (String spelling : List.of(name, headerName.text)) {
				wellKnown.put(spelling, headerName);
			}
		}
		return Map.copyOf(wellKnown);
	}

	/** The name in lower case. */
	String text() {
		return this.text;
	}

	/** The name's bytes, which are not to be changed. */
	byte[] ascii() {
		return this.ascii;
	}

	/** Whether this is one of AWS's own headers, all of which have to be signed. */
	boolean isAmz() {
		return this.amz;
	}

	boolean isNeverSigned() {
		return this.neverSigned;
	}

	/**
	 * Whether this is one of the constants. There is one object for each well-known name,
	 * so that nothing has to be compared: each header is asked a dozen times.
	 */
	@SuppressWarnings("ReferenceEquality")
	boolean is(HeaderName constant) {
		return this == constant;
	}

	/** Names are ASCII, so this is the order of their bytes. */
	int compareTo(HeaderName other) {
		return this.text.compareTo(other.text);
	}

	@Override
	public boolean equals(@Nullable Object obj) {
		return this == obj || (obj instanceof HeaderName other && this.text.equals(other.text));
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

	@Override
	public String toString() {
		return this.text;
	}

}
