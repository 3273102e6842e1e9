package io.github.sigv4.test;

import java.util.regex.Pattern;

/**
 * Takes session tokens out of a canonical request, be they in its query or its headers.
 */
final class SessionTokens {

	private static final Pattern HEADER = Pattern.compile("(?m)^(x-amz-security-token|x-amz-s3session-token):.*$");

	private static final Pattern PARAMETER = Pattern
		.compile("(?m)(?<=^|&)(X-Amz-Security-Token|X-Amz-S3session-Token)=[^&\n]*", Pattern.CASE_INSENSITIVE);

	private SessionTokens() {
	}

	static String redact(String canonicalRequest) {
		String headers = HEADER.matcher(canonicalRequest).replaceAll("$1:[redacted]");
		return PARAMETER.matcher(headers).replaceAll("$1=[redacted]");
	}

}
