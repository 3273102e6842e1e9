package io.github.sigv4.cli;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.SignatureDifference;
import io.github.sigv4.SignatureDifference.Step;
import io.github.sigv4.Verification;
import io.github.sigv4.cli.IdentityOptions.Identity;

/**
 * The answer of {@code sigv4 verify}.
 *
 * @param verification what was found
 * @param call the request as it was received
 * @param who whose credentials it was verified by
 * @param hash the hash of the body, if it is plain
 */
record VerificationReport(Verification verification, HttpCall call, Identity who, @Nullable PayloadHash hash) {

	/**
	 * Return the answer.
	 * @param difference what was signed in place of what was received, if it was found
	 */
	String text(@Nullable SignatureDifference difference) {
		if (this.verification.isVerified()) {
			return "right: " + signer() + "\n";
		}
		return "wrong: " + this.verification.outcome() + ": " + reason(difference) + "\n" + strings(difference);
	}

	private String signer() {
		String[] toSign = String.valueOf(this.verification.stringToSign()).split("\n", -1);
		String[] canonical = String.valueOf(this.verification.canonicalRequest()).split("\n", -1);
		return this.verification.accessKeyId() + " signed it at " + toSign[1] + " for " + toSign[2] + ", headers "
				+ canonical[canonical.length - 2];
	}

	private String reason(@Nullable SignatureDifference difference) {
		return switch (this.verification.outcome()) {
			case UNKNOWN_CREDENTIALS -> this.verification.message() + ": signed by '" + this.verification.accessKeyId()
					+ "' | verified with '" + this.who.credentials().accessKeyId() + "', from " + this.who.source()
					+ ". Give the credentials it was signed with, as by --profile";
			case TIME_TOO_SKEWED, EXPIRED_URL -> this.verification.message()
					+ ". With --date and a time when it was good, the signature itself is verified";
			case PAYLOAD_MISMATCH -> payload();
			case SIGNATURE_MISMATCH -> (difference != null)
					? "something else was signed than was received. " + difference
					: "the secret access key of " + this.verification.accessKeyId()
							+ " is another one, or what was signed differs in a way that is not guessed here. Compare "
							+ "with what the signer says that it signed";
			default -> this.verification.message();
		};
	}

	private String payload() {
		String signed = this.call.fields().first("X-Amz-Content-Sha256");
		return (signed == null || this.hash == null) ? this.verification.message()
				: "the body is not the one whose hash was signed. "
						+ new SignatureDifference(Step.PAYLOAD_HASH, null, signed, this.hash.value());
	}

	/** Both, where it takes somebody to compare them. */
	private String strings(@Nullable SignatureDifference difference) {
		String canonical = this.verification.canonicalRequest();
		if (this.verification.outcome() != Verification.Outcome.SIGNATURE_MISMATCH || difference != null
				|| canonical == null) {
			return "";
		}
		return "\n# canonical request, as received\n" + SigningReport.canonicalRequest(canonical)
				+ "\n\n# string to sign, as received\n" + this.verification.stringToSign() + "\n";
	}

}
