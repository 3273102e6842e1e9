package io.github.sigv4;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A canonical request taken apart again, to be compared line by line.
 *
 * @param method the method
 * @param uri the canonical URI
 * @param query the canonical query string
 * @param headers the values of the canonical headers by their names
 * @param signedHeaders the names of the signed headers
 * @param payloadHash the payload hash
 */
record CanonicalText(String method, String uri, String query, Map<String, String> headers, String signedHeaders,
		String payloadHash) {

	private static final String MASK = "[redacted]";

	/** Method, URI, query, the empty line behind the headers, names and hash. */
	private static final int FEWEST_LINES = 6;

	/**
	 * Take a canonical request apart.
	 * @param text the text, whoever made it
	 * @return the parts, or {@code null} if it is none
	 */
	static @Nullable CanonicalText of(@Nullable String text) {
		String[] lines = (text != null) ? text.strip().split("\n", -1) : new String[0];
		if (lines.length < FEWEST_LINES) {
			return null;
		}
		Map<String, String> headers = new LinkedHashMap<>();
		for (int i = 3; i < lines.length - 2; i++) {
			int colon = lines[i].indexOf(':');
			if (colon > 0) {
				headers.put(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
			}
		}
		return new CanonicalText(lines[0], lines[1], lines[2], headers, lines[lines.length - 2],
				lines[lines.length - 1]);
	}

	/**
	 * Return the same with what was signed in place of what the server does not repeat: a
	 * session token, of which servers of tests say that it is there.
	 */
	CanonicalText unmasked(CanonicalText signed) {
		Map<String, String> unmasked = new LinkedHashMap<>(this.headers);
		unmasked.replaceAll((name, value) -> value.equals(MASK) ? signed.headers.getOrDefault(name, value) : value);
		String[] pieces = this.query.split("&", -1);
		for (int i = 0; i < pieces.length; i++) {
			if (pieces[i].endsWith("=" + MASK)) {
				pieces[i] = signed.parameter(pieces[i]);
			}
		}
		return new CanonicalText(this.method, this.uri, String.join("&", pieces), unmasked, this.signedHeaders,
				this.payloadHash);
	}

	private String parameter(String masked) {
		String prefix = masked.substring(0, masked.length() - MASK.length());
		return Stream.of(this.query.split("&", -1))
			.filter((piece) -> piece.startsWith(prefix))
			.findFirst()
			.orElse(masked);
	}

	/** A session token may be among the headers. */
	@Override
	public String toString() {
		return "CanonicalText[" + this.method + "]";
	}

}
