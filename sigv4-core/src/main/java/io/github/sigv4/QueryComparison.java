package io.github.sigv4;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Refusal.Cause;
import io.github.sigv4.SignatureDifference.Step;

/**
 * Says how two canonical query strings differ: by parameter, since one more in front
 * would make all behind it look different.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 * a signed AWS API request: CanonicalQueryString</a>
 */
final class QueryComparison {

	/** A service may answer with thousands. */
	private static final int MAX_CANDIDATES = 16;

	private QueryComparison() {
	}

	static Finding find(RefusedCall call, String signed, String received) {
		Map<String, List<String>> ours = parameters(signed);
		Map<String, List<String>> theirs = parameters(received);
		for (Map.Entry<String, List<String>> parameter : ours.entrySet()) {
			List<String> values = theirs.get(parameter.getKey());
			if (values == null) {
				return renamed(call, parameter.getKey(), parameter.getValue(), ours, theirs);
			}
			if (!values.equals(parameter.getValue())) {
				return value(call, parameter.getKey(), parameter.getValue(), values);
			}
		}
		for (Map.Entry<String, List<String>> parameter : theirs.entrySet()) {
			if (!ours.containsKey(parameter.getKey())) {
				return new Finding(Cause.QUERY_CHANGED,
						"A query parameter arrived that was not signed: "
								+ shown(call, parameter.getKey(), parameter.getValue())
								+ ". Something added it after signing: add it before, or have it left out.",
						difference(call, parameter.getKey(), List.of(), parameter.getValue()));
			}
		}
		return new Finding(Cause.QUERY_ENCODING, withoutBareEquals(signed).equals(withoutBareEquals(received))
				? "The query parameters are the same, but the service does not write the '=' behind a name without"
						+ " a value. Send the '=', or have whatever drops it leave it."
				: "The query parameters are the same, but in another order: the service"
						+ " sorts them otherwise. Send each name once, and names of letters and digits.",
				new SignatureDifference(Step.CANONICAL_QUERY_STRING, null,
						Excerpt.of(call.printable(), safe(signed), received).text(),
						Excerpt.of(call.printable(), safe(received), signed).text()));
	}

	private static String withoutBareEquals(String query) {
		return query.replaceAll("=(?=&|$)", "");
	}

	/** A query with a presigned token in it is not shown whole. */
	private static String safe(String query) {
		return SecretNames.has(query) ? SignatureDifference.NONE : query;
	}

	private static Map<String, List<String>> parameters(String query) {
		Map<String, List<String>> parameters = new LinkedHashMap<>();
		for (String piece : query.split("&", -1)) {
			int equals = piece.indexOf('=');
			String name = (equals < 0) ? piece : piece.substring(0, equals);
			// One without a name can be signed, and get lost, as any other
			if (!piece.isEmpty()) {
				parameters.computeIfAbsent(name, (key) -> new ArrayList<>())
					.add((equals < 0) ? "" : piece.substring(equals + 1));
			}
		}
		return parameters;
	}

	private static Finding renamed(RefusedCall call, String name, List<String> values, Map<String, List<String>> ours,
			Map<String, List<String>> theirs) {
		int looked = 0;
		for (Map.Entry<String, List<String>> other : theirs.entrySet()) {
			boolean candidate = !ours.containsKey(other.getKey()) && looked++ < MAX_CANDIDATES;
			Encodings between = candidate ? Encodings.between(name, other.getKey()) : null;
			if (between != null) {
				return new Finding(Cause.QUERY_ENCODING,
						"The name of a query parameter is written otherwise: signed '"
								+ call.printable().value(name, 60) + "' | received '"
								+ call.printable().value(other.getKey(), 60) + "'. " + cure(between),
						difference(call, name, values, other.getValue()));
			}
		}
		return new Finding(Cause.QUERY_CHANGED,
				"A query parameter that was signed did not arrive: " + shown(call, name, values)
						+ ". A client, a proxy or a gateway dropped it. Have it left, or do not send it.",
				difference(call, name, values, List.of()));
	}

	private static Finding value(RefusedCall call, String name, List<String> signed, List<String> received) {
		String ours = String.join(",", signed);
		String theirs = String.join(",", received);
		SignatureDifference difference = difference(call, name, signed, received);
		String texts = "Query parameter '" + call.printable().value(name, 60) + "' signed '" + difference.signed()
				+ "' | received '" + difference.received() + "'. ";
		Encodings between = Encodings.between(ours, theirs);
		if (between != null) {
			return new Finding(Cause.QUERY_ENCODING,
					"The query means the same but is written otherwise. " + texts + cure(between), difference);
		}
		return new Finding(Cause.QUERY_CHANGED, "The query that arrived is not the one that was signed. " + texts
				+ "Something changed it after signing, or the service reads repeated or empty parameters otherwise.",
				difference);
	}

	private static String cure(Encodings between) {
		return switch (between) {
			case PLUS -> "A '+' and a space were taken for one another: send a space as %20 and a plus as %2B, never a"
					+ " bare '+'.";
			case ONCE_MORE ->
				"It was encoded twice: give the client the query as it is, or a URI that it does not encode"
						+ " again.";
			case ONCE_LESS ->
				"It was decoded on its way, or signed encoded twice: give the client a URI that it does not"
						+ " encode again.";
			case OTHERWISE ->
				"A client or proxy encodes other characters than was signed. Encode all but letters, digits"
						+ " and - . _ ~, in upper-case hexadecimal digits.";
		};
	}

	private static String shown(RefusedCall call, String name, List<String> values) {
		String value = Excerpt.of(call.printable(), name, String.join(",", values), "").text();
		return "'" + call.printable().value(name, 60) + "' (" + value + ")";
	}

	private static SignatureDifference difference(RefusedCall call, @Nullable String name, List<String> signed,
			List<String> received) {
		String ours = String.join(",", signed);
		String theirs = String.join(",", received);
		String shown = (name != null) ? name : "";
		return new SignatureDifference(Step.CANONICAL_QUERY_STRING, call.printable().value(shown, 60),
				Excerpt.of(call.printable(), shown, ours, theirs).text(),
				Excerpt.of(call.printable(), shown, theirs, ours).text());
	}

}
