package io.github.sigv4.test;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.SignatureDifference;
import io.github.sigv4.SignatureDifference.Step;
import io.github.sigv4.SignedRequest;
import io.github.sigv4.Verification.Outcome;

/**
 * Finds the first step of a refused request that is not right. Where it is known what was
 * signed, the core compares it with the answer, as it does for an application that is
 * refused; otherwise the step is that at which the verifier stopped.
 */
final class Diagnosis {

	private final Refusal refusal;

	private final TestResponse answer;

	Diagnosis(Refusal refusal, TestResponse answer) {
		this.refusal = refusal;
		this.answer = answer;
	}

	Verdict verdict(SigningLedger ledger) {
		String signature = this.refusal.claim().part("Signature");
		SignedRequest signed = signature.isEmpty() ? null : ledger.find(signature);
		return (signed != null) ? compared(signed) : alone();
	}

	private Verdict compared(SignedRequest signed) {
		SignatureDifference claimed = claimed(signed);
		if (claimed != null) {
			return verdict(claimed.step(), claimed, "What arrived of the signature itself is not what was signed: "
					+ claimed + ". Something changed it after signing. " + this.refusal.verification().message());
		}
		io.github.sigv4.Refusal explained = io.github.sigv4.Refusal.explain(signed, this.answer.status(), this::header,
				this.answer.bodyBytes(), this.refusal.now());
		SignatureDifference difference = explained.difference();
		Step step = (difference != null) ? difference.step() : step();
		// All that was signed arrived, and the signature is that of the ledger
		boolean key = step == null && this.refusal.outcome() == Outcome.SIGNATURE_MISMATCH;
		return verdict(key ? Step.SIGNATURE : step, difference, explained.explanation());
	}

	/**
	 * What the core takes for granted, as a service that is refused by its answer has to:
	 * that scope and date are those that were signed.
	 */
	private @Nullable SignatureDifference claimed(SignedRequest signed) {
		ClaimedSignature claim = this.refusal.claim();
		String[] ours = signed.credentialScope().split("/", -1);
		String[] theirs = claim.credentialScope().split("/", -1);
		List<String> names = (ours.length > 3) ? List.of("date", "region", "service") : List.of("date", "service");
		for (int i = 0; i < names.size() && ours.length == theirs.length; i++) {
			if (!ours[i].equals(theirs[i])) {
				return new SignatureDifference(Step.CREDENTIAL_SCOPE, names.get(i), ours[i], theirs[i]);
			}
		}
		String date = claim.part("Date");
		if (signed.requestDate().equals(date) || this.refusal.outcome() == Outcome.SIGNATURE_MISMATCH) {
			return null;
		}
		return claim.presigned()
				? new SignatureDifference(Step.CANONICAL_QUERY_STRING, "X-Amz-Date", signed.requestDate(), date)
				: new SignatureDifference(Step.CANONICAL_HEADER, "x-amz-date", signed.requestDate(), date);
	}

	private @Nullable String header(String name) {
		return MessageHead.values(this.answer.headers(), name).stream().findFirst().orElse(null);
	}

	private Verdict alone() {
		return verdict(step(), null, this.refusal.verification().message());
	}

	/** The step at which the verifier stopped, if that tells. */
	private @Nullable Step step() {
		return switch (this.refusal.outcome()) {
			case WRONG_SCOPE -> Step.CREDENTIAL_SCOPE;
			case TIME_TOO_SKEWED, EXPIRED_URL -> Step.REQUEST_DATE;
			case UNSIGNED_HEADER -> Step.SIGNED_HEADERS;
			case PAYLOAD_MISMATCH, MALFORMED_PAYLOAD, CHUNK_TOO_SMALL, MALFORMED_TRAILER, CHECKSUM_MISMATCH ->
				Step.PAYLOAD_HASH;
			// Of a key that is known, it is the token that is not its own
			case UNKNOWN_CREDENTIALS -> this.refusal.isOfKnownKey() ? Step.CANONICAL_HEADER : null;
			// No canonical request: a header that was signed did not arrive
			case SIGNATURE_MISMATCH -> this.refusal.canonicalRequest().isEmpty() ? Step.CANONICAL_HEADER : null;
			default -> null;
		};
	}

	private Verdict verdict(@Nullable Step step, @Nullable SignatureDifference difference, String reason) {
		return Verdict.refused(this.refusal.outcome(), step, difference, reason, this.answer);
	}

}
