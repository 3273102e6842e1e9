package io.github.sigv4.cli;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.SignedChunk;
import io.github.sigv4.SignedRequest;

/**
 * Writes the answer to a line. What does not apply to its kind is left out.
 */
final class BatchResult {

	private BatchResult() {
	}

	static void write(String id, SignedRequest signed, JsonOutput out) {
		line(id, out, () -> {
			field("canonical_request", signed.canonicalRequest(), out);
			field("string_to_sign", signed.stringToSign(), out);
			field("signature", signed.signature(), out);
			field("authorization", signed.authorization(), out);
			field("signed_url", signed.presignedUrl(), out);
			if (signed.authorization() != null) {
				headers(signed, out);
			}
		});
	}

	static void write(String id, SignedChunk signed, JsonOutput out) {
		line(id, out, () -> {
			field("string_to_sign", signed.stringToSign(), out);
			field("signature", signed.signature(), out);
		});
	}

	static void writeError(String id, String message, JsonOutput out) {
		line(id, out, () -> field("error", message, out));
	}

	private static void line(String id, JsonOutput out, Runnable fields) {
		int start = out.length();
		try {
			out.raw("{\"id\":").raw(id);
			fields.run();
			out.raw("}\n");
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			// Half a line would take the answers that follow with it
			out.truncate(start);
			throw ex;
		}
	}

	private static void field(String name, @Nullable String value, JsonOutput out) {
		if (value != null) {
			out.raw(",\"").raw(name).raw("\":").string(value);
		}
	}

	private static void headers(SignedRequest signed, JsonOutput out) {
		out.raw(",\"headers\":");
		int start = out.length();
		signed.forEachHeader((name, value) -> {
			out.raw((out.length() == start) ? "[[" : ",[");
			out.string(name.toLowerCase(Locale.ROOT)).raw(",").string(value).raw("]");
		});
		out.raw("]");
	}

}
