package io.github.sigv4;

/**
 * The text that is signed: algorithm, request date, credential scope and the hash of the
 * canonical request.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 * a signed AWS API request: step 2</a>
 */
final class StringToSign {

	private StringToSign() {
	}

	static void write(SigningKey key, byte[] requestDate, byte[] canonicalRequestHash, ByteBuilder out) {
		out.append(key.algorithmBytes());
		out.append('\n');
		out.append(requestDate);
		out.append('\n');
		out.append(key.scopeBytes());
		out.append('\n');
		out.appendHex(canonicalRequestHash, 0, Sha256.LENGTH);
	}

}
