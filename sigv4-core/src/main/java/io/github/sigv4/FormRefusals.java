package io.github.sigv4;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Refusal.Cause;
import io.github.sigv4.SignatureDifference.Step;

/**
 * Knows refusals of requests whose signature is not there or cannot be read.
 *
 * @see <a href=
 * "https://repost.aws/knowledge-center/api-gateway-authentication-token-errors">API
 * Gateway: missing authentication token</a>
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html">Common errors:
 * IncompleteSignature, MissingAuthenticationToken</a>
 */
final class FormRefusals {

	private FormRefusals() {
	}

	static @Nullable Finding find(RefusedCall call) {
		if (call.answer().hasCode("MissingAuthenticationToken") || call.answer().says("missing authentication token")) {
			return isApiGateway(call) ? notThere(call) : missing(call);
		}
		if (isApiGateway(call) && call.answer().says("user: anonymous is not authorized")) {
			return new Finding(Cause.MISSING_AUTHENTICATION, "API Gateway does not look at signatures for "
					+ call.target()
					+ ", or got none, and the API's resource policy does not allow just anybody. Have the"
					+ " method's authorization set to AWS_IAM and deploy the API; if it is, look for a proxy that drops the"
					+ " Authorization header.");
		}
		if (call.answer().says("user: anonymous is not authorized")) {
			return anonymous(call);
		}
		if (call.answer().hasCode("MissingSecurityHeader") || call.answer().says("anonymous access is forbidden")
				|| call.answer().says("valid authorization header not provided")) {
			return missing(call);
		}
		if (call.answer().says("requires a valid date or x-amz-date header")
				|| call.answer().says("requires existence of either a 'x-amz-date'")) {
			return new Finding(Cause.HEADER_LOST,
					"X-Amz-Date was signed and sent, but did not arrive as it was. A proxy or a gateway dropped or changed"
							+ " it: have it left alone.",
					new SignatureDifference(Step.CANONICAL_HEADER, "x-amz-date", call.signed().requestDate(),
							SignatureDifference.NONE));
		}
		if (call.answer().status() == 401 && isApiGateway(call) && isUnauthorized(call)) {
			return new Finding(Cause.MISSING_AUTHENTICATION, call.target() + " is not protected by IAM but by another"
					+ " authorizer, which wants a token of its own (JWT, Cognito, or a Lambda's). Send that, or have the"
					+ " method's authorization set to AWS_IAM. Or the application behind it refuses.");
		}
		if (call.answer().says("'host'") && call.answer().says("must be a 'signedheader'")) {
			return new Finding(Cause.HEADER_UNSIGNED,
					"The service does not find host among the signed headers, where it" + " was (" + signedHeaders(call)
							+ "): something changed the Authorization header on its way. Have it" + " left alone.",
					new SignatureDifference(Step.SIGNED_HEADERS, null, signedHeaders(call), SignatureDifference.NONE));
		}
		if (call.answer().says("must be a 'signedheader'") || call.answer().says("which were not signed")
				|| call.answer().says("must be included in signature")) {
			return unsigned(call);
		}
		if (call.answer().says("only one auth mechanism allowed")
				|| call.answer().says("found both 'x-amz-algorithm' as a query-string param and 'authorization'")) {
			return new Finding(Cause.MALFORMED_AUTHENTICATION, "Two signatures arrived: one in the Authorization header"
					+ " and one in the query. Send a presigned URL as it is: without signing it again, and without another"
					+ " Authorization.");
		}
		if (call.answer()
			.hasCode("IncompleteSignature", "AuthorizationHeaderMalformed", "AuthorizationQueryParametersError")
				|| call.answer().says("missing equal-sign") || call.answer().says("authorization header requires")
				|| call.answer().says("authorization mechanism you have provided is not supported")
				|| call.answer().says("unsupported authorization type")) {
			return malformed(call);
		}
		return null;
	}

	private static Finding notThere(RefusedCall call) {
		return new Finding(Cause.MISSING_AUTHENTICATION, "API Gateway has no " + call.target()
				+ " here, or has not deployed it: it says so also for a stage, path or method that it does not know."
				+ " Check stage, path and method first; if they are right, look for a proxy that drops the"
				+ " Authorization header.");
	}

	private static Finding missing(RefusedCall call) {
		return new Finding(Cause.MISSING_AUTHENTICATION,
				"The request was signed, but no signature arrived. A proxy or a" + " redirect dropped " + call.carrier()
						+ " on the way to " + call.host()
						+ ". Go round the proxy, have it left alone, and do not follow redirects with signed requests.");
	}

	private static Finding anonymous(RefusedCall call) {
		return new Finding(Cause.MISSING_AUTHENTICATION,
				"To the service the caller is nobody in particular, who may not do " + call.target()
						+ ": no signature arrived, or it does not look at signatures there. Look for a proxy or a"
						+ " redirect that drops " + call.carrier() + " on the way to " + call.host()
						+ ", and whether authentication by IAM is switched on.");
	}

	/** What API Gateway says itself: applications say so in many words. */
	private static boolean isUnauthorized(RefusedCall call) {
		return "UnauthorizedException".equals(AwsError.bareName(call.answer().header("x-amzn-errortype")))
				|| call.answer().text().strip().equals("{\"message\":\"Unauthorized\"}");
	}

	private static boolean isApiGateway(RefusedCall call) {
		return call.settings().signingName().equals("execute-api");
	}

	private static Finding unsigned(RefusedCall call) {
		String told = call.answer().detail("HeadersNotSigned");
		told = (told != null) ? told : call.answer().name(Quoted.after(call.answer().message(), "header"));
		String names = (told != null) ? call.printable().sentence(told, 120) : "";
		return new Finding(Cause.HEADER_UNSIGNED, "The service wants a header signed that was not"
				+ (names.isEmpty() ? "" : ": " + names) + ". Signed: " + signedHeaders(call)
				+ ". Set it before the request is signed, add it to signed-headers, or have the proxy that adds it leave"
				+ " it out.",
				new SignatureDifference(Step.SIGNED_HEADERS, null, signedHeaders(call),
						names.isEmpty() ? SignatureDifference.NONE : names));
	}

	static String signedHeaders(RefusedCall call) {
		return call.printable().value(call.signed().signedHeaders(), 200);
	}

	private static Finding malformed(RefusedCall call) {
		if (isApiGateway(call) && call.answer().says("missing equal-sign")) {
			return new Finding(Cause.MALFORMED_AUTHENTICATION, "API Gateway does not read the Authorization header as a"
					+ " signature. It says so also for a path or method that it does not have. Check " + call.target()
					+ " first; if it is right, look for what puts another Authorization in place of ours.");
		}
		String text = call.printable().sentence(call.answer().message(), 200);
		return new Finding(Cause.MALFORMED_AUTHENTICATION, "The service cannot read the signature that arrived" + (text
			.isEmpty() ? "" : " ('" + text + "')") + (call.isPresigned()
					? ". Send the URL to the byte as it was presigned, and presign for 7 days at most."
					: ". Check access-key-id for blanks and stray characters, then look for a proxy or a later interceptor"
							+ " that changes the Authorization header."));
	}

}
