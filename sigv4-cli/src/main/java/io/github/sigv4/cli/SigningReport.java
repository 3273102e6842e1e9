package io.github.sigv4.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.sigv4.SignedRequest;

/**
 * What is signed, in words. The session token and what else is named like a secret are
 * left out.
 */
final class SigningReport {

	private SigningReport() {
	}

	/**
	 * Return what was signed and what would be sent.
	 * @param signed what signing gave
	 * @param call the request with the headers that would be sent
	 */
	static String of(SignedRequest signed, HttpCall call) {
		StringBuilder text = new StringBuilder();
		add(text, "canonical request", canonicalRequest(signed.canonicalRequest()));
		add(text, "string to sign", signed.stringToSign());
		add(text, "credential scope", signed.credentialScope());
		String url = signed.presignedUrl();
		if (url != null) {
			add(text, "presigned URL (with --presign alone, it is printed as a whole)",
					new Redaction(List.of()).text(url));
		}
		add(text, (url != null) ? "request to send to it" : "request that would be sent", request(call));
		return text.toString().stripTrailing() + "\n";
	}

	private static void add(StringBuilder text, String title, String lines) {
		text.append("# ").append(title).append('\n').append(lines).append("\n\n");
	}

	/** Method, path, query, headers up to an empty line, their names, the body's hash. */
	static String canonicalRequest(String canonicalRequest) {
		List<String> lines = new ArrayList<>(List.of(canonicalRequest.split("\n", -1)));
		lines.set(2,
				Stream.of(lines.get(2).split("&", -1))
					.map((parameter) -> withoutSecret(parameter, '='))
					.collect(Collectors.joining("&")));
		for (int i = 3; !lines.get(i).isEmpty(); i++) {
			lines.set(i, withoutSecret(lines.get(i), ':'));
		}
		return String.join("\n", lines);
	}

	private static String withoutSecret(String field, char separator) {
		int end = field.indexOf(separator);
		return (end >= 0 && SignedRequest.isSecret(field.substring(0, end)))
				? field.substring(0, end + 1) + Redaction.REDACTED : field;
	}

	/** Of a presigned URL, what is in it is not repeated. */
	private static String request(HttpCall call) {
		List<String> lines = new ArrayList<>();
		lines.add(new Redaction(List.of()).text(call.method() + " " + call.target()));
		call.fields().forEach((name, value) -> {
			boolean signature = name.equals("Authorization");
			lines.add(name + ": " + ((SignedRequest.isSecret(name) && !signature) ? Redaction.REDACTED : value));
		});
		return String.join("\n", lines);
	}

}
