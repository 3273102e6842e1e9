package io.github.sigv4.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.sigv4.SigV4Request;
import io.github.sigv4.SignedRequest;

/**
 * A signed request in words for the log: without signature, session token and the values
 * of what is named like a secret. What is not printable ASCII is escaped, so that nobody
 * writes lines of his own into the log.
 *
 * @param request the request
 * @param signed what signing gave
 */
record SignedRequestText(SigV4Request request, SignedRequest signed) {

	private static final String HOST = "host:";

	/** Return it in a line. */
	String line() {
		return ((this.signed.presignedUrl() != null) ? "presigned " : "signed ")
				+ escaped(this.request.method() + " " + host() + this.request.path() + queryNames())
				+ ": signed headers " + escaped(this.signed.signedHeaders()) + ", credential scope "
				+ escaped(this.signed.credentialScope());
	}

	/** The one that was signed. */
	private String host() {
		return this.signed.canonicalRequest()
			.lines()
			.filter((line) -> line.startsWith(HOST))
			.map((line) -> line.substring(HOST.length()))
			.findFirst()
			.orElse("");
	}

	private String queryNames() {
		String query = this.request.query();
		return (query != null) ? "?" + parameters(query, (parameter) -> parameter.replaceFirst("=.*", "")) : "";
	}

	private static String parameters(String query, UnaryOperator<String> change) {
		return Stream.of(query.split("&", -1)).map(change).collect(Collectors.joining("&"));
	}

	/** Return what was signed, in several lines, each of which begins with a bar. */
	String block() {
		return "signed the canonical request" + barred(canonicalRequest()) + "\nby the string to sign"
				+ barred(this.signed.stringToSign().lines());
	}

	private static String barred(Stream<String> lines) {
		return lines.map((line) -> "\n  | " + escaped(line)).collect(Collectors.joining());
	}

	/** Method, path, query, headers up to an empty line, their names, the body's hash. */
	private Stream<String> canonicalRequest() {
		List<String> lines = new ArrayList<>(List.of(this.signed.canonicalRequest().split("\n", -1)));
		lines.set(2, parameters(lines.get(2), (parameter) -> redacted(parameter, '=')));
		for (int i = 3; !lines.get(i).isEmpty(); i++) {
			lines.set(i, redacted(lines.get(i), ':'));
		}
		return lines.stream();
	}

	private static String redacted(String field, char separator) {
		int end = field.indexOf(separator);
		return (end >= 0 && SignedRequest.isSecret(field.substring(0, end)))
				? field.substring(0, end + 1) + "[redacted]" : field;
	}

	private static String escaped(String text) {
		StringBuilder escaped = new StringBuilder(text.length());
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c >= 0x20 && c < 0x7f) {
				escaped.append(c);
			}
			else {
				escaped.append(String.format("\\u%04x", (int) c));
			}
		}
		return escaped.toString();
	}

}
