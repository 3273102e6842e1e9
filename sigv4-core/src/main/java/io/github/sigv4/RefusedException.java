package io.github.sigv4;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * Leads from the step of verifying that failed to the answer.
 */
final class RefusedException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final Verification.Outcome outcome;

	private final String reason;

	private final @Nullable String stringToSign;

	RefusedException(Verification.Outcome outcome, String reason) {
		this(outcome, reason, null);
	}

	/**
	 * Refuse the signature of a part of the body.
	 * @param stringToSign what was to be signed there
	 */
	RefusedException(Verification.Outcome outcome, String reason, @Nullable String stringToSign) {
		// Not a surprise, so nobody looks for its stack
		super(reason, null, false, false);
		this.outcome = outcome;
		this.reason = reason;
		this.stringToSign = stringToSign;
	}

	Verification.Outcome outcome() {
		return this.outcome;
	}

	String reason() {
		return this.reason;
	}

	@Nullable String stringToSign() {
		return this.stringToSign;
	}

}
