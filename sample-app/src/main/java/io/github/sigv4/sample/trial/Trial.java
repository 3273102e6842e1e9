package io.github.sigv4.sample.trial;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.EchoedStrings;
import io.github.sigv4.Refusal;
import io.github.sigv4.SignedRequest;

/**
 * A request that was sent, and what came of it. Has signatures and session tokens, which
 * are to be taken out of what is shown.
 *
 * @param signed what was signed
 * @param set the request as it was signed, with what signing set
 * @param sent the request as it went on the wire
 * @param status the status of the answer
 * @param answer the body of the answer
 * @param refusal why it was refused, or {@code null} if it was not
 * @param there what the server says that it would have signed
 */
public record Trial(SignedRequest signed, WireRequest set, WireRequest sent, int status, String answer,
		@Nullable Refusal refusal, EchoedStrings there) {

	/** Without what may be a secret. */
	@Override
	public String toString() {
		return "Trial[" + this.set + ", " + this.status + "]";
	}

}
