package io.github.sigv4.differential;

/**
 * Where AWS's Common Runtime differs from us, by choice or by mistake. As with
 * {@link OracleDifference}, it is asked for an equivalent request if there is one.
 */
enum CrtDifference {

	SIGNS_HEADERS_THAT_WE_DO_NOT(true, "signs whatever it is given but a few"),

	REFUSES_HEADERS_THAT_IT_ADDS(true, "refuses a request that has Authorization, x-amz-date and the like"),

	REFUSES_PARAMETERS_THAT_IT_ADDS(true, "refuses a URL that was presigned before"),

	SIGNS_AN_UNCANONICAL_PATH(true, "signs the path verbatim where S3 decodes and encodes it again"),

	FAILS_ON_MALFORMED_ESCAPES(true, "cannot read a query with malformed escapes"),

	SIGNS_PARAMETERS_WITHOUT_A_NAME(true, "keeps =value, which we drop"),

	TAKES_A_COLON_AND_A_SLASH_IN_THE_QUERY_FOR_A_SCHEME(true, "reads ?a=:/ as if it were a scheme"),

	TAKES_A_COLON_AND_A_SLASH_IN_THE_PATH_FOR_A_SCHEME(false, "reads /a:/ as if it were a scheme"),

	REFUSES_PARAMETERS_IN_ANY_CASE(false, "refuses x-amz-date in a query, which is not X-Amz-Date"),

	ALWAYS_ADDS_CONTENT_SHA256_FOR_LATTICE(false, "sends x-amz-content-sha256 to VPC Lattice, also with a URL"),

	DROPS_CONTENT_SHA256_FROM_A_URL(false, "signs no x-amz-content-sha256 header of a URL"),

	KNOWS_NO_TIME_BEFORE_1970(false, "signs with another time");

	final boolean expressible;

	final String description;

	CrtDifference(boolean expressible, String description) {
		this.expressible = expressible;
		this.description = description;
	}

}
