package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

	private static final byte[] X_AMZ_S3SESSION_TOKEN = ascii("X-Amz-S3session-Token");

	private static final byte[] X_AMZ_SIGNATURE = ascii("&X-Amz-Signature=");

	private static final byte[] SCHEME_END = ascii("://");

	/** What an earlier presigning left in the URL. */
	private static final Set<String> PRESIGNED = Set.of("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date",
			"X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Security-Token", "X-Amz-Region-Set", "X-Amz-Signature");

	/** If a header gives the token of an S3 Express session, an earlier one goes too. */
	private static final Set<String> PRESIGNED_IN_SESSION = Stream
		.concat(PRESIGNED.stream(), Stream.of("X-Amz-S3session-Token"))
		.collect(Collectors.toUnmodifiableSet());

	private final @Nullable Expiry expiry;

	QuerySigning(SigV4Request request, SigningSettings settings, SigningKey key, byte[] requestDate,
			@Nullable Expiry expiry) {
		super(request, settings, key, requestDate, payload(request, settings));
		this.expiry = expiry;
	}

	/** A URL may say itself what its body is, as those of AWS's SDK for Go do. */
	private static PayloadHash payload(SigV4Request request, SigningSettings settings) {
		String said = QueryParameters.contentSha256(request.query());
		if (said != null) {
			return PayloadHash.literal(said);
		}
		return settings.signedPresignedPayload() ? PayloadHash.EMPTY : PayloadHash.UNSIGNED;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	void canonicalize(SigningScratch scratch) {
		CanonicalQuery query = scratch.query;
		boolean s3SessionHeader = movesS3SessionHeader();
		query.addAll(this.request.query(), s3SessionHeader ? PRESIGNED_IN_SESSION : PRESIGNED);
		if (s3SessionHeader) {
			// As AWS's SDK does, so that whoever has the URL need not send it
			this.request.headerValues(HeaderName.AMZ_S3SESSION_TOKEN.text())
				.forEach((token) -> query.add(X_AMZ_S3SESSION_TOKEN, token.strip().getBytes(StandardCharsets.UTF_8)));
		}
		addRequestHeaders(scratch.headers);
		query.addEncoded(X_AMZ_ALGORITHM, this.key.algorithmBytes());
		query.addEncoded(X_AMZ_CREDENTIAL, this.key.encodedCredential());
		query.addEncoded(X_AMZ_DATE, this.requestDate);
		if (this.settings.algorithm() == SigningAlgorithm.SIGV4A) {
			query.add(X_AMZ_REGION_SET, ascii(this.settings.regionSet()));
		}
		if (this.expiry != null) {
			query.addEncoded(X_AMZ_EXPIRES, ascii(Long.toString(this.expiry.duration().toSeconds())));
		}
		// The result is not written yet and has room for what is needed in between
		ByteBuilder names = scratch.result;
		scratch.headers.writeNames(names);
		query.add(X_AMZ_SIGNED_HEADERS, names.array(), 0, names.length());
		names.truncate(0);
		byte[] sessionToken = sessionToken(query);
		if (sessionToken != null && this.settings.signedSessionToken()) {
			query.add(X_AMZ_SECURITY_TOKEN, sessionToken);
		}
		scratch.canonicalRequest.write(this.request, this.settings, query, scratch.headers, this.payload);
	}

	@Override
	int complete(SigningScratch scratch) {
		ByteBuilder url = scratch.result;
		appendOrigin(url);
		if (this.request.hasCanonicalPath()) {
			url.appendAscii(this.request.path());
		}
		else {
			url.appendText(this.request.path());
		}
		url.append('?');
		scratch.query.writeInOrder(url);
		url.append(X_AMZ_SIGNATURE);
		return url.length();
	}

	/** The header's place is taken by the parameter. */
	@Override
	boolean isReplaced(HeaderName name) {
		return super.isReplaced(name) || (movesS3SessionHeader() && name.is(HeaderName.AMZ_S3SESSION_TOKEN));
	}

	/** Not if all headers are to be signed as they are. */
	private boolean movesS3SessionHeader() {
		return !this.settings.allHeaders() && hasS3SessionHeader();
	}

	/** The session token to add, if there is one. */
	private byte @Nullable [] sessionToken(CanonicalQuery query) {
		byte[] own = this.key.sessionToken();
		if (own != null && this.settings.allHeaders() && hasS3SessionHeader()) {
			return null;
		}
		if (own == null || !isS3Express() || !query.has(X_AMZ_S3SESSION_TOKEN)) {
			return own;
		}
		if (query.hasOther(X_AMZ_S3SESSION_TOKEN, own)) {
			throw otherS3Session();
		}
		return null;
	}

	/** Append what is not signed and stands behind the signature. */
	void appendUnsigned(SigningScratch scratch) {
		ByteBuilder url = scratch.result;
		byte[] sessionToken = sessionToken(scratch.query);
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

	private void appendOrigin(ByteBuilder url) {
		String scheme = this.request.scheme();
		String authority = this.request.authority();
		if (scheme != null && authority != null) {
			url.appendAscii(scheme);
			url.append(SCHEME_END);
			url.appendAscii(authority);
			return;
		}
		url.appendAscii("https://");
		url.appendText(String.valueOf(this.request.header("host")).strip());
	}

}
