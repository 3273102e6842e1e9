package io.github.sigv4;

import java.nio.charset.StandardCharsets;

/**
 * The text whose HMAC is the signature: algorithm, request date, credential scope and the
 * hash of the canonical request.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 * a signed AWS API request: step 2</a>
 */
final class StringToSign {

	static final String ALGORITHM = "AWS4-HMAC-SHA256";

	private static final byte[] FIRST_LINE = (ALGORITHM + "\n").getBytes(StandardCharsets.US_ASCII);

	private StringToSign() {
	}

	static void write(byte[] requestDate, byte[] scope, byte[] canonicalRequestHash, ByteBuilder out) {
		out.append(FIRST_LINE);
		out.append(requestDate);
		out.append('\n');
		out.append(scope);
		out.append('\n');
		out.appendHex(canonicalRequestHash, 0, Sha256.LENGTH);
	}

}
