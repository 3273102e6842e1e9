package io.github.sigv4.test;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a refused request says of its signature, for the text of the answer. Nothing is
 * decided by it, so it takes what it can get: a part that is not there is empty.
 *
 * @param presigned whether it stands in the URL
 * @param parts the parts by their name: {@code Credential}, {@code SignedHeaders},
 * {@code Signature}, {@code Date}, {@code Expires}, {@code Security-Token},
 * {@code S3session-Token}, {@code Region-Set}
 */
record ClaimedSignature(boolean presigned, Map<String, String> parts) {

	private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

	static ClaimedSignature of(MessageHead request) {
		String authorization = request.header("authorization");
		Map<String, String> parts = new HashMap<>();
		if (authorization == null) {
			String query = request.query();
			for (String piece : (query != null) ? query.split("&", -1) : new String[0]) {
				if (piece.startsWith("X-Amz-")) {
					put(parts, decode(piece.substring("X-Amz-".length())));
				}
			}
			return new ClaimedSignature(true, parts);
		}
		for (String piece : authorization.substring(authorization.indexOf(' ') + 1).split(",", -1)) {
			put(parts, piece.strip());
		}
		String date = request.header("x-amz-date");
		put(parts, "Date=" + ((date != null) ? date : ""));
		for (String name : List.of("Security-Token", "S3session-Token", "Region-Set")) {
			String value = request.header("x-amz-" + name);
			put(parts, name + "=" + ((value != null) ? value : ""));
		}
		return new ClaimedSignature(false, parts);
	}

	private static void put(Map<String, String> parts, String piece) {
		int equals = piece.indexOf('=');
		if (equals > 0) {
			parts.put(piece.substring(0, equals), piece.substring(equals + 1));
		}
	}

	private static String decode(String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return text;
		}
	}

	String part(String name) {
		return this.parts.getOrDefault(name, "");
	}

	/** The parts of the credential, of which SigV4A has no region. */
	private List<String> credential() {
		return List.of(part("Credential").split("/", -1));
	}

	private boolean regional() {
		return part("Region-Set").isEmpty();
	}

	/** What is behind the access key id. */
	String credentialScope() {
		String credential = part("Credential");
		return credential.substring(credential.indexOf('/') + 1);
	}

	private String scope(int index) {
		List<String> credential = credential();
		return (index < credential.size()) ? credential.get(index) : "";
	}

	String day() {
		return scope(1);
	}

	/** The region, or the set of regions. */
	String region() {
		return regional() ? scope(2) : part("Region-Set");
	}

	String signingName() {
		return scope(regional() ? 3 : 2);
	}

	/** The names of the signed headers, none if nothing is signed. */
	List<String> signedHeaders() {
		String names = part("SignedHeaders");
		return names.isEmpty() ? List.of() : List.of(names.split(";", -1));
	}

	boolean signs(String headerName) {
		return signedHeaders().contains(headerName.toLowerCase(Locale.ROOT));
	}

	boolean hasSessionToken() {
		return !part("Security-Token").isEmpty() || !part("S3session-Token").isEmpty();
	}

	/** The time of signing, if it can be read. */
	@Nullable Instant signedAt() {
		try {
			return LocalDateTime.parse(part("Date"), DATE).toInstant(ZoneOffset.UTC);
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	static String format(Instant instant) {
		return DATE.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
	}

	/**
	 * The values stay out: one is the signature.
	 */
	@Override
	public String toString() {
		return "ClaimedSignature" + this.parts.keySet();
	}

}
