package io.github.sigv4.test;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

import io.github.sigv4.credentials.SigV4Credentials;

/**
 * A request that AWS's own signer signed, in the form in which it goes on the wire.
 *
 * @param method the method
 * @param target path and query
 * @param headers names and values
 * @param body the body
 */
record AwsSdkRequest(String method, String target, List<Map.Entry<String, String>> headers, String body) {

	static AwsSdkRequest signed(URI uri, String method, Map<String, String> headers, String body, String service,
			String region, SigV4Credentials credentials, Instant now) {
		return of(uri, method, headers, body, service, region, credentials, now, null);
	}

	static AwsSdkRequest presigned(URI uri, String method, Map<String, String> headers, String service, String region,
			SigV4Credentials credentials, Instant now, Duration expires) {
		return of(uri, method, headers, "", service, region, credentials, now, expires);
	}

	private static AwsSdkRequest of(URI uri, String method, Map<String, String> headers, String body, String service,
			String region, SigV4Credentials credentials, Instant now, Duration expires) {
		boolean s3 = service.equals("s3");
		SdkHttpRequest.Builder request = SdkHttpRequest.builder().uri(uri).method(SdkHttpMethod.fromValue(method));
		headers.forEach(request::putHeader);
		// On plain http it hashes a payload that it is given, told to or not
		boolean unsigned = s3 && expires != null;
		ContentStreamProvider payload = unsigned ? null : ContentStreamProvider.fromUtf8String(body);
		UnaryOperator<SignRequest.Builder<AwsCredentialsIdentity>> options = (builder) -> {
			builder.request(request.build())
				.payload(payload)
				.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
				.putProperty(AwsV4HttpSigner.REGION_NAME, region)
				.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, !s3)
				.putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, !s3)
				.putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC));
			if (expires != null) {
				builder
					.putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
					.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, !unsigned)
					.putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, expires);
			}
			return builder;
		};
		SdkHttpRequest signed = AwsV4HttpSigner.create()
			.sign(options.apply(SignRequest.builder(identity(credentials))).build())
			.request();
		List<Map.Entry<String, String>> fields = new ArrayList<>();
		signed.forEachHeader((name, values) -> values.forEach((value) -> fields.add(Map.entry(name, value))));
		String query = signed.encodedQueryParameters().map((text) -> "?" + text).orElse("");
		return new AwsSdkRequest(method, signed.encodedPath() + query, fields, body);
	}

	private static AwsCredentialsIdentity identity(SigV4Credentials credentials) {
		String token = credentials.sessionToken();
		return (token != null)
				? AwsSessionCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey(), token)
				: AwsCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey());
	}

	/** The message as text, with its length. */
	String wire() {
		StringBuilder text = new StringBuilder(this.method + " " + this.target + " HTTP/1.1\r\n");
		this.headers.forEach((field) -> text.append(field.getKey() + ": " + field.getValue() + "\r\n"));
		return text + "Content-Length: " + this.body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + this.body;
	}

}
