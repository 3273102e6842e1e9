package io.github.sigv4;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Refusal.Cause;
import io.github.sigv4.SignatureDifference.Step;

/**
 * Says how two canonical URIs differ.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 * a signed AWS API request: CanonicalUri</a>
 */
final class PathComparison {

	private PathComparison() {
	}

	static Finding find(RefusedCall call, String signed, String received) {
		Excerpt ours = Excerpt.of(call.printable(), signed, received);
		Excerpt theirs = Excerpt.of(call.printable(), received, signed);
		SignatureDifference difference = new SignatureDifference(Step.CANONICAL_URI, null, ours.text(), theirs.text());
		String texts = " Path signed '" + ours.text() + "' | received '" + theirs.text() + "'. ";
		String encoding = encoding(call, signed, received);
		if (encoding != null) {
			return new Finding(Cause.PATH_ENCODING,
					"The path means the same but is written otherwise." + texts + encoding, difference);
		}
		return new Finding(Cause.PATH_CHANGED,
				"The path that arrived is not the one that was signed." + texts + changed(signed, received),
				difference);
	}

	private static @Nullable String encoding(RefusedCall call, String signed, String received) {
		SigningSettings settings = call.settings();
		if (written(signed, true).equals(received) && !written(signed, false).equals(received)) {
			return "Dots and slashes were resolved: if it is the service that does it, set normalize-path to true;"
					+ " else have the client or proxy leave them.";
		}
		if (written(received, true).equals(signed) && !written(received, false).equals(signed)) {
			return isNormalized(call) ? "The service keeps dots and slashes: set normalize-path to false."
					: "Something on the way added dots or slashes to it.";
		}
		Encodings between = Encodings.between(signed, received);
		if (between == null) {
			return null;
		}
		return switch (between) {
			case ONCE_MORE -> settings.doubleEncodePath()
					? "It was encoded once more on its way: a client or proxy encodes '%' again."
					: "It was encoded once more: if it is the service that does it, as all but S3 do, set double-encode-path to"
							+ " true; else have the client or proxy leave it.";
			case ONCE_LESS -> settings.doubleEncodePath()
					? "It was encoded once less: if it is the service that does it, as S3 does, set double-encode-path to"
							+ " false; else have the client or proxy leave it."
					: "Something on the way decoded it.";
			case PLUS -> "A '+' and a space were taken for one another. In a path a space is %20, and a plus %2B.";
			case OTHERWISE -> "A client or proxy encodes other characters than was signed. Send the path as it was"
					+ " signed, with all but letters, digits and - . _ ~ encoded.";
		};
	}

	/** Whether the path was written with dots or slashes that were not signed. */
	private static boolean isNormalized(RefusedCall call) {
		String path = call.request().path();
		return call.settings().normalizePath() && !written(path, true).equals(written(path, false));
	}

	private static String written(String path, boolean normalize) {
		ByteBuilder out = new ByteBuilder(path.length());
		CanonicalUri.write(path, normalize, false, out);
		return out.utf8(0, out.length());
	}

	private static String changed(String signed, String received) {
		if (signed.equals(received + "/") || received.equals(signed + "/")) {
			return "A slash at the end came or went. Sign the path as the service has it; do not follow its redirects.";
		}
		if (received.endsWith(signed)) {
			return "Something in front of the service adds a prefix (a stage, a base path). Sign the path that the service"
					+ " sees: put the prefix into base-url.";
		}
		if (signed.endsWith(received)) {
			return "Something in front of the service takes a prefix off. Sign for that host without it, or have it left.";
		}
		return "A proxy, a gateway or a later interceptor rewrote it. Sign the path that the service sees, last of all.";
	}

}
