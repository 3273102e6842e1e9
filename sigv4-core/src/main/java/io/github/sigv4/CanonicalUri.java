package io.github.sigv4;

/**
 * The second line of a canonical request: the path as it is on the wire, normalised and
 * encoded as the service wants it.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 * a signed AWS API request: CanonicalUri</a>
 */
final class CanonicalUri {

	private CanonicalUri() {
	}

	/**
	 * Whether a path is written as it is, however the service wants it: without dot or
	 * empty segments, and with nothing to encode.
	 */
	static boolean isCanonical(String path) {
		char last = 'a';
		for (int i = 0; i < path.length(); i++) {
			char c = path.charAt(i);
			if ((c != '/' && !ByteBuilder.isUnreserved(c)) || (last == '/' && (c == '/' || c == '.'))) {
				return false;
			}
			last = c;
		}
		return true;
	}

	/**
	 * Write the canonical URI.
	 * <p>
	 * Normalising drops empty and {@code .} segments, and {@code ..} with the segment
	 * before it. Unlike RFC 3986 the result ends with a slash only if the path does, so
	 * {@code /a/b/.} becomes {@code /a/b}; every AWS signer agrees. Only a literal dot is
	 * one: {@code %2E} is not.
	 * <p>
	 * Without double encoding the path is decoded and encoded again, as S3 does with what
	 * it receives. An encoded slash stays encoded: it is part of a key.
	 */
	static void write(String path, boolean normalize, boolean doubleEncode, ByteBuilder out) {
		int start = out.length();
		int end = path.length();
		int slash = 0;
		while (slash < end) {
			int next = path.indexOf('/', slash + 1);
			int segmentEnd = (next >= 0) ? next : end;
			if (normalize && isEmptyOrDot(path, slash + 1, segmentEnd)) {
				slash = segmentEnd;
				continue;
			}
			if (normalize && isDotDot(path, slash + 1, segmentEnd)) {
				dropLastSegment(out, start);
			}
			else {
				out.append('/');
				writeSegment(path, slash + 1, segmentEnd, doubleEncode, out);
			}
			slash = segmentEnd;
		}
		if (out.length() == start || (normalize && path.charAt(end - 1) == '/')) {
			out.append('/');
		}
	}

	private static boolean isEmptyOrDot(String path, int from, int to) {
		return from == to || (to - from == 1 && path.charAt(from) == '.');
	}

	private static boolean isDotDot(String path, int from, int to) {
		return to - from == 2 && path.charAt(from) == '.' && path.charAt(from + 1) == '.';
	}

	/** Slashes that are written are separators only, so the last one starts a segment. */
	private static void dropLastSegment(ByteBuilder out, int start) {
		byte[] bytes = out.array();
		int end = out.length();
		while (end > start) {
			end--;
			if (bytes[end] == '/') {
				break;
			}
		}
		out.truncate(end);
	}

	private static void writeSegment(String path, int from, int to, boolean doubleEncode, ByteBuilder out) {
		int index = out.appendUnreserved(path, from, to);
		while (index < to) {
			char c = path.charAt(index);
			int decoded = (c == '%' && !doubleEncode) ? PercentEncoding.decode(path, index, to) : -1;
			if (decoded >= 0) {
				out.appendEncoded(decoded);
				index += 3;
			}
			else {
				index = out.appendEncodedUtf8(path, index) + 1;
			}
			index = out.appendUnreserved(path, index, to);
		}
	}

}
