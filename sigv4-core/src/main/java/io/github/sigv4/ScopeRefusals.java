package io.github.sigv4;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Refusal.Cause;
import io.github.sigv4.SignatureDifference.Step;

/**
 * Knows refusals for what a signature is good for: service, region, date, and the
 * algorithm.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html">Troubleshoot
 * Signature Version 4: credential scope errors</a>
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Amazon S3:
 * AuthorizationHeaderMalformed</a>
 */
final class ScopeRefusals {

	private ScopeRefusals() {
	}

	static @Nullable Finding find(RefusedCall call) {
		// A resource can have any name
		if (call.answer().says("is not authorized to perform")) {
			return null;
		}
		String text = call.answer().message();
		if (call.answer().says("scoped to correct service")) {
			return service(call, call.answer().name(Quoted.after(text, "correct service")));
		}
		if (call.answer().says("; incorrect service")) {
			return service(call, call.answer().name(Quoted.after(text, "belongs to")));
		}
		if (call.answer().says("date in credential scope") || call.answer().says("invalid credential date")
				|| call.answer().says("; incorrect date")) {
			return date(call);
		}
		if (isOtherAlgorithm(call)) {
			return algorithm(call);
		}
		if (call.answer().says("scoped to a valid region")) {
			return region(call, null);
		}
		if (isOtherRegion(call) || (call.answer()
			.hasCode("AuthorizationHeaderMalformed", "AuthorizationQueryParametersError", "IncorrectEndpoint")
				&& call.answer().detail("Region") != null)) {
			String told = call.answer().name(call.answer().detail("Region"));
			told = (told != null) ? told : call.answer().name(Quoted.after(text, "expecting"));
			return region(call, (told != null) ? told : bucketRegion(call));
		}
		String bucketRegion = (call.answer().code() == null && call.answer().text().isEmpty()) ? bucketRegion(call)
				: null;
		// The answer to a HEAD has no body to say it
		return (bucketRegion != null && !bucketRegion.equals(call.settings().region())) ? region(call, bucketRegion)
				: null;
	}

	/** In the words of S3: applications know regions too. */
	private static boolean isOtherRegion(RefusedCall call) {
		return call.answer().says("the region '") && call.answer().says("' is wrong")
				&& call.answer().says("expecting '");
	}

	private static @Nullable String bucketRegion(RefusedCall call) {
		return call.settings().signingName().startsWith("s3")
				? call.answer().name(call.answer().header("x-amz-bucket-region")) : null;
	}

	private static Finding service(RefusedCall call, @Nullable String told) {
		String ours = call.settings().signingName();
		String wanted = (told != null) ? told
				: call.endpoint().map(AwsEndpoint::signingName).filter((name) -> !name.equals(ours)).orElse(null);
		String there = (wanted != null)
				? ", but " + call.host() + " belongs to '" + wanted + "'. Set signing-name to " + wanted + "."
				: ", but " + call.host()
						+ " belongs to another one. Set signing-name to the service that AWS documents for that host.";
		return new Finding(Cause.WRONG_SERVICE, "The signature is for service '" + ours + "'" + there,
				scope("service", ours, wanted));
	}

	private static Finding region(RefusedCall call, @Nullable String told) {
		String ours = call.settings().region();
		if (call.settings().algorithm() == SigningAlgorithm.SIGV4A) {
			ours = call.settings().regionSet();
			return new Finding(Cause.WRONG_REGION, "The signature is for the region set '" + ours
					+ "', which does not cover the endpoint. Set region-set to one that has its region, or to '*'.",
					scope("region-set", ours, told));
		}
		String signed = ours;
		String wanted = (told != null) ? told
				: call.endpoint().map(AwsEndpoint::region).filter((name) -> !name.equals(signed)).orElse(null);
		String bucket = (told != null && call.settings().signingName().startsWith("s3")) ? " is in '" : " belongs to '";
		String there = (wanted != null)
				? ", but " + call.host() + bucket + wanted + "'. Set region to " + wanted + ", and use its host."
				: ", which " + call.host() + " does not serve. Set region to that of the endpoint; global services"
						+ " such as IAM want us-east-1.";
		return new Finding(Cause.WRONG_REGION, "The signature is for region '" + ours + "'" + there,
				scope("region", ours, wanted));
	}

	private static SignatureDifference scope(String part, String ours, @Nullable String theirs) {
		return new SignatureDifference(Step.CREDENTIAL_SCOPE, part, ours,
				(theirs != null) ? theirs : SignatureDifference.NONE);
	}

	private static Finding date(RefusedCall call) {
		String requestDate = call.signed().requestDate();
		return new Finding(Cause.WRONG_DATE, "The request date that arrived is not of the day of the credential scope ("
				+ call.signed().credentialScope() + "). X-Amz-Date was signed as " + requestDate
				+ ": something changed or dropped it on its way, so that the Date header counts. Have it left alone.",
				new SignatureDifference(Step.REQUEST_DATE, null, requestDate, SignatureDifference.NONE));
	}

	/**
	 * A Multi-Region Access Point and the like refuse SigV4 in many words; others do not
	 * know the name of SigV4A.
	 */
	private static boolean isOtherAlgorithm(RefusedCall call) {
		if (call.settings().algorithm() == SigningAlgorithm.SIGV4A) {
			return call.answer().says("please use aws4-hmac-sha256")
					|| call.answer().says("unsupported aws 'algorithm'");
		}
		boolean wanted = call.endpoint()
			.filter((endpoint) -> endpoint.algorithm() == SigningAlgorithm.SIGV4A)
			.isPresent();
		// A Multi-Region Access Point names the region of whichever bucket got the
		// request
		return call.answer().says("sigv4a")
				|| (wanted && (call.answer().says("scoped to a valid region") || isOtherRegion(call)));
	}

	private static Finding algorithm(RefusedCall call) {
		boolean asymmetric = call.settings().algorithm() == SigningAlgorithm.SIGV4A;
		String ours = asymmetric ? SigningAlgorithm.SIGV4A.id() : SigningAlgorithm.SIGV4.id();
		String wanted = asymmetric ? SigningAlgorithm.SIGV4.id() : SigningAlgorithm.SIGV4A.id();
		return new Finding(Cause.WRONG_ALGORITHM,
				"The request is signed by " + ours + ", but " + call.host() + " wants " + wanted + ". Set algorithm to "
						+ (asymmetric ? "sigv4 and give a region." : "sigv4a and region-set to '*'."),
				new SignatureDifference(Step.ALGORITHM, null, ours, wanted));
	}

}
