package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A signature that goes into the {@code Authorization} header.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html">Authentication
 * methods: HTTP authorization header</a>
 */
final class HeaderSigning extends Signing {

	private static final byte[] CREDENTIAL = ascii(" Credential=");

	private static final byte[] SIGNED_HEADERS = ascii(", SignedHeaders=");

	private static final byte[] SIGNATURE = ascii(", Signature=");

	private static final byte[] X_AMZ_SIGNATURE = ascii("X-Amz-Signature");

	HeaderSigning(SigV4Request request, SigningSettings settings, SigningKey key, byte[] requestDate) {
		super(request, settings, key, requestDate, settings.signedPayload() ? PayloadHash.EMPTY : PayloadHash.UNSIGNED);
		if (hasS3SessionHeader()) {
			checkS3Session();
		}
		else if (key.sessionToken() == null && request.has(HeaderName.AMZ_SECURITY_TOKEN)) {
			throw new SigV4Exception("The request has an X-Amz-Security-Token header but the credentials to sign "
					+ "with are permanent. Remove the header, or give its token with the credentials.");
		}
	}

	/**
	 * S3 Express takes the token of its session in place of any other.
	 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-create-session.html
	 */
	private void checkS3Session() {
		if (this.request.has(HeaderName.AMZ_SECURITY_TOKEN)) {
			throw new SigV4Exception("The request has both an X-Amz-S3session-Token and an X-Amz-Security-Token "
					+ "header. Drop X-Amz-Security-Token: in a session of S3 Express there is no other token.");
		}
		String own = this.key.sessionTokenText();
		for (String given : this.request.headerValues(HeaderName.AMZ_S3SESSION_TOKEN.text())) {
			if (own != null && !own.equals(given.strip())) {
				throw otherS3Session();
			}
		}
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	void canonicalize(SigningScratch scratch) {
		addQuery(scratch.query);
		CanonicalHeaders headers = scratch.headers;
		addRequestHeaders(headers);
		headers.addCanonical(HeaderName.AMZ_DATE, this.requestDate);
		if (this.settings.algorithm() == SigningAlgorithm.SIGV4A) {
			headers.add(HeaderName.AMZ_REGION_SET, this.settings.regionSet());
		}
		byte[] sessionToken = this.key.sessionToken();
		if (sessionToken != null && this.settings.signedSessionToken() && !hasS3SessionHeader()) {
			headers.addCanonical(HeaderName.AMZ_SECURITY_TOKEN, sessionToken);
		}
		if (addsContentSha256()) {
			headers.addCanonical(HeaderName.AMZ_CONTENT_SHA256, this.payload.ascii());
		}
		scratch.canonicalRequest.write(this.request, this.settings, scratch.query, headers, this.payload);
	}

	private void addQuery(CanonicalQuery query) {
		String raw = this.request.query();
		if (raw != null && this.request.hasCanonicalQuery() && !raw.contains("X-Amz-Signature")) {
			query.set(raw);
			return;
		}
		query.addAll(raw, Set.of());
		if (query.has(X_AMZ_SIGNATURE)) {
			throw new SigV4Exception("The URL is presigned already: it has X-Amz-Signature. Send it without signing, "
					+ "or sign the URL that it was made from.");
		}
	}

	@Override
	int complete(SigningScratch scratch) {
		ByteBuilder authorization = scratch.result;
		authorization.append(this.key.algorithmBytes());
		authorization.append(CREDENTIAL);
		authorization.append(this.key.credential());
		authorization.append(SIGNED_HEADERS);
		scratch.canonicalRequest.writeSignedHeaders(authorization);
		authorization.append(SIGNATURE);
		return authorization.length();
	}

	/** The session token to add, if there is one. */
	@Nullable String sessionToken() {
		return hasS3SessionHeader() ? null : this.key.sessionTokenText();
	}

	/** The value of the header to add, if it is to be added. */
	@Nullable String contentSha256() {
		return addsContentSha256() ? this.payload.value() : null;
	}

	private boolean addsContentSha256() {
		return this.settings.contentSha256Header() && !this.contentSha256Given;
	}

}
