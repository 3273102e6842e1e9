package io.github.sigv4.it.matrix;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Exception;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Verifier;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.it.TestSecrets;

/**
 * Judges requests as the strictest of AWS's services do: by AWS's own signer, and by our
 * verifier, which has to come to the same end.
 */
final class StrictJudge {

	static final String REGION = "eu-west-1";

	static final SigV4Credentials CREDENTIALS = TestSecrets.TEMPORARY;

	private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private static final Map<String, SigV4Verifier> VERIFIERS = Map.of("execute-api", verifier("execute-api"), "s3",
			verifier("s3"));

	private StrictJudge() {
	}

	private static SigV4Verifier verifier(String signingName) {
		return SigV4Verifier.builder(Map.of(CREDENTIALS.accessKeyId(), CREDENTIALS)::get)
			.signingName(signingName)
			.region(REGION)
			.build();
	}

	/**
	 * Judge a request.
	 * @param request the request
	 * @return why it is refused, or an empty text if it is not
	 */
	static String judge(WireRequest request) {
		List<String> authorizations = request.values("Authorization");
		if (authorizations.size() != 1) {
			return "There are " + authorizations.size() + " Authorization headers";
		}
		Claim claim;
		try {
			claim = Claim.parse(authorizations.get(0));
		}
		catch (IllegalArgumentException ex) {
			return ex.getMessage();
		}
		String reason = reason(request, claim, authorizations.get(0));
		SigV4Verifier verifier = VERIFIERS.get(claim.signingName());
		boolean verified = verifier != null && isVerified(verifier, request);
		if (verified != reason.isEmpty()) {
			throw new AssertionError("The judges disagree: ours says " + verified + ", AWS's '" + reason + "' of "
					+ request.method() + " " + request.target() + " " + request.headers());
		}
		return reason;
	}

	private static String reason(WireRequest request, Claim claim, String authorization) {
		if (!VERIFIERS.containsKey(claim.signingName()) || !claim.region().equals(REGION)
				|| !claim.accessKeyId().equals(CREDENTIALS.accessKeyId())) {
			return "The scope is of another service, region or key: " + claim;
		}
		if (request.values("X-Amz-Date").size() != 1 || !request.value("X-Amz-Date").startsWith(claim.date())) {
			return "The date is not that of the scope";
		}
		if (!request.value("X-Amz-Security-Token").equals(CREDENTIALS.sessionToken())) {
			return "The session token is another";
		}
		for (Map.Entry<String, String> header : request.headers()) {
			String name = header.getKey().toLowerCase(Locale.ROOT);
			if (name.startsWith("x-amz-") && !claim.signedHeaders().contains(name)) {
				return "Header " + name + " is not signed";
			}
		}
		String hash = request.value("X-Amz-Content-Sha256");
		if (!hash.equals("UNSIGNED-PAYLOAD") && !hash.equals(sha256(request.body()))) {
			return "The body is not the one that was signed";
		}
		Instant instant = Instant.from(DATE.parse(request.value("X-Amz-Date")));
		String expected = AwsSignature.authorization(request, claim, instant, CREDENTIALS);
		return expected.equals(authorization) ? "" : "AWS's signer says " + expected + ", not " + authorization;
	}

	private static boolean isVerified(SigV4Verifier verifier, WireRequest request) {
		try {
			SigV4Request.Builder received = SigV4Request.forTarget(request.method(), request.target());
			request.headers().forEach((header) -> received.header(header.getKey(), header.getValue()));
			return verifier.verify(received.build(), PayloadHash.of(request.body()), Instant.now()).isVerified();
		}
		catch (SigV4Exception ex) {
			return false;
		}
	}

	private static String sha256(byte[] body) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
