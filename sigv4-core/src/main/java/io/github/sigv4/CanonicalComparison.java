package io.github.sigv4;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Refusal.Cause;
import io.github.sigv4.SignatureDifference.Step;

/**
 * Compares two canonical requests from the top down.
 */
final class CanonicalComparison {

	/** How many differences are named behind the first one. */
	private static final int MAX_OTHERS = 4;

	private CanonicalComparison() {
	}

	/**
	 * Return the first difference, with the names of the next ones behind it.
	 * @return what differs, or {@code null} if nothing does
	 */
	static @Nullable Finding find(RefusedCall call, CanonicalText signed, CanonicalText received) {
		List<Finding> all = new ArrayList<>();
		if (!signed.method().equals(received.method())) {
			all.add(method(call, signed.method(), received.method()));
		}
		if (!signed.uri().equals(received.uri())) {
			all.add(PathComparison.find(call, signed.uri(), received.uri()));
		}
		if (!signed.query().equals(received.query())) {
			all.add(QueryComparison.find(call, signed.query(), received.query()));
		}
		HeaderComparison.find(call, signed, received, all);
		if (!signed.payloadHash().equals(received.payloadHash())) {
			all.add(payload(call, signed.payloadHash(), received.payloadHash()));
		}
		if (all.isEmpty()) {
			return null;
		}
		Finding first = all.get(0);
		return new Finding(first.cause(), first.text() + others(all), first.difference());
	}

	private static String others(List<Finding> all) {
		List<String> names = new ArrayList<>();
		for (Finding finding : all.subList(1, all.size())) {
			SignatureDifference difference = finding.difference();
			if (difference != null && names.size() < MAX_OTHERS) {
				names.add(words(difference));
			}
		}
		int more = all.size() - 1 - names.size();
		return names.isEmpty() ? ""
				: " Different too: " + String.join(", ", names) + ((more > 0) ? " and " + more + " more" : "") + ".";
	}

	private static String words(SignatureDifference difference) {
		return switch (difference.step()) {
			case CANONICAL_URI -> "the path";
			case CANONICAL_QUERY_STRING -> "the query";
			case CANONICAL_HEADER -> "header '" + difference.name() + "'";
			case SIGNED_HEADERS -> "the list of signed headers";
			default -> "the payload hash";
		};
	}

	private static Finding method(RefusedCall call, String signed, String received) {
		String theirs = call.printable().value(received, 20);
		return new Finding(Cause.METHOD_CHANGED, "The method that arrived is not the one that was signed: signed "
				+ signed + " | received " + theirs
				+ ". A redirect, a method override or a proxy changed it; a presigned URL is good for one method only.",
				new SignatureDifference(Step.METHOD, null, signed, theirs));
	}

	private static Finding payload(RefusedCall call, String signed, String received) {
		if (!Hashes.isLiteral(signed) && !Hashes.isLiteral(received.strip())) {
			return PayloadRefusals.changed(call, signed, call.answer().hash(received));
		}
		return new Finding(Cause.PAYLOAD_MODE, "The service reads another kind of payload hash than was signed: signed "
				+ Hashes.brief(signed) + " | received " + Hashes.brief(call.answer().hash(received))
				+ ". Set payload to what the service expects (signed or unsigned), and content-sha256-header to true so"
				+ " that it learns of it; a presigned URL of S3 is always unsigned.",
				new SignatureDifference(Step.PAYLOAD_HASH, null, Hashes.shown(signed),
						Hashes.shown(call.answer().hash(received))));
	}

}
