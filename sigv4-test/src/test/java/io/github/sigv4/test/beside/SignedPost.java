package io.github.sigv4.test.beside;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.SigV4Request;
import io.github.sigv4.SigV4Signer;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;

/**
 * The headers of a POST of {@code {}} that is signed for API Gateway.
 */
final class SignedPost {

	private SignedPost() {
	}

	static Map<String, String> headers(SigV4Signer signer, URI uri, SigV4Credentials credentials, Instant now) {
		Map<String, String> headers = new LinkedHashMap<>(
				Map.of("Content-Type", "application/json", "X-Tenant-Id", "acme"));
		SigV4Request.Builder request = SigV4Request.builder("POST", uri)
			.payload(PayloadHash.of("{}".getBytes(StandardCharsets.UTF_8)));
		headers.forEach(request::header);
		SigningSettings settings = SigningSettings.forService("execute-api", "eu-west-1")
			.withSignedHeaders(List.of("x-tenant-id"));
		signer.sign(request.build(), settings, credentials, now).forEachHeader(headers::put);
		return headers;
	}

}
