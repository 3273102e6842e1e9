package io.github.sigv4.it.matrix;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an {@code Authorization} header says.
 */
record Claim(String accessKeyId, String date, String region, String signingName, List<String> signedHeaders) {

	private static final Pattern AUTHORIZATION = Pattern
		.compile("AWS4-HMAC-SHA256 Credential=(\\w+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, "
				+ "SignedHeaders=([a-z0-9;-]+), Signature=[0-9a-f]{64}");

	static Claim parse(String authorization) {
		Matcher matcher = AUTHORIZATION.matcher(authorization);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("Not an Authorization of AWS: " + authorization);
		}
		return new Claim(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4),
				List.of(matcher.group(5).split(";", -1)));
	}

}
