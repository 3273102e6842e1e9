package io.github.sigv4;

/**
 * The request as both sides see it: method, URI, query, headers, names of the signed
 * headers and payload hash, each on its line. The only place in which one is made, for
 * signing, explaining and verifying.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 * a signed AWS API request: step 1</a>
 */
final class CanonicalRequest {

	private final ByteBuilder bytes = new ByteBuilder(2048);

	private int signedHeadersFrom;

	private int signedHeadersTo;

	/**
	 * Write the canonical request over what was here before.
	 */
	void write(SigV4Request request, SigningSettings settings, CanonicalQuery query, CanonicalHeaders headers,
			PayloadHash payload) {
		ByteBuilder out = this.bytes;
		out.truncate(0);
		out.appendAscii(request.method());
		out.append('\n');
		if (request.hasCanonicalPath()) {
			out.appendAscii(request.path());
		}
		else {
			CanonicalUri.write(request.path(), settings.normalizePath(), settings.doubleEncodePath(), out);
		}
		out.append('\n');
		query.write(out);
		out.append('\n');
		headers.writeLines(out);
		out.append('\n');
		this.signedHeadersFrom = out.length();
		headers.writeNames(out);
		this.signedHeadersTo = out.length();
		out.append('\n');
		out.append(payload.ascii());
	}

	ByteBuilder bytes() {
		return this.bytes;
	}

	void writeSignedHeaders(ByteBuilder out) {
		out.append(this.bytes.array(), this.signedHeadersFrom, this.signedHeadersTo - this.signedHeadersFrom);
	}

	String text() {
		return this.bytes.utf8(0, this.bytes.length());
	}

}
