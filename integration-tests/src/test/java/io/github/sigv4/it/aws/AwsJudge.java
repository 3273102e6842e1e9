package io.github.sigv4.it.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.it.matrix.WireRequest;

/**
 * Judges requests as one of AWS's services does, by what AWS's own signer makes of them.
 */
public final class AwsJudge {

	private static final Duration TOLERATED = Duration.ofMinutes(15);

	private final String service;

	private final String region;

	private final InstantSource time;

	private final Function<String, SigV4Credentials> credentials;

	/**
	 * Create a judge.
	 * @param service the service in the credential scope
	 * @param region the region in the credential scope
	 * @param time the clock of the service
	 * @param credentials the credentials of an access key id, or {@code null} if it is
	 * not known
	 */
	public AwsJudge(String service, String region, InstantSource time, Function<String, SigV4Credentials> credentials) {
		this.service = service;
		this.region = region;
		this.time = time;
		this.credentials = credentials;
	}

	/**
	 * Judge a request.
	 * @param request the request
	 * @return the first thing that is wrong, or {@code null} if nothing is
	 */
	public Wrong judge(WireRequest request) {
		String authorization = request.value("Authorization");
		boolean presigned = ReceivedClaim.isPresigned(request);
		if (!presigned && !authorization.contains("AWS4-") && !authorization.contains("Bearer")) {
			return Wrong.NOT_SIGNED;
		}
		ReceivedClaim claim = ReceivedClaim.of(request);
		if (claim == null || (presigned && !authorization.isEmpty())) {
			return Wrong.MALFORMED;
		}
		Wrong wrong = judgeScope(claim);
		if (wrong != null) {
			return wrong;
		}
		SigV4Credentials credentials = this.credentials.apply(claim.accessKeyId());
		if (credentials == null) {
			return Wrong.KEY;
		}
		if (!claim.token().equals((credentials.sessionToken() != null) ? credentials.sessionToken() : "")) {
			return Wrong.TOKEN;
		}
		Instant expiration = credentials.expiration();
		if (expiration != null && !expiration.isAfter(this.time.instant())) {
			return Wrong.EXPIRED;
		}
		return judgeContent(request, claim, credentials);
	}

	private Wrong judgeScope(ReceivedClaim claim) {
		if (!claim.requestDate().startsWith(claim.date())) {
			return Wrong.DATE;
		}
		Duration age = Duration.between(claim.instant(), this.time.instant());
		Duration good = (claim.validity() != null) ? claim.validity() : TOLERATED;
		if (age.compareTo(good) > 0 || age.negated().compareTo(TOLERATED) > 0) {
			return Wrong.TIME;
		}
		if (!claim.service().equals(this.service)) {
			return Wrong.SERVICE;
		}
		return claim.region().equals(this.region) ? null : Wrong.REGION;
	}

	private Wrong judgeContent(WireRequest request, ReceivedClaim claim, SigV4Credentials credentials) {
		String hash = request.value("X-Amz-Content-Sha256");
		if (claim.validity() == null && !takes(hash, request.body().length > 0)) {
			return Wrong.HASH;
		}
		for (Map.Entry<String, String> header : request.headers()) {
			String name = header.getKey().toLowerCase(Locale.ROOT);
			if ((name.equals("host") || name.startsWith("x-amz-")) && !claim.signedHeaders().contains(name)) {
				return Wrong.HEADER;
			}
		}
		boolean hashed = !hash.isEmpty() && !hash.equals("UNSIGNED-PAYLOAD");
		if (hashed && !hash.equals(AwsReading.sha256(request.body()))) {
			return Wrong.BODY;
		}
		String signature = AwsReading.of(request, claim, credentials).signature();
		return signature.equals(claim.signature()) ? null : Wrong.SIGNATURE;
	}

	/** Whether a request with such an {@code x-amz-content-sha256} is looked at. */
	private boolean takes(String contentSha256, boolean hasBody) {
		return switch (this.service) {
			case "s3" -> !contentSha256.isEmpty();
			case "aoss" -> !hasBody || !contentSha256.isEmpty();
			case "vpc-lattice-svcs" -> contentSha256.equals("UNSIGNED-PAYLOAD");
			default -> true;
		};
	}

}
