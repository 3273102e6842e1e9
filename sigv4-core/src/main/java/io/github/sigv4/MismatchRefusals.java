package io.github.sigv4;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Refusal.Cause;
import io.github.sigv4.SignatureDifference.Step;

/**
 * Knows refusals for a signature that is not the one the service computes, and finds
 * where the two part if the service says what it computed from.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html">Troubleshoot
 * Signature Version 4: canonical request and signing string errors</a>
 */
final class MismatchRefusals {

	private MismatchRefusals() {
	}

	static @Nullable Finding find(RefusedCall call) {
		EchoedStrings echoed = EchoedStrings.of(call.answer());
		String toSign = echoed.stringToSign();
		CanonicalText received = CanonicalText.of(echoed.canonicalRequest());
		if (received == null && toSign == null) {
			return isMismatch(call) ? silent(call) : null;
		}
		if (received != null) {
			CanonicalText signed = CanonicalText.of(call.signed().canonicalRequest());
			Finding finding = (signed != null) ? CanonicalComparison.find(call, signed, received.unmasked(signed))
					: null;
			if (finding != null) {
				return finding;
			}
		}
		// The canonical request alone says nothing of time, region and service
		return (toSign != null) ? stringToSign(call, toSign.strip().split("\n", -1)) : silent(call);
	}

	private static boolean isMismatch(RefusedCall call) {
		return call.answer().hasCode("SignatureDoesNotMatch", "InvalidSignature")
				|| call.answer().says("signature we calculated") || call.answer().hasCode("AuthFailure");
	}

	private static Finding stringToSign(RefusedCall call, String[] received) {
		String[] signed = call.signed().stringToSign().split("\n", -1);
		if (received.length != signed.length) {
			return silent(call);
		}
		if (!signed[0].equals(received[0])) {
			return line(call, Cause.WRONG_ALGORITHM, Step.ALGORITHM, signed[0], received[0],
					"The service checks the signature by another algorithm. Set algorithm, and region-set or region, as"
							+ " the service wants it.");
		}
		if (!signed[1].equals(received[1])) {
			return line(call, Cause.WRONG_DATE, Step.REQUEST_DATE, signed[1], received[1],
					"The request date that arrived is not the one that was signed: something sets X-Amz-Date or Date"
							+ " after signing. Have it left alone.");
		}
		if (!signed[2].equals(received[2])) {
			return scope(call, signed[2], received[2]);
		}
		if (!signed[3].equals(received[3])) {
			return new Finding(Cause.SIGNATURE_MISMATCH, "The request was changed after it was signed. Time, region and"
					+ " service are right, but the service does not say what else it received. Look for a later interceptor, an"
					+ " agent or a proxy that changes requests. " + SilentRefusals.signed(call),
					new SignatureDifference(Step.CANONICAL_REQUEST_HASH, null, Hashes.shown(signed[3]),
							Hashes.shown(call.answer().hash(received[3]))));
		}
		return secret(call);
	}

	private static Finding scope(RefusedCall call, String signed, String received) {
		String[] ours = signed.split("/", -1);
		String[] theirs = received.strip().split("/", -1);
		int service = ours.length - 2;
		if (ours.length != theirs.length || !ours[0].equals(theirs[0])) {
			return scope(call, Cause.WRONG_DATE, "date", signed, received,
					"something changed X-Amz-Date or Date after signing. Have it left alone.");
		}
		if (!ours[service].equals(theirs[service])) {
			return scope(call, Cause.WRONG_SERVICE, "service", signed, received,
					"set signing-name to " + told(call, theirs[service]) + ".");
		}
		return scope(call, Cause.WRONG_REGION, "region", signed, received,
				"set region to " + told(call, theirs[1]) + ".");
	}

	private static String told(RefusedCall call, String name) {
		String told = call.answer().name(name);
		return (told != null) ? told : "what the service expects";
	}

	private static Finding scope(RefusedCall call, Cause cause, String name, String signed, String received,
			String cure) {
		String theirs = call.printable().value(received, 120);
		return new Finding(
				cause, "The service checks the signature for another credential scope. Signed " + signed
						+ " | received " + theirs + ": " + cure,
				new SignatureDifference(Step.CREDENTIAL_SCOPE, name, signed, theirs));
	}

	private static Finding line(RefusedCall call, Cause cause, Step step, String signed, String received, String text) {
		String theirs = call.printable().value(received, 80);
		return new Finding(cause, text + " Signed " + signed + " | received " + theirs + ".",
				new SignatureDifference(step, null, signed, theirs));
	}

	private static Finding secret(RefusedCall call) {
		return new Finding(Cause.WRONG_SECRET, "Everything the service canonicalised is what was signed, so the secret"
				+ " access key is not the one of access key id " + CredentialsRefusals.id(call)
				+ ". Look for a secret that was rotated, cut off, or taken from another profile or environment; a '/' or"
				+ " '+' in it is often escaped or lost.");
	}

	private static Finding silent(RefusedCall call) {
		String clock = TimeRefusals.hint(call);
		if (clock != null) {
			return new Finding(Cause.CLOCK_SKEW,
					"The service does not say what differs, but the time does. " + clock
							+ " Set the clock of this machine by NTP; retry-on-clock-skew=true makes requests follow"
							+ " AWS's clock.");
		}
		return new Finding(Cause.SIGNATURE_MISMATCH,
				"The service computed another signature and does not say from what."
						+ " Either something changed the request after it was signed, or the secret access key is not the one"
						+ " of access key id " + CredentialsRefusals.id(call)
						+ ". Try the same credentials with 'aws sts get-caller-identity': if it takes them, look"
						+ " for what changes the request. " + SilentRefusals.signed(call));
	}

}
