package io.github.sigv4.test;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.SignatureDifference;
import io.github.sigv4.SignatureDifference.Step;
import io.github.sigv4.Verification.Outcome;

/**
 * Whether a request is accepted, and if not, why: the kind of answer, the first step of
 * the signature that is not right, and what to do.
 * <p>
 * Its texts have no secret, session token or signature in them. Immutable.
 */
public final class Verdict {

	private static final Verdict ACCEPTED = new Verdict(Outcome.VERIFIED, null, null, "", null);

	private final Outcome outcome;

	private final @Nullable Step step;

	private final @Nullable SignatureDifference difference;

	private final String reason;

	private final @Nullable TestResponse answer;

	private Verdict(Outcome outcome, @Nullable Step step, @Nullable SignatureDifference difference, String reason,
			@Nullable TestResponse answer) {
		this.outcome = outcome;
		this.step = step;
		this.difference = difference;
		this.reason = reason;
		this.answer = answer;
	}

	static Verdict accepted() {
		return ACCEPTED;
	}

	static Verdict refused(Outcome outcome, @Nullable Step step, @Nullable SignatureDifference difference,
			String reason, TestResponse answer) {
		return new Verdict(outcome, step, difference, reason, answer);
	}

	/**
	 * Return whether the request is accepted.
	 * @return whether it is
	 */
	public boolean isAccepted() {
		return this.outcome == Outcome.VERIFIED;
	}

	/**
	 * Return the kind of answer.
	 * @return the outcome of the verification
	 */
	public Outcome outcome() {
		return this.outcome;
	}

	/**
	 * Return the first step of the signature that is not right.
	 * @return the step; {@code null} if the request is accepted, if it is refused before
	 * any step is looked at, as without a signature or by an unknown access key, or if
	 * the signature is wrong and nobody knows what was signed: see {@link SigningLedger}
	 */
	public @Nullable Step step() {
		return this.step;
	}

	/**
	 * Return what was signed and what arrived, of the first step that differs.
	 * @return the difference, or {@code null} if it is not known, or there is none
	 */
	public @Nullable SignatureDifference difference() {
		return this.difference;
	}

	/**
	 * Return why the request is refused, for people.
	 * @return the reason, in one line; empty if the request is accepted
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * Return what the service would answer.
	 * @return the answer, or {@code null} if the request is accepted
	 */
	public @Nullable TestResponse answer() {
		return this.answer;
	}

	/**
	 * Return the outcome, the step and the reason.
	 */
	@Override
	public String toString() {
		if (isAccepted()) {
			return "accepted";
		}
		return "refused: " + this.outcome + ((this.step != null) ? ", first wrong step " + this.step : "") + ": "
				+ this.reason;
	}

}
