package io.github.sigv4.test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.sigv4.test.ReceivedRequest.Header;

/**
 * The errors of S3, which are its own.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Amazon S3: error
 * responses</a>
 */
final class S3Errors {

	private S3Errors() {
	}

	static AwsError of(Refusal refusal) {
		return switch (refusal.outcome()) {
			case MISSING_AUTHENTICATION -> new AwsError(403, "AccessDenied", "Access Denied");
			case INCOMPLETE_SIGNATURE -> malformed(refusal, refusal.verification().message(), Map.of());
			case UNKNOWN_CREDENTIALS -> unknown(refusal);
			case EXPIRED_CREDENTIALS -> new AwsError(400, "ExpiredToken", "The provided token has expired.");
			case WRONG_SCOPE -> scope(refusal);
			case TIME_TOO_SKEWED -> skewed(refusal);
			case EXPIRED_URL -> expired(refusal);
			case UNSIGNED_HEADER -> unsigned(refusal);
			case PAYLOAD_MISMATCH -> payload(refusal);
			case MALFORMED_PAYLOAD -> encoding(refusal);
			case CHUNK_TOO_SMALL -> new AwsError(403, "InvalidChunkSizeError",
					"Only the last chunk is allowed to have a size less than 8192 bytes");
			case MALFORMED_TRAILER -> new AwsError(400, "MalformedTrailerError",
					"The request contained trailing data that was not well-formed or did not conform to our published "
							+ "schema.");
			case CHECKSUM_MISMATCH -> new AwsError(400, "BadDigest", refusal.verification().message());
			default -> mismatch(refusal);
		};
	}

	private static AwsError malformed(Refusal refusal, String reason, Map<String, String> details) {
		return refusal.claim().presigned()
				? new AwsError(400, "AuthorizationQueryParametersError",
						"Error parsing the X-Amz-Credential parameter; " + reason, details)
				: new AwsError(400, "AuthorizationHeaderMalformed", "The authorization header is malformed; " + reason,
						details);
	}

	private static AwsError unknown(Refusal refusal) {
		String id = String.valueOf(refusal.verification().accessKeyId());
		if (refusal.claim().hasSessionToken() && refusal.isOfKnownKey()) {
			return new AwsError(400, "InvalidToken", "The provided token is malformed or otherwise invalid.");
		}
		return new AwsError(403, "InvalidAccessKeyId",
				"The AWS Access Key Id you provided does not exist in our records.", Map.of("AWSAccessKeyId", id));
	}

	private static AwsError scope(Refusal refusal) {
		ClaimedSignature claim = refusal.claim();
		TestService service = refusal.service();
		if (!claim.signingName().equals(service.signingName())) {
			return malformed(refusal, "incorrect service \"" + claim.signingName() + "\". This endpoint belongs to \""
					+ service.signingName() + "\".", Map.of());
		}
		if (!service.takesAnyRegion() && !claim.region().equals(service.region())) {
			return malformed(refusal,
					"the region '" + claim.region() + "' is wrong; expecting '" + service.region() + "'",
					Map.of("Region", service.region()));
		}
		String date = claim.part("Date");
		return malformed(refusal,
				"Invalid credential date \"" + claim.day() + "\". This date is not the same as X-Amz-Date: \""
						+ date.substring(0, Math.min(8, date.length())) + "\".",
				Map.of());
	}

	private static AwsError skewed(Refusal refusal) {
		Map<String, String> details = new LinkedHashMap<>();
		details.put("RequestTime", refusal.claim().part("Date"));
		details.put("ServerTime", seconds(refusal.now()));
		details.put("MaxAllowedSkewMilliseconds", Long.toString(refusal.service().maxSkew().toMillis()));
		return new AwsError(403, "RequestTimeTooSkewed",
				"The difference between the request time and the current time is too large.", details);
	}

	private static AwsError expired(Refusal refusal) {
		Map<String, String> details = new LinkedHashMap<>();
		details.put("X-Amz-Expires", refusal.claim().part("Expires"));
		details.put("Expires", seconds(refusal.expiredAt()));
		details.put("ServerTime", seconds(refusal.now()));
		return new AwsError(403, "AccessDenied", "Request has expired", details);
	}

	private static String seconds(Instant instant) {
		return instant.truncatedTo(ChronoUnit.SECONDS).toString();
	}

	private static AwsError unsigned(Refusal refusal) {
		String names = refusal.request()
			.headers()
			.stream()
			.map(Header::name)
			.map((name) -> name.toLowerCase(Locale.ROOT))
			.filter((name) -> name.startsWith("x-amz-") || name.equals("host"))
			.filter((name) -> !refusal.claim().signs(name))
			.distinct()
			.collect(Collectors.joining(", "));
		if (names.isEmpty()) {
			return new AwsError(400, "InvalidRequest", refusal.verification().message());
		}
		return new AwsError(403, "AccessDenied", "There were headers present in the request which were not signed",
				Map.of("HeadersNotSigned", names));
	}

	private static AwsError payload(Refusal refusal) {
		Map<String, String> details = new LinkedHashMap<>();
		String claimed = refusal.request().header("x-amz-content-sha256");
		details.put("ClientComputedContentSHA256", (claimed != null) ? claimed : "");
		details.put("S3ComputedContentSHA256", refusal.bodyHash());
		return new AwsError(400, "XAmzContentSHA256Mismatch",
				"The provided 'x-amz-content-sha256' header does not match what was computed.", details);
	}

	/** Also what goes on, or has another length than announced, counts as incomplete. */
	private static AwsError encoding(Refusal refusal) {
		MessageHead request = refusal.request();
		String literal = request.header("x-amz-content-sha256");
		if (literal == null || !literal.startsWith("STREAMING-")) {
			return new AwsError(400, "InvalidArgument", refusal.verification().message());
		}
		return (request.header("x-amz-decoded-content-length") != null)
				? new AwsError(400, "IncompleteBody", "The request body terminated unexpectedly")
				: new AwsError(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
	}

	private static AwsError mismatch(Refusal refusal) {
		Map<String, String> details = new LinkedHashMap<>();
		details.put("AWSAccessKeyId", String.valueOf(refusal.verification().accessKeyId()));
		details.put("StringToSign", refusal.stringToSign());
		if (!isOfBody(refusal.stringToSign())) {
			details.put("SignatureProvided", refusal.claim().part("Signature"));
		}
		details.put("StringToSignBytes", bytes(refusal.stringToSign()));
		details.put("CanonicalRequest", refusal.canonicalRequest());
		details.put("CanonicalRequestBytes", bytes(refusal.canonicalRequest()));
		return new AwsError(403, "SignatureDoesNotMatch",
				"The request signature we calculated does not match the signature you provided. Check your key and "
						+ "signing method.",
				details);
	}

	/**
	 * Whether it is the string to sign of a chunk or trailer, whose signature was read
	 * and gone.
	 */
	private static boolean isOfBody(String stringToSign) {
		return stringToSign.matches("(?s)[A-Z0-9-]+-(PAYLOAD|TRAILER)\n.*");
	}

	/** As S3 writes them: {@code 41 57 53 34}. */
	private static String bytes(String text) {
		return HexFormat.ofDelimiter(" ").formatHex(text.getBytes(StandardCharsets.UTF_8));
	}

}
