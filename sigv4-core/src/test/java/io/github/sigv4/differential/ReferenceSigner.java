package io.github.sigv4.differential;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * Signature Version 4 once more: slow, in strings and sorted maps, straight from the
 * specification, and sharing no line with the main code. Where AWS's own signer chooses
 * differently, or cannot be asked, this says what is expected; where it can, this is
 * judged by it like the main code.
 */
final class ReferenceSigner {

	static final Set<String> PRESIGNED = Set.of("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires",
			"X-Amz-SignedHeaders", "X-Amz-Security-Token", "X-Amz-Region-Set", "X-Amz-Signature");

	private static final Set<String> NEVER_SIGNED = Set.of("authorization", "connection", "expect", "keep-alive",
			"proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding",
			"upgrade", "user-agent", "x-amzn-trace-id");

	private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private final NastyRequest request;

	private final String algorithm;

	final String date;

	final String scope;

	ReferenceSigner(NastyRequest request) {
		this.request = request;
		this.date = DATE.format(request.instant);
		boolean asymmetric = request.regionSet != null;
		this.algorithm = asymmetric ? "AWS4-ECDSA-P256-SHA256" : "AWS4-HMAC-SHA256";
		this.scope = this.date.substring(0, 8) + "/" + (asymmetric ? "" : request.region + "/") + request.service
				+ "/aws4_request";
	}

	static Steps sign(NastyRequest request) {
		ReferenceSigner signer = new ReferenceSigner(request);
		return request.presign ? signer.presign() : signer.signHeaders();
	}

	private Steps signHeaders() {
		Map<String, List<String>> headers = signedHeaders();
		headers.put("x-amz-date", List.of(this.date));
		if (this.request.sessionToken != null && this.request.signedToken) {
			headers.put("x-amz-security-token", List.of(this.request.sessionToken));
		}
		if (this.request.regionSet != null) {
			headers.put("x-amz-region-set", List.of(this.request.regionSet));
		}
		String payloadHash = payloadHash(this.request);
		if (this.request.contentSha256Header && this.request.header("x-amz-content-sha256") == null) {
			headers.put("x-amz-content-sha256", List.of(payloadHash));
		}
		String names = String.join(";", headers.keySet());
		String canonical = canonicalRequest(this.request.parameters(), headers, names, payloadHash);
		String stringToSign = stringToSign(canonical);
		String signature = signature(stringToSign);
		return new Steps(canonical, stringToSign, signature, names,
				this.algorithm + " Credential=" + this.request.accessKeyId + "/" + this.scope + ", SignedHeaders="
						+ names + ", Signature=" + signature);
	}

	private Steps presign() {
		Map<String, List<String>> headers = signedHeaders();
		String names = String.join(";", headers.keySet());
		List<Parameter> parameters = new ArrayList<>(this.request.parameters());
		parameters.removeIf((parameter) -> PRESIGNED.contains(parameter.name()));
		parameters.add(parameter("X-Amz-Algorithm", "AWS4-HMAC-SHA256"));
		parameters.add(parameter("X-Amz-Credential", this.request.accessKeyId + "/" + this.scope));
		parameters.add(parameter("X-Amz-Date", this.date));
		if (this.request.expires != null) {
			parameters.add(parameter("X-Amz-Expires", Long.toString(this.request.expires.toSeconds())));
		}
		parameters.add(parameter("X-Amz-SignedHeaders", names));
		Parameter token = (this.request.sessionToken != null)
				? parameter("X-Amz-Security-Token", this.request.sessionToken) : null;
		if (token != null && this.request.signedToken) {
			parameters.add(token);
		}
		String canonical = canonicalRequest(parameters, headers, names, payloadHash(this.request));
		String stringToSign = stringToSign(canonical);
		String signature = signature(stringToSign);
		String url = (this.request.targetOnly ? "https://" + this.request.header("host")
				: this.request.lowerCaseScheme() + "://" + this.request.authority) + this.request.sentPath() + "?"
				+ join(parameters) + "&X-Amz-Signature=" + signature;
		if (token != null && !this.request.signedToken) {
			url += "&" + token;
		}
		return new Steps(canonical, stringToSign, signature, names, url);
	}

	private String canonicalRequest(List<Parameter> parameters, Map<String, List<String>> headers, String names,
			String payloadHash) {
		List<Parameter> sorted = new ArrayList<>(parameters);
		// Encoded text is ASCII: the order of its characters is that of its bytes
		sorted.sort(Comparator.comparing(Parameter::name).thenComparing(Parameter::value));
		String lines = headers.entrySet()
			.stream()
			.map((header) -> header.getKey() + ":" + String.join(",", header.getValue()) + "\n")
			.collect(Collectors.joining());
		String path = canonicalPath(this.request.sentPath(), this.request.normalizePath, this.request.doubleEncodePath);
		return String.join("\n", this.request.method, path, join(sorted), lines, names, payloadHash);
	}

	private String stringToSign(String canonicalRequest) {
		return String.join("\n", this.algorithm, this.date, this.scope,
				sha256(canonicalRequest.getBytes(StandardCharsets.UTF_8)));
	}

