package io.github.sigv4.differential;

/**
 * Where AWS's signer for Java differs from us, by choice or by mistake. If an equivalent
 * request has one answer only, it is asked for that, and has to agree; if not, our answer
 * is compared with the reference's alone.
 */
enum OracleDifference {

	SIGNS_HEADERS_THAT_WE_DO_NOT(true, "signs whatever it is given: keep-alive, te, date, content-length ..."),

	SIGNS_A_FOREIGN_AUTHORIZATION(true, "signs an Authorization, then overwrites it: refused by every server"),

	SIGNS_AN_OLD_DATE_AND_TOKEN(true, "signs x-amz-date and x-amz-security-token headers of a URL's request"),

	KEEPS_AN_OLD_SIGNATURE(true, "signs the X-Amz-Signature that a URL was presigned with before"),

	HASHES_AN_UNSIGNED_PAYLOAD_ON_HTTP(true, "silently hashes the body when it was told not to, on http"),

	READS_PLUS_AS_A_SPACE(true, "takes a raw + in the query for a space"),

	LOSES_EQUALS_IN_VALUES(true, "cuts a value of the query at its first ="),

	FAILS_ON_THE_URL(true, "cannot read a URL with malformed escapes or characters that java.net.URI refuses"),

	NORMALIZES_BY_JAVA_NET_URI(true, "keeps /.. above the root, and fails on what java.net.URI refuses"),

	SIGNS_AN_UNCANONICAL_PATH(true, "signs the path verbatim where S3 decodes and encodes it again"),

	KNOWS_HTTP_AND_HTTPS_ONLY(true, "knows no default ports of ws and wss"),

	SIGNS_EVERY_TOKEN(true, "signs the session token, also where it has to be added after signing"),

	NEVER_SIGNS_FORWARDED_FOR(false, "leaves out x-forwarded-for when asked to sign all headers"),

	OVERWRITES_CONTENT_SHA256(false, "recomputes a given x-amz-content-sha256 or payload hash"),

	ALWAYS_ADDS_CONTENT_SHA256(false, "sends x-amz-content-sha256 to every service"),

	DROPS_CONTENT_SHA256_FROM_A_URL(false, "removes a given x-amz-content-sha256 when it presigns"),

	KNOWS_FEW_METHODS(false, "has an enum of seven methods"),

	READS_QUERIES_AS_TEXT(false, "cannot keep bytes that are not UTF-8");

	final boolean expressible;

	final String description;

	OracleDifference(boolean expressible, String description) {
		this.expressible = expressible;
		this.description = description;
	}

}
