package io.github.sigv4;

import java.io.Serial;

/**
 * Leads from the step of verifying that failed to the answer.
 */
final class RefusedException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final Verification.Outcome outcome;

	private final String reason;

	RefusedException(Verification.Outcome outcome, String reason) {
		// Not a surprise, so nobody looks for its stack
		super(reason, null, false, false);
		this.outcome = outcome;
		this.reason = reason;
	}

	Verification.Outcome outcome() {
		return this.outcome;
	}

	String reason() {
		return this.reason;
	}

}
