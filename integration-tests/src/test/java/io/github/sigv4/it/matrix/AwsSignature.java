package io.github.sigv4.it.matrix;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;

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
 * What AWS's own signer makes of a request that was on the wire.
 */
final class AwsSignature {

	private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

	/** What the signer sets itself. */
	private static final Set<String> OWN = Set.of("host", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256");

	private AwsSignature() {
	}

	/**
	 * Sign a request once more.
	 * @param request the request
	 * @param claim what its Authorization says
	 * @param instant when it says to have been signed
	 * @param credentials whose key to sign with
	 * @return the Authorization header that the signer makes
	 */
	static String authorization(WireRequest request, Claim claim, Instant instant, SigV4Credentials credentials) {
		boolean s3 = claim.signingName().equals("s3");
		String[] target = request.target().split("\\?", 2);
		SdkHttpRequest.Builder sdkRequest = SdkHttpRequest.builder()
			// https, or it would hash what is to be unsigned
			.uri(URI.create("https://" + request.value("Host") + target[0]))
			.method(SdkHttpMethod.valueOf(request.method()));
		if (target.length > 1) {
			addQuery(target[1], sdkRequest);
		}
		request.headers().forEach((header) -> {
			String name = header.getKey().toLowerCase(Locale.ROOT);
			if (claim.signedHeaders().contains(name) && !OWN.contains(name)) {
				sdkRequest.appendHeader(header.getKey(), header.getValue());
			}
		});
		return SIGNER
			.sign(SignRequest.builder(identity(credentials))
				.request(sdkRequest.build())
				.payload(() -> new ByteArrayInputStream(request.body()))
				.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, claim.signingName())
				.putProperty(AwsV4HttpSigner.REGION_NAME, claim.region())
				.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, !s3)
				.putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, !s3)
				.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED,
						!request.value("X-Amz-Content-Sha256").equals("UNSIGNED-PAYLOAD"))
				.putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(instant, ZoneOffset.UTC))
				.build())
			.request()
			.firstMatchingHeader("Authorization")
			.orElseThrow();
	}

	private static AwsCredentialsIdentity identity(SigV4Credentials credentials) {
		String sessionToken = credentials.sessionToken();
		return (sessionToken != null)
				? AwsSessionCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey(),
						sessionToken)
				: AwsCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey());
	}

	/** By itself: of a URL, a value would lose what follows an equals sign. */
	private static void addQuery(String query, SdkHttpRequest.Builder sdkRequest) {
		for (String parameter : query.split("&", -1)) {
			if (!parameter.isEmpty()) {
				String[] pair = parameter.split("=", 2);
				sdkRequest.appendRawQueryParameter(decode(pair[0]), (pair.length > 1) ? decode(pair[1]) : "");
			}
		}
	}

	private static String decode(String text) {
		return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
	}

}
