package io.github.sigv4.test;

import io.github.sigv4.Verification.Outcome;

/**
 * The errors that services other than S3 have in common.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html">Common
 * errors</a>
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html">Troubleshoot
 * Signature Version 4 signing for AWS API requests</a>
 */
final class CommonErrors {

	private final ErrorShape shape;

	CommonErrors(ErrorShape shape) {
		this.shape = shape;
	}

	AwsError of(Refusal refusal) {
		boolean json = this.shape == ErrorShape.JSON || this.shape == ErrorShape.API_GATEWAY;
		return json ? json(refusal) : query(refusal);
	}

	private AwsError query(Refusal refusal) {
		Outcome outcome = refusal.outcome();
		String message = message(refusal);
		return switch (outcome) {
			case MISSING_AUTHENTICATION -> new AwsError(403, "MissingAuthenticationToken", message);
			case INCOMPLETE_SIGNATURE -> new AwsError(400, "IncompleteSignature", message);
			case UNKNOWN_CREDENTIALS -> new AwsError(403, "InvalidClientTokenId", message);
			case EXPIRED_CREDENTIALS -> new AwsError(403, "ExpiredToken", message);
			case TIME_TOO_SKEWED -> (this.shape == ErrorShape.XML_EC2)
					? new AwsError(400, "RequestExpired", "Request has expired. " + message)
					: new AwsError(403, "SignatureDoesNotMatch", message);
			case EXPIRED_URL -> new AwsError(400, "RequestExpired", message);
			default -> new AwsError(403, "SignatureDoesNotMatch", message);
		};
	}

	private AwsError json(Refusal refusal) {
		Outcome outcome = refusal.outcome();
		String code = switch (outcome) {
			case MISSING_AUTHENTICATION -> "MissingAuthenticationTokenException";
			case INCOMPLETE_SIGNATURE -> "IncompleteSignatureException";
			case UNKNOWN_CREDENTIALS -> "UnrecognizedClientException";
			case EXPIRED_CREDENTIALS -> "ExpiredTokenException";
			case EXPIRED_URL -> (this.shape == ErrorShape.API_GATEWAY) ? "InvalidSignatureException" : "RequestExpired";
			default -> "InvalidSignatureException";
		};
		boolean operation = this.shape == ErrorShape.JSON && refusal.isOfOperation();
		return new AwsError(operation ? 400 : 403, code, message(refusal));
	}

	private static String message(Refusal refusal) {
		return switch (refusal.outcome()) {
			case MISSING_AUTHENTICATION -> "Missing Authentication Token";
			case UNKNOWN_CREDENTIALS -> "The security token included in the request is invalid.";
			case EXPIRED_CREDENTIALS -> "The security token included in the request is expired";
			case WRONG_SCOPE -> scope(refusal);
			case TIME_TOO_SKEWED -> refusal.skewed();
			case EXPIRED_URL -> "Signature expired: " + ClaimedSignature.format(refusal.expiredAt())
					+ " is now earlier than " + ClaimedSignature.format(refusal.now());
			case SIGNATURE_MISMATCH -> mismatch(refusal);
			default -> refusal.verification().message();
		};
	}

	private static String scope(Refusal refusal) {
		ClaimedSignature claim = refusal.claim();
		TestService service = refusal.service();
		if (!claim.signingName().equals(service.signingName())) {
			return "Credential should be scoped to correct service: '" + service.signingName() + "'.";
		}
		if (!service.takesAnyRegion() && !claim.region().equals(service.region())) {
			return "Credential should be scoped to a valid region, not '" + claim.region() + "'.";
		}
		String date = claim.part("Date");
		return "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
				+ claim.day() + "' != '" + date.substring(0, Math.min(8, date.length())) + "', from '" + date + "'.";
	}

	private static String mismatch(Refusal refusal) {
		if (refusal.canonicalRequest().isEmpty()) {
			return refusal.verification().message();
		}
		return "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
				+ "Access Key and signing method. Consult the service documentation for details.\n\n"
				+ "The Canonical String for this request should have been\n'" + refusal.canonicalRequest() + "'\n\n"
				+ "The String-to-Sign should have been\n'" + refusal.stringToSign() + "'\n";
	}

}