	/** The signature, which that of Signature Version 4A is not. */
	String signature(String stringToSign) {
		byte[] key = ("AWS4" + this.request.secretAccessKey).getBytes(StandardCharsets.UTF_8);
		for (String part : this.scope.split("/", -1)) {
			key = hmac(key, part);
		}
		return HexFormat.of().formatHex(hmac(key, stringToSign));
	}

	/** The headers of the request that are signed, {@code host} included. */
	private Map<String, List<String>> signedHeaders() {
		Map<String, List<String>> headers = new TreeMap<>();
		for (NastyRequest.Field field : this.request.fields) {
			if (signs(this.request, field.lowerCaseName())) {
				headers.computeIfAbsent(field.lowerCaseName(), (name) -> new ArrayList<>())
					.add(canonicalValue(field.value()));
			}
		}
		headers.computeIfAbsent("host", (name) -> List.of(hostHeader(this.request)));
		return headers;
	}

	/** Whether a header that the request was given is signed as it is. */
	static boolean signs(NastyRequest request, String name) {
		if (name.equals("x-amz-date") || name.equals("x-amz-security-token")) {
			// Replaced by our own, or of no meaning beside those in the URL
			return false;
		}
		if (NEVER_SIGNED.contains(name)) {
			return false;
		}
		if (request.allHeaders) {
			return !request.chosenHeaders.contains(name);
		}
		return name.equals("host") || name.equals("content-type") || name.startsWith("x-amz-")
				|| request.chosenHeaders.contains(name);
	}

	static String canonicalValue(String value) {
		return value.replaceAll("[ \t]+", " ").replaceAll("^ | $", "");
	}

	static String hostHeader(NastyRequest request) {
		String defaultPort = Set.of("https", "wss").contains(request.lowerCaseScheme()) ? "443" : "80";
		return request.authority.replaceAll(":(" + defaultPort + ")?$", "");
	}

	static String payloadHash(NastyRequest request) {
		String given = request.header("x-amz-content-sha256");
		if (given != null) {
			return given;
		}
		return switch (request.payload) {
			case BODY -> request.bodyHash();
			case LITERAL -> request.literal;
			case NOT_GIVEN -> (request.presign ? request.signedPresignedPayload : request.signedPayload)
					? sha256(new byte[0]) : "UNSIGNED-PAYLOAD";
		};
	}

	static String canonicalPath(String path, boolean normalize, boolean encodeTwice) {
		String chosen = normalize ? normalized(path) : path;
		List<String> segments = new ArrayList<>();
		for (String segment : chosen.split("/", -1)) {
			segments.add(encoded(encodeTwice ? segment.getBytes(StandardCharsets.UTF_8) : decoded(segment)));
		}
		return String.join("/", segments);
	}

	static String normalized(String path) {
		Deque<String> kept = new ArrayDeque<>();
		for (String segment : path.split("/", -1)) {
			if (segment.equals("..")) {
				kept.pollLast();
			}
			else if (!segment.isEmpty() && !segment.equals(".")) {
				kept.addLast(segment);
			}
		}
		if (kept.isEmpty()) {
			return "/";
		}
		return "/" + String.join("/", kept) + (path.endsWith("/") ? "/" : "");
	}

	/** The parameters of a raw query, in their order. */
	static List<Parameter> parameters(@Nullable String query) {
		List<Parameter> parameters = new ArrayList<>();
		for (String piece : Objects.requireNonNullElse(query, "").split("&", -1)) {
			int equals = piece.indexOf('=');
			String name = (equals >= 0) ? piece.substring(0, equals) : piece;
			String value = (equals >= 0) ? piece.substring(equals + 1) : "";
			if (!name.isEmpty()) {
				parameters.add(new Parameter(encoded(decoded(name)), encoded(decoded(value))));
			}
		}
		return parameters;
	}

	private static Parameter parameter(String name, String value) {
		return new Parameter(name, encoded(value.getBytes(StandardCharsets.UTF_8)));
	}

	private static String join(List<Parameter> parameters) {
		return parameters.stream().map(Parameter::toString).collect(Collectors.joining("&"));
	}

	/** The bytes that a percent-encoded text stands for. */
	static byte[] decoded(String text) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		int index = 0;
		while (index < text.length()) {
			String rest = text.substring(index, Math.min(index + 3, text.length()));
			if (rest.charAt(0) == '%' && Patterns.matches("%[0-9A-Fa-f]{2}", rest)) {
				bytes.write(Integer.parseInt(rest.substring(1), 16));
				index += 3;
			}
			else {
				String character = new String(Character.toChars(text.codePointAt(index)));
				bytes.writeBytes(character.getBytes(StandardCharsets.UTF_8));
				index += character.length();
			}
		}
		return bytes.toByteArray();
	}

	static String encoded(byte[] bytes) {
		StringBuilder text = new StringBuilder();
		for (byte value : bytes) {
			char c = (char) (value & 0xff);
			if ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".indexOf(c) >= 0) {
				text.append(c);
			}
			else {
				text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(value));
			}
		}
		return text.toString();
	}

	static String sha256(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] hmac(byte[] key, String text) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(key, "HmacSHA256"));
			return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What each step gives; the last is the Authorization header or the URL. */
	record Steps(String canonicalRequest, String stringToSign, String signature, String signedHeaders, String result) {
	}

	/** A parameter of the query, encoded. */
	record Parameter(String name, String value) {

		@Override
		public String toString() {
			return this.name + "=" + this.value;
		}

	}

}
