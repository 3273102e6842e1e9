package io.github.sigv4;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.Verification.Outcome;

/**
 * A signature as it was received, taken apart.
 *
 * @param algorithm the algorithm
 * @param presigned whether it stands in the URL
 * @param accessKeyId the access key id
 * @param scope the credential scope
 * @param requestDate the time of signing, as it was written
 * @param signedHeaders the names of the signed headers
 * @param signature the signature
 * @param sessionToken the session token
 * @param regionSet the regions of SigV4A
 * @param expires for how long a presigned URL is good
 */
record ReceivedSignature(SigningAlgorithm algorithm, boolean presigned, String accessKeyId, CredentialScope scope,
		String requestDate, List<HeaderName> signedHeaders, String signature, @Nullable String sessionToken,
		@Nullable String regionSet, @Nullable Duration expires) {

	private static final String S3_SESSION_TOKEN = "X-Amz-S3session-Token";

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
		return presigned ? of(true, parameters) : ofHeader(authorizations.get(0), request);
	}

	/** The parts of a header are those of a URL without {@code X-Amz-}. */
	private static ReceivedSignature ofHeader(String authorization, SigV4Request request) {
		String trimmed = trim(authorization);
		int space = trimmed.indexOf(' ');
		Map<String, String> parts = new HashMap<>();
		parts.put("X-Amz-Algorithm", (space >= 0) ? trimmed.substring(0, space) : trimmed);
		for (String part : trimmed.substring(space + 1).split(",", -1)) {
			String pair = trim(part);
			int equals = pair.indexOf('=');
			String name = (equals >= 0) ? pair.substring(0, equals) : "";
			if (!PARTS.contains(name) || parts.put("X-Amz-" + name, pair.substring(equals + 1)) != null) {
				throw incomplete("The Authorization header is not a list of Credential=, SignedHeaders= and "
						+ "Signature=, each once, behind the algorithm");
			}
		}
		for (String name : List.of("X-Amz-Date", "X-Amz-Security-Token", S3_SESSION_TOKEN, "X-Amz-Region-Set")) {
			List<String> values = request.headerValues(name);
			if (values.size() > 1) {
				throw incomplete(name + " is there more than once");
			}
			values.forEach((value) -> parts.put(name, trim(value)));
		}
		return of(false, parts);
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

	private static ReceivedSignature of(boolean presigned, Map<String, String> parts) {
		SigningAlgorithm algorithm = algorithm(required(parts, "X-Amz-Algorithm"));
		String[] credential = required(parts, "X-Amz-Credential").split("/", -1);
		boolean regional = algorithm == SigningAlgorithm.SIGV4;
		if (credential.length != (regional ? 5 : 4)
				|| !credential[credential.length - 1].equals(CredentialScope.TERMINATOR)) {
			throw incomplete("The credential is not <access key id>/<date>/" + (regional ? "<region>/" : "")
					+ "<service>/aws4_request");
		}
		CredentialScope scope = new CredentialScope(credential[1], regional ? credential[2] : null,
				credential[credential.length - 2]);
		return new ReceivedSignature(algorithm, presigned, credential[0], scope, required(parts, "X-Amz-Date"),
				names(required(parts, "X-Amz-SignedHeaders")), required(parts, "X-Amz-Signature"),
				sessionToken(parts, scope.signingName()), regional ? null : required(parts, "X-Amz-Region-Set"),
				presigned ? expires(parts.get("X-Amz-Expires")) : null);
	}

	/**
	 * S3 Express has a name of its own for it.
	 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateSession.html
	 */
	private static @Nullable String sessionToken(Map<String, String> parts, String signingName) {
		String token = parts.get("X-Amz-Security-Token");
		String s3SessionToken = signingName.equals("s3express") ? parts.get(S3_SESSION_TOKEN) : null;
		if (token != null && s3SessionToken != null) {
			throw incomplete("The request has two session tokens; send X-Amz-Security-Token or " + S3_SESSION_TOKEN);
		}
		return (s3SessionToken != null) ? s3SessionToken : token;
	}

	private static SigningAlgorithm algorithm(String id) {
		for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
			if (algorithm.id().equals(id)) {
				return algorithm;
			}
		}
		throw incomplete(
				"The algorithm is neither " + SigningAlgorithm.SIGV4.id() + " nor " + SigningAlgorithm.SIGV4A.id());
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
		String value = parts.get(name);
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

	/** Whether the signature is meant for a region. */
	boolean isFor(String region) {
		if (this.regionSet == null) {
			return region.equals(this.scope.region());
		}
		return Stream.of(this.regionSet.split(",", -1)).anyMatch((pattern) -> matches(pattern, region));
	}

	/**
	 * Whether a text is what a pattern with asterisks stands for, without the time that a
	 * regular expression takes for many of them.
	 */
	private static boolean matches(String pattern, String text) {
		int at = 0;
		int next = 0;
		int asterisk = -1;
		int retry = 0;
		while (at < text.length()) {
			if (next < pattern.length() && pattern.charAt(next) == '*') {
				asterisk = next++;
				retry = at;
			}
			else if (next < pattern.length() && pattern.charAt(next) == text.charAt(at)) {
				next++;
				at++;
			}
			else if (asterisk >= 0) {
				next = asterisk + 1;
				at = ++retry;
			}
			else {
				return false;
			}
		}
		return pattern.substring(next).chars().allMatch((c) -> c == '*');
	}

	boolean signs(HeaderName name) {
		return this.signedHeaders.contains(name);
	}

	/**
	 * Neither the signature nor the session token is for logs.
	 */
	@Override
	public String toString() {
		return "ReceivedSignature[" + this.accessKeyId + ", " + this.scope + "]";
	}

}
