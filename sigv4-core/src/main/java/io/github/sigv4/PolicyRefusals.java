package io.github.sigv4;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Refusal.Cause;

/**
 * Knows refusals by policies. Whose name a service tells has signed right; a service that
 * tells none may have got no signature.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">Troubleshoot
 * access denied error messages</a>
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html">Troubleshoot
 * access denied (403 Forbidden) errors in Amazon S3</a>
 */
final class PolicyRefusals {

	/** Kinds of policies as AWS calls them, and who can change them. */
	private static final Map<String, String> OWNERS = Map.of("identity-based policy",
			"in a policy of that user or role", "resource-based policy", "in the policy of the resource",
			"service control policy", "in the organization's service control policies", "resource control policy",
			"in the organization's resource control policies", "permissions boundary",
			"in the permissions boundary of that user or role", "session policy",
			"in the session policy given when the role was assumed", "vpc endpoint policy",
			"in the policy of the VPC endpoint", "role trust policy", "in the trust policy of the role",
			"service-based policy", "in the auth policy of the service");

	private PolicyRefusals() {
	}

	static @Nullable Finding find(RefusedCall call) {
		if (call.answer().says("is not authorized to perform")) {
			return told(call);
		}
		if (call.answer().says("user is not authorized to access this resource")) {
			return authorizer(call);
		}
		if (call.answer().text().contains("no permissions for [")) {
			return openSearch(call);
		}
		// Function URLs say as much to wrong signatures
		if (call.answer().says("forbidden") || !call.answer()
			.hasAwsCode("AccessDenied", "UnauthorizedOperation", "Unauthorized", "UnauthorizedAccess")) {
			return null;
		}
		String s3 = call.settings().signingName().startsWith("s3")
				? " S3 says so also for an object that is not there, to who may not list the bucket." : "";
		return new Finding(Cause.NOT_ALLOWED,
				"The service found no fault with the signature, if it got one: either access key id "
						+ CredentialsRefusals.id(call) + " may not do " + call.target() + " on " + call.host()
						+ ", or a proxy dropped " + call.carrier()
						+ ". It does not say which policy is the matter: check those of that user or role, of the"
						+ " resource, of the organization and of the VPC endpoint." + s3);
	}

	private static Finding authorizer(RefusedCall call) {
		boolean denied = call.answer().says("explicit deny");
		return new Finding(denied ? Cause.EXPLICIT_DENY : Cause.NOT_ALLOWED,
				"It is the API's Lambda authorizer that says no to " + call.target() + ": the policy that it returns "
						+ (denied ? "denies" : "does not allow") + " it. Change that policy, or have the method's"
						+ " authorization set to AWS_IAM.");
	}

	private static Finding openSearch(RefusedCall call) {
		return new Finding(Cause.NOT_ALLOWED,
				rightIf(call.answer().text().contains("name=arn:"))
						+ "t is the domain's fine-grained access control that says no to " + call.target()
						+ " for access key id " + CredentialsRefusals.id(call)
						+ ". Map the ARN of that user or role to an OpenSearch role that may do it.");
	}

	/** Return the begin of a sentence with "it", of what is known for sure. */
	private static String rightIf(boolean known) {
		return known ? "The signature is right; i" : "I";
	}

	private static Finding told(RefusedCall call) {
		String message = call.answer().message();
		String principal = word(call, message, "User: ", "arn:");
		String action = word(call, message, "to perform: ", "");
		String resource = word(call, message, "on resource: ", "arn:");
		boolean denied = call.answer().says("explicit deny");
		String who = (principal != null) ? principal : "access key id " + CredentialsRefusals.id(call);
		String what = " may not do " + ((action != null) ? action : call.target())
				+ ((resource != null) ? " on " + resource : "");
		return new Finding(denied ? Cause.EXPLICIT_DENY : Cause.NOT_ALLOWED,
				rightIf(principal != null) + "t is a policy that says no: " + who + what + ". " + reason(call, denied));
	}

	private static String reason(RefusedCall call, boolean denied) {
		for (Map.Entry<String, String> owner : OWNERS.entrySet()) {
			String kind = owner.getKey();
			String article = kind.startsWith("i") ? "an " : "a ";
			if (denied && call.answer().says("explicit deny in " + article + kind)) {
				return "It is denied explicitly in " + article + name(kind)
						+ ", which no other policy can make good: have it changed " + owner.getValue() + ".";
			}
			if (!denied && call.answer().says("because no " + kind + " allows")) {
				return "No " + name(kind) + " allows it: allow the action " + owner.getValue() + ".";
			}
		}
		return denied
				? "It is denied explicitly, which no other policy can make good: look for a Deny in the policies of the"
						+ " caller, the resource, the organization and the VPC endpoint."
				: "Allow the action in a policy of that user or role, and in that of the resource if it is of another"
						+ " account.";
	}

	private static String name(String kind) {
		return kind.replace("vpc", "VPC");
	}

	/** Return the word behind a text, as an ARN or an action; a blank ends it. */
	private static @Nullable String word(RefusedCall call, String message, String before, String start) {
		int found = message.indexOf(before + start);
		if (found < 0) {
			return null;
		}
		int from = found + before.length();
		int to = from;
		while (to < message.length() && message.charAt(to) > ' ') {
			to++;
		}
		String word = call.printable().value(message.substring(from, to), 200);
		return (word.indexOf(':') > 0) ? word : null;
	}

}
