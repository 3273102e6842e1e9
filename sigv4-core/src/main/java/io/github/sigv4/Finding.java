package io.github.sigv4;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Refusal.Cause;

/**
 * What somebody who knows one kind of refusal says to a call.
 *
 * @param cause the cause
 * @param text what is the matter, what differs and what to do
 * @param difference the difference, if there is one
 */
record Finding(Cause cause, String text, @Nullable SignatureDifference difference) {

	/**
	 * Who knows what, those first whose texts come under a code that others know too: an
	 * old signature is a {@code SignatureDoesNotMatch}, an old URL an
	 * {@code AccessDenied}.
	 */
	private static final List<Function<RefusedCall, @Nullable Finding>> EXPERTS = List.of(TimeRefusals::find,
			ScopeRefusals::find, CredentialsRefusals::find, PayloadRefusals::find, FormRefusals::find,
			MismatchRefusals::find, PolicyRefusals::find);

	Finding(Cause cause, String text) {
		this(cause, text, null);
	}

	static Finding of(RefusedCall call) {
		for (Function<RefusedCall, @Nullable Finding> expert : EXPERTS) {
			Finding finding = expert.apply(call);
			if (finding != null) {
				return finding;
			}
		}
		return SilentRefusals.find(call);
	}

}
