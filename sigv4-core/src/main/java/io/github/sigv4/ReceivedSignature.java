package io.github.sigv4;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Verification.Outcome;

/**
 * A signature as it was received, taken apart.
 *
 * @param presigned whether it stands in the URL
 * @param accessKeyId the access key id
 * @param scope the credential scope
 * @param requestDate the time of signing, as it was written
 * @param signedHeaders the names of the signed headers
 * @param signature the signature
 * @param sessionToken the session token
 * @param expires for how long a presigned URL is good
 */
record ReceivedSignature(boolean presigned, String accessKeyId, CredentialScope scope, String requestDate,
		List<HeaderName> signedHeaders, String signature, @Nullable String sessionToken, @Nullable Duration expires) {

	private static final Set<String> PARTS = Set.of("Credential", "SignedHeaders", "Signature");

	static ReceivedSignature of(SigV4Request request) {
		List<String> authorizations = request.headerValues("authorization");
		Map<String, String> parameters = QueryParameters.amz(request.query());
		boolean presigned = parameters.containsKey("X-Amz-Signature");
		if (authorizations.isEmpty() && !presigned) {
			throw new RefusedException(Outcome.MISSING_AUTHENTICATION,
					"The request has neither an Authorization header nor X-Amz-Signature in its query");
		}
		if (authorizations.size() + (presigned ? 1 : 0) > 1) {
			throw incomplete("The request has more than one signature; send one Authorization header, or a presigned "
					+ "URL without any");
		}
		return presigned ? ofQuery(parameters) : ofHeader(authorizations.get(0), request);
	}

	private static ReceivedSignature ofHeader(String authorization, SigV4Request request) {
		String scheme = StringToSign.ALGORITHM + " ";
		String trimmed = trim(authorization);
		if (!trimmed.startsWith(scheme)) {
			throw incomplete("The Authorization header does not start with " + StringToSign.ALGORITHM);
		}
		Map<String, String> parts = new HashMap<>();
		for (String part : trimmed.substring(scheme.length()).split(",", -1)) {
			String pair = trim(part);
			int equals = pair.indexOf('=');
			String name = (equals >= 0) ? pair.substring(0, equals) : "";
			if (!PARTS.contains(name) || parts.put(name, pair.substring(equals + 1)) != null) {
				throw incomplete("The Authorization header is not a list of Credential=, SignedHeaders= and "
						+ "Signature=, each once");
			}
		}
		if (request.headerValues("x-amz-date").size() > 1 || request.headerValues("x-amz-security-token").size() > 1) {
			throw incomplete("X-Amz-Date or X-Amz-Security-Token is there more than once");
		}
		String date = request.header("x-amz-date");
		String sessionToken = request.header("x-amz-security-token");
		return of(false, required(parts, "Credential"), required((date != null) ? trim(date) : null, "X-Amz-Date"),
				required(parts, "SignedHeaders"), required(parts, "Signature"),
				(sessionToken != null) ? trim(sessionToken) : null, null);
	}

	/** White space around a value is no part of it: RFC 9110, section 5.5. */
	private static String trim(String value) {
		int from = 0;
		int to = value.length();
		while (from < to && isBlank(value.charAt(from))) {
			from++;
		}
		while (from < to && isBlank(value.charAt(to - 1))) {
			to--;
		}
		return value.substring(from, to);
	}

	private static boolean isBlank(char c) {
		return c == ' ' || c == '\t';
	}

	private static ReceivedSignature ofQuery(Map<String, String> parameters) {
		String algorithm = required(parameters, "X-Amz-Algorithm");
		if (!algorithm.equals(StringToSign.ALGORITHM)) {
			throw incomplete("X-Amz-Algorithm is not " + StringToSign.ALGORITHM);
		}
		return of(true, required(parameters, "X-Amz-Credential"), required(parameters, "X-Amz-Date"),
				required(parameters, "X-Amz-SignedHeaders"), required(parameters, "X-Amz-Signature"),
				parameters.get("X-Amz-Security-Token"), expires(parameters.get("X-Amz-Expires")));
	}

	private static ReceivedSignature of(boolean presigned, String credential, String requestDate, String signedHeaders,
			String signature, @Nullable String sessionToken, @Nullable Duration expires) {
		String[] parts = credential.split("/", -1);
		if (parts.length != 5 || !parts[4].equals(CredentialScope.TERMINATOR)) {
			throw incomplete("The credential is not <access key id>/<date>/<region>/<service>/aws4_request");
		}
		CredentialScope scope = new CredentialScope(parts[1], parts[2], parts[3]);
		return new ReceivedSignature(presigned, parts[0], scope, requestDate, names(signedHeaders), signature,
				sessionToken, expires);
	}

	private static List<HeaderName> names(String signedHeaders) {
		List<HeaderName> names = new ArrayList<>();
		String last = "";
		for (String text : signedHeaders.split(";", -1)) {
			HeaderName name;
			try {
				name = HeaderName.of(text);
			}
			catch (SigV4Exception ex) {
				throw incomplete("SignedHeaders has a name that no header has");
			}
			if (!name.text().equals(text) || text.compareTo(last) <= 0) {
				throw incomplete("The names in SignedHeaders have to be in lower case and sorted, each once");
			}
			names.add(name);
			last = text;
		}
		return List.copyOf(names);
	}

	private static @Nullable Duration expires(@Nullable String seconds) {
		if (seconds == null) {
			return null;
		}
		if (!seconds.matches("[0-9]{1,6}")) {
			throw incomplete("X-Amz-Expires has to be a number of seconds from 1 to 604800");
		}
		Duration expires = Duration.ofSeconds(Long.parseLong(seconds));
		if (expires.compareTo(SigV4Signer.MIN_EXPIRES) < 0 || expires.compareTo(SigV4Signer.MAX_EXPIRES) > 0) {
			throw incomplete("X-Amz-Expires has to be a number of seconds from 1 to 604800");
		}
		return expires;
	}

	private static String required(Map<String, String> parts, String name) {
		return required(parts.get(name), name);
	}

	private static String required(@Nullable String value, String name) {
		if (value == null || value.isEmpty()) {
			throw incomplete("The signature has no " + name);
		}
		return value;
	}

	private static RefusedException incomplete(String reason) {
		return new RefusedException(Outcome.INCOMPLETE_SIGNATURE, reason);
	}

	/** The time of signing. */
	Instant signedAt() {
		try {
			return RequestDate.parse(this.requestDate);
		}
		catch (SigV4Exception ex) {
			throw incomplete("The request date does not look like 20150830T123600Z");
		}
	}

	boolean signs(HeaderName name) {
		return this.signedHeaders.contains(name);
	}

}
