package io.github.sigv4;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.sigv4.Refusal.Cause;
import io.github.sigv4.SignatureDifference.Step;

/**
 * Says which canonical headers differ, and what that one suffers from usually.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 * a signed AWS API request: CanonicalHeaders</a>
 */
final class HeaderComparison {

	/** Headers that nobody should sign who can help it. */
	private static final Set<String> OFTEN_CHANGED = Set.of("accept", "accept-encoding", "accept-language",
			"cache-control", "connection", "content-length", "cookie", "date", "expect", "forwarded", "origin",
			"pragma", "priority", "referer", "te", "traceparent", "tracestate", "transfer-encoding", "user-agent",
			"via", "x-amzn-trace-id", "x-real-ip");

	private HeaderComparison() {
	}

	static void find(RefusedCall call, CanonicalText signed, CanonicalText received, List<Finding> all) {
		for (Map.Entry<String, String> header : signed.headers().entrySet()) {
			String value = received.headers().get(header.getKey());
			if (value == null || (value.isEmpty() && !header.getValue().isEmpty())) {
				all.add(lost(call, header.getKey(), header.getValue()));
			}
			else if (!value.equals(header.getValue())) {
				all.add(changed(call, header.getKey(), header.getValue(), value));
			}
		}
		if (all.isEmpty() && !signed.signedHeaders().equals(received.signedHeaders().strip())) {
			String ours = call.printable().value(signed.signedHeaders(), 200);
			String theirs = call.printable().value(received.signedHeaders(), 200);
			all.add(new Finding(Cause.HEADER_CHANGED,
					"The list of signed headers is not the one that was sent: signed '" + ours + "' | received '"
							+ theirs
							+ "'. Something changed the Authorization header on its way, or signed the request again.",
					new SignatureDifference(Step.SIGNED_HEADERS, null, ours, theirs)));
		}
	}

	private static Finding lost(RefusedCall call, String name, String value) {
		String ours = Excerpt.of(call.printable(), name, value, "").text();
		String cure = call.isPresigned()
				? "Whoever uses the presigned URL has to send it just so; sign host alone if they cannot."
				: "A client, a proxy or a gateway dropped it: have it left alone"
						+ (name.startsWith("x-amz-") ? "." : ", or take it out of signed-headers.");
		return new Finding(Cause.HEADER_LOST,
				"Header '" + call.printable().value(name, 60) + "' was signed ('" + ours + "') but did not arrive. "
						+ cure,
				new SignatureDifference(Step.CANONICAL_HEADER, call.printable().value(name, 60), ours,
						SignatureDifference.NONE));
	}

	private static Finding changed(RefusedCall call, String name, String signed, String received) {
		String ours = Excerpt.of(call.printable(), name, signed, received).text();
		String theirs = Excerpt.of(call.printable(), name, received, signed).text();
		return new Finding(Cause.HEADER_CHANGED,
				"Header '" + call.printable().value(name, 60) + "' arrived with another value than was signed: signed '"
						+ ours + "' | received '" + theirs + "'. " + hint(name, signed, received),
				new SignatureDifference(Step.CANONICAL_HEADER, call.printable().value(name, 60), ours, theirs));
	}

	private static String hint(String name, String signed, String received) {
		if (name.equals("host")) {
			return host(signed, received);
		}
		if (name.equals("content-type")) {
			return "A client or converter changes it when the body is written, often the charset: set the whole value"
					+ " before signing.";
		}
		if (name.equals("x-amz-date")) {
			return "Something signed the request again or set the date after signing: have it left alone.";
		}
		if (name.equals("x-amz-security-token") || name.equals("x-amz-s3session-token")) {
			return "The token of other credentials was put in place of the one that was signed: let one signer only sign"
					+ " the request.";
		}
		if (OFTEN_CHANGED.contains(name) || name.startsWith("x-forwarded-") || name.startsWith("x-b3-")
				|| name.startsWith("sec-")) {
			return "Clients, agents and proxies change it as a matter of course: take it out of signed-headers.";
		}
		if (withoutBlanks(signed).equals(withoutBlanks(received))) {
			return "They differ in blanks only: send the value without blanks around it or in a row.";
		}
		if (!isAscii(signed) || !isAscii(received)) {
			return "A client sends characters beyond ASCII in other bytes: encode them, as by RFC 8187, or leave the"
					+ " header out of signed-headers.";
		}
		return name.startsWith("x-amz-")
				? "A later interceptor, an agent or a proxy changed it: set it before signing and have it left alone."
				: "A later interceptor, an agent or a proxy changed it: have it left alone, or take it out of"
						+ " signed-headers.";
	}

	private static String host(String signed, String received) {
		boolean port = received.startsWith(signed + ":") || signed.startsWith(received + ":");
		return (port ? "The port came or went. "
				: "A proxy or load balancer in front of the service forwards another one. ")
				+ "Have it keep the Host header, or set signing-host to what the service sees.";
	}

	private static String withoutBlanks(String value) {
		return value.replace(" ", "").replace("\t", "");
	}

	private static boolean isAscii(String value) {
		return value.chars().allMatch((c) -> c < 0x80);
	}

}
