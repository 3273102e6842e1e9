package io.github.sigv4.it.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
 * @param token the session token, empty if there is none
 * @param validity how long a presigned URL is good, or {@code null} if it is none
 */
public record ReceivedClaim(String accessKeyId, String date, String region, String service, List<String> signedHeaders,
		String signature, String requestDate, String token, Duration validity) {

	private static final DateTimeFormatter REQUEST_DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'",
			Locale.ROOT);

	private static final Pattern AUTHORIZATION = Pattern
		.compile("AWS4-HMAC-SHA256 Credential=([^/, ]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, "
				+ "SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})");

	/**
	 * Read a signature.
	 * @param request the request, with an {@code Authorization} or a presigned query
	 * @return what it claims, or {@code null} if it cannot be read
	 */
	public static ReceivedClaim of(WireRequest request) {
		if (isPresigned(request)) {
			Map<String, String> query = new TreeMap<>();
			AwsReading.query(request.target()).forEach((pair) -> query.put(pair.getKey(), pair.getValue()));
			String authorization = query.get("X-Amz-Algorithm") + " Credential=" + query.get("X-Amz-Credential")
					+ ", SignedHeaders=" + query.get("X-Amz-SignedHeaders") + ", Signature="
					+ query.get("X-Amz-Signature");
			return of(authorization, query.getOrDefault("X-Amz-Date", ""),
					query.getOrDefault("X-Amz-Security-Token", ""),
					Duration.ofSeconds(Long.parseLong(query.getOrDefault("X-Amz-Expires", "0"))));
		}
		return of(request.value("Authorization"), request.value("X-Amz-Date"), request.value("X-Amz-Security-Token"),
				null);
	}

	private static ReceivedClaim of(String authorization, String requestDate, String token, Duration validity) {
		Matcher matcher = AUTHORIZATION.matcher(authorization);
		if (!matcher.matches() || !requestDate.matches("\\d{8}T\\d{6}Z")) {
			return null;
		}
		return new ReceivedClaim(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4),
				List.of(matcher.group(5).split(";", -1)), matcher.group(6), requestDate, token, validity);
	}

	static boolean isPresigned(WireRequest request) {
		return request.target().contains("X-Amz-Algorithm=");
	}

	/**
	 * Write a request date.
	 * @param instant the time
	 * @return the time as in {@code X-Amz-Date}
	 */
	public static String format(Instant instant) {
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
