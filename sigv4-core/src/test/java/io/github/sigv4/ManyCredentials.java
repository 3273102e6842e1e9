package io.github.sigv4;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

import io.github.sigv4.credentials.SigV4Credentials;

/**
 * Calls with more credentials and services than any cache holds, from shortly before
 * midnight to shortly after it. A number stands for a call.
 */
final class ManyCredentials {

	static final int CREDENTIALS = 10_000;

	/** So many calls in a row have the same credentials. */
	static final int CALLS_EACH = 3;

	static final int CALLS = CREDENTIALS * CALLS_EACH;

	private static final Instant MIDNIGHT = Instant.parse("2024-03-01T00:00:00Z");

	private static final List<SigningSettings> SERVICES = List.of(
			SigningSettings.forService("execute-api", "eu-west-1"), SigningSettings.forService("lambda", "us-east-1"),
			SigningSettings.forService("es", "eu-west-1"), SigningSettings.forService("es", "us-east-1"));

	private static final AwsV4HttpSigner AWS = AwsV4HttpSigner.create();

	private ManyCredentials() {
	}

	/** The signature by a signer that others use at the same time. */
	static String sign(SigV4Signer signer, int call) {
		SigV4Request request = SigV4Request.builder("GET", url(call)).build();
		SignedRequest signed = signer.sign(request, settings(call), credentials(call), instant(call));
		return signed.authorization() + signed.headers().get("X-Amz-Security-Token");
	}

	/** The same by AWS's signer. */
	static String signByAws(int call) {
		SigV4Credentials credentials = credentials(call);
		SigningSettings settings = settings(call);
		SdkHttpRequest signed = AWS.sign(SignRequest
			.builder(AwsSessionCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey(),
					credentials.sessionToken()))
			.request(SdkHttpRequest.builder().uri(URI.create(url(call))).method(SdkHttpMethod.GET).build())
			.payload(() -> new ByteArrayInputStream(new byte[0]))
			.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, settings.signingName())
			.putProperty(AwsV4HttpSigner.REGION_NAME, settings.region())
			.putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(instant(call), ZoneOffset.UTC))
			.build()).request();
		return signed.firstMatchingHeader("Authorization").orElseThrow()
				+ signed.firstMatchingHeader("X-Amz-Security-Token").orElseThrow();
	}

	/** New objects for each call, as a provider that refreshes hands out. */
	private static SigV4Credentials credentials(int call) {
		int number = call / CALLS_EACH;
		return SigV4Credentials.of("ASIAEXAMPLE" + number, "secret" + number, "token" + number);
	}

	private static SigningSettings settings(int call) {
		return SERVICES.get(call / CALLS_EACH % SERVICES.size()).withContentSha256Header(true);
	}

	/** Back and forth over midnight, and after all on the next day. */
	private static Instant instant(int call) {
		Duration since = Duration.ofMillis(call - CALLS / 2L);
		return MIDNIGHT.plus((call % 5 == 0) ? since.negated() : since);
	}

	private static String url(int call) {
		return "https://api.example.com/" + "p".repeat(call % 50) + "?q=" + call;
	}

}
