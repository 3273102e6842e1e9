package io.github.sigv4.sample.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Refusal;
import io.github.sigv4.SignatureDifference;
import io.github.sigv4.sample.trial.Trial;
import io.github.sigv4.sample.trial.WireRequest;

/**
 * What came of a request, as it is shown: without signatures and session tokens.
 *
 * @param verdict what the server said
 * @param accepted whether it accepted the signature
 * @param explanation what is the matter and what to do, if it did not
 * @param cause the kind of cause, if it did not
 * @param difference what differs first, if it is known
 * @param comparisons what was signed and what was received
 * @param answer what the server answered
 */
record TrialView(String verdict, boolean accepted, @Nullable String explanation, @Nullable String cause,
		@Nullable Difference difference, List<Comparison> comparisons, String answer) {

	private static final String SIGNED = "signed here";

	private static final String RECEIVED = "received there";

	private static final int MAX_ANSWER = 4000;

	static TrialView of(Trial trial) {
		Refusal refusal = trial.refusal();
		Function<String, String> redacted = (text) -> redacted(text, trial);
		return new TrialView(verdict(trial, refusal), refusal == null, (refusal != null) ? refusal.explanation() : null,
				(refusal != null) ? refusal.cause().name() : null,
				(refusal != null) ? Difference.of(refusal.difference()) : null, comparisons(trial, redacted),
				answer(redacted.apply(trial.answer())));
	}

	private static String verdict(Trial trial, @Nullable Refusal refusal) {
		if (refusal != null) {
			return "Refused: " + trial.status() + ((refusal.code() != null) ? " " + refusal.code() : "");
		}
		return (trial.status() < 400) ? "Accepted: " + trial.status()
				: "Signature accepted; the service answers " + trial.status();
	}

	private static List<Comparison> comparisons(Trial trial, Function<String, String> redacted) {
		String note = (trial.refusal() != null) ? "The server does not say what it made of the request."
				: "The server came to the same signature, so it made the same of the request.";
		String canonicalRequest = redacted.apply(trial.signed().canonicalRequest());
		return List.of(
				comparison("Canonical request", SignedText.canonicalRequest(canonicalRequest),
						lines(trial.there().canonicalRequest(), redacted, SignedText::canonicalRequest), note),
				comparison("String to sign", SignedText.stringToSign(trial.signed().stringToSign()),
						lines(trial.there().stringToSign(), redacted, SignedText::stringToSign), null),
				sent(trial, redacted));
	}

	private static @Nullable Map<String, String> lines(@Nullable String text, Function<String, String> redacted,
			Function<String, Map<String, String>> lines) {
		return (text != null) ? lines.apply(redacted.apply(text).strip()) : null;
	}

	private static Comparison comparison(String title, Map<String, String> ours, @Nullable Map<String, String> theirs,
			@Nullable String note) {
		return (theirs != null) ? Comparison.of(title, SIGNED, ours, RECEIVED, theirs, null)
				: Comparison.alone(title, SIGNED, ours, note);
	}

	/** The request itself, with what happened to it on its way. */
	private static Comparison sent(Trial trial, Function<String, String> redacted) {
		Map<String, String> set = parts(trial.set(), host(trial), redacted);
		Map<String, String> sent = parts(trial.sent(), host(trial), redacted);
		TreeSet<String> added = new TreeSet<>(sent.keySet());
		added.removeAll(set.keySet());
		sent.keySet().removeAll(added);
		return Comparison.of("Request", "as it was signed", set, "as it was sent", sent,
				added.isEmpty() ? null : "The client adds, unsigned: " + String.join(", ", added) + ".");
	}

	private static String host(Trial trial) {
		return SignedText.canonicalRequest(trial.signed().canonicalRequest()).getOrDefault("header host", "");
	}

	private static Map<String, String> parts(WireRequest request, String host, Function<String, String> redacted) {
		Map<String, String> parts = new LinkedHashMap<>();
		parts.put("request line", redacted.apply(request.method() + " " + request.target()));
		// It comes first; whoever sets it otherwise, does so below
		parts.put("host", host);
		request.headers()
			.forEach((name, values) -> parts.put(name.toLowerCase(Locale.ROOT),
					redacted.apply(String.join(", ", values))));
		if (!request.body().isEmpty()) {
			parts.put("body", request.body());
		}
		return parts;
	}

	private static String answer(String answer) {
		return (answer.length() > MAX_ANSWER) ? answer.substring(0, MAX_ANSWER) + "..." : answer;
	}

	private static String redacted(String text, Trial trial) {
		String unsigned = text.replace(trial.signed().signature(), "[redacted]");
		String token = trial.set().headers().getFirst("X-Amz-Security-Token");
		return (token != null) ? unsigned.replace(token, "[redacted]") : unsigned;
	}

	/**
	 * The first step that differs.
	 *
	 * @param step the step
	 * @param name the part of it
	 * @param signed what was signed
	 * @param received what was received
	 */
	record Difference(String step, @Nullable String name, String signed, String received) {

		private static @Nullable Difference of(@Nullable SignatureDifference difference) {
			return (difference != null)
					? new Difference(difference.step().name().toLowerCase(Locale.ROOT).replace('_', ' '),
							difference.name(), difference.signed(), difference.received())
					: null;
		}

	}

}
