package io.github.sigv4.it.refusals;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.sigv4.it.matrix.WireRequest;

/**
 * Who a request says has signed it, when and what for.
 *
 * @param accessKeyId the access key id
 * @param date the day of the credential scope
 * @param region the region of the credential scope
 * @param service the service of the credential scope
 * @param signedHeaders the names of the signed headers
 * @param signature the signature
 * @param requestDate the request date
 */
record ReceivedClaim(String accessKeyId, String date, String region, String service, List<String> signedHeaders,
		String signature, String requestDate) {

	private static final DateTimeFormatter REQUEST_DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'",
			Locale.ROOT);

	private static final Pattern AUTHORIZATION = Pattern
		.compile("AWS4-HMAC-SHA256 Credential=([^/, ]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, "
				+ "SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})");

	/** Returns {@code null} if it cannot be read. */
	static ReceivedClaim of(WireRequest request) {
		Matcher matcher = AUTHORIZATION.matcher(request.value("Authorization"));
		String requestDate = request.value("X-Amz-Date");
		if (!matcher.matches() || !requestDate.matches("\\d{8}T\\d{6}Z")) {
			return null;
		}
		return new ReceivedClaim(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4),
				List.of(matcher.group(5).split(";", -1)), matcher.group(6), requestDate);
	}

	static String format(Instant instant) {
		return REQUEST_DATE.format(instant.atOffset(ZoneOffset.UTC));
	}

	Instant instant() {
		return LocalDateTime.parse(this.requestDate, REQUEST_DATE).toInstant(ZoneOffset.UTC);
	}

	@Override
	public String toString() {
		return "ReceivedClaim[" + this.date + "/" + this.region + "/" + this.service + "]";
	}

}
