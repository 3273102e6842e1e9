package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A signature that goes into the URL.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html">Authentication
 * methods: query string parameters</a>
 */
final class QuerySigning extends Signing {

	private static final byte[] X_AMZ_ALGORITHM = ascii("X-Amz-Algorithm");

	private static final byte[] X_AMZ_CREDENTIAL = ascii("X-Amz-Credential");

	private static final byte[] X_AMZ_DATE = ascii("X-Amz-Date");

	private static final byte[] X_AMZ_EXPIRES = ascii("X-Amz-Expires");

	private static final byte[] X_AMZ_REGION_SET = ascii("X-Amz-Region-Set");

	private static final byte[] X_AMZ_SIGNED_HEADERS = ascii("X-Amz-SignedHeaders");

	private static final byte[] X_AMZ_SECURITY_TOKEN = ascii("X-Amz-Security-Token");

	private static final byte[] X_AMZ_SIGNATURE = ascii("&X-Amz-Signature=");

	/** What an earlier presigning left in the URL. */
	private static final Set<String> PRESIGNED = Set.of("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date",
			"X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Security-Token", "X-Amz-Region-Set", "X-Amz-Signature");

	private final @Nullable Expiry expiry;

	QuerySigning(SigV4Request request, SigningSettings settings, SigningKey key, byte[] requestDate,
			@Nullable Expiry expiry) {
		super(request, settings, key, requestDate, settings.signedPresignedPayload());
		this.expiry = expiry;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	void canonicalize(SigningScratch scratch) {
		CanonicalQuery query = scratch.query;
		query.addAll(this.request.query(), PRESIGNED);
		addRequestHeaders(scratch.headers);
		query.add(X_AMZ_ALGORITHM, ascii(this.key.algorithm().id()));
		query.add(X_AMZ_CREDENTIAL, this.key.credential());
		query.add(X_AMZ_DATE, this.requestDate);
		if (this.settings.algorithm() == SigningAlgorithm.SIGV4A) {
			query.add(X_AMZ_REGION_SET, ascii(this.settings.regionSet()));
		}
		if (this.expiry != null) {
			query.add(X_AMZ_EXPIRES, ascii(Long.toString(this.expiry.duration().toSeconds())));
		}
		// The result is not written yet and has room for what is needed in between
		ByteBuilder names = scratch.result;
		scratch.headers.writeNames(names);
		query.add(X_AMZ_SIGNED_HEADERS, names.array(), 0, names.length());
		names.truncate(0);
		byte[] sessionToken = this.key.sessionToken();
		if (sessionToken != null && this.settings.signedSessionToken()) {
			query.add(X_AMZ_SECURITY_TOKEN, sessionToken);
		}
		scratch.canonicalRequest.write(this.request, this.settings, query, scratch.headers, this.payload);
	}

	@Override
	int complete(SigningScratch scratch) {
		ByteBuilder url = scratch.result;
		url.appendText(origin());
		url.appendText(this.request.path());
		url.append('?');
		scratch.query.writeInOrder(url);
		url.append(X_AMZ_SIGNATURE);
		return url.length();
	}

	/** Append what is not signed and stands behind the signature. */
	void appendUnsigned(ByteBuilder url) {
		byte[] sessionToken = this.key.sessionToken();
		if (sessionToken != null && !this.settings.signedSessionToken()) {
			url.append('&');
			url.append(X_AMZ_SECURITY_TOKEN);
			url.append('=');
			for (byte value : sessionToken) {
				url.appendEncoded(value & 0xff);
			}
		}
	}

	@Nullable Expiry expiry() {
		return this.expiry;
	}

	private String origin() {
		String origin = this.request.origin();
		return (origin != null) ? origin : "https://" + String.valueOf(this.request.header("host")).strip();
	}

}
