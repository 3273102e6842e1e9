package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Verification.Outcome;

/**
 * The parameters of a presigned URL, decoded.
 */
final class QueryParameters {

	private static final String CONTENT_SHA256 = "X-Amz-Content-Sha256";

	private static final Set<String> NAMES = Set.of("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date",
			"X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Security-Token", "X-Amz-S3session-Token", "X-Amz-Region-Set",
			CONTENT_SHA256, "X-Amz-Signature");

	private QueryParameters() {
	}

	/** Return the values of the parameters that make a presigned URL, by name. */
	static Map<String, String> amz(@Nullable String query) {
		Map<String, String> parameters = new HashMap<>();
		if (query == null) {
			return parameters;
		}
		for (String piece : query.split("&", -1)) {
			int equals = piece.indexOf('=');
			String name = decode((equals >= 0) ? piece.substring(0, equals) : piece);
			if (equals == 0 && piece.length() > 1) {
				// Some servers would hand it to the application
				throw new RefusedException(Outcome.INCOMPLETE_SIGNATURE,
						"The query has a value without a name, which no signature covers");
			}
			if (NAMES.contains(name)
					&& parameters.put(name, (equals >= 0) ? decode(piece.substring(equals + 1)) : "") != null) {
				throw new RefusedException(Outcome.INCOMPLETE_SIGNATURE, "The query has " + name + " more than once");
			}
		}
		return parameters;
	}

	/**
	 * Return what a URL that is not presigned yet says of its body.
	 * @throws SigV4Exception if it says so more than once
	 */
	static @Nullable String contentSha256(@Nullable String query) {
		String said = null;
		int from = 0;
		while (query != null && from < query.length()) {
			int ampersand = query.indexOf('&', from);
			int to = (ampersand >= 0) ? ampersand : query.length();
			// Most are shorter
			if (to - from > CONTENT_SHA256.length()) {
				String piece = query.substring(from, to);
				int equals = piece.indexOf('=');
				if (equals > 0 && decode(piece.substring(0, equals)).equals(CONTENT_SHA256)) {
					if (said != null) {
						throw new SigV4Exception("The query has " + CONTENT_SHA256 + " more than once");
					}
					said = decode(piece.substring(equals + 1));
				}
			}
			from = to + 1;
		}
		return said;
	}

	private static String decode(String text) {
		if (text.indexOf('%') < 0) {
			return text;
		}
		ByteBuilder decoded = new ByteBuilder(text.length());
		int index = 0;
		while (index < text.length()) {
			int value = (text.charAt(index) == '%') ? PercentEncoding.decode(text, index, text.length()) : -1;
			if (value >= 0) {
				decoded.append(new byte[] { (byte) value });
				index += 3;
			}
			else {
				index = decoded.appendUtf8(text, index) + 1;
			}
		}
		return new String(decoded.array(), 0, decoded.length(), StandardCharsets.UTF_8);
	}

}
