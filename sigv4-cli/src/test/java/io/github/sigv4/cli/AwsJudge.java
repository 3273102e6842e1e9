package io.github.sigv4.cli;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * AWS's own signer.
 */
final class AwsJudge {

	private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

	private AwsJudge() {
	}

	/**
	 * Sign a request once more.
	 * @param request the request as it was on the wire, without a query; its head is
	 * ended by an empty line
	 * @param scheme that of its URL
	 * @param token the session token, or {@code null}
	 * @return the Authorization
	 */
	static String authorization(String request, String scheme, String token) {
		String head = request.substring(0, request.indexOf("\r\n\r\n"));
		byte[] body = request.substring(head.length() + 4).getBytes(StandardCharsets.ISO_8859_1);
		String claim = head.replaceFirst("(?s).*\r\nAuthorization: ([^\r]*).*", "$1");
		String[] scope = claim.replaceFirst(".*Credential=[^/]*/([^,]*).*", "$1").split("/", -1);
		List<String> signedHeaders = List.of(claim.replaceFirst(".*SignedHeaders=([^,]*).*", "$1").split(";", -1));
		String[] lines = head.split("\r\n", -1);
		String[] start = lines[0].split(" ", -1);
		SdkHttpRequest.Builder builder = SdkHttpFullRequest.builder().method(SdkHttpMethod.fromValue(start[0]));
		boolean unsigned = head.contains("\r\nX-Amz-Content-Sha256: UNSIGNED-PAYLOAD");
		for (int i = 1; i < lines.length; i++) {
			String[] field = lines[i].split(": ?", 2);
			String name = field[0].toLowerCase(Locale.ROOT);
			if (name.equals("host")) {
				builder.uri(URI.create(scheme + "://" + field[1] + start[1]));
			}
			boolean own = List.of("x-amz-date", "x-amz-security-token", "x-amz-content-sha256").contains(name);
			if (signedHeaders.contains(name) && !own) {
				builder.appendHeader(field[0], field[1]);
			}
		}
		boolean s3 = scope[2].equals("s3");
		return SIGNER
			.sign(SignRequest.builder(identity(token))
				.request(builder.build())
				.payload(ContentStreamProvider.fromByteArray(body))
				.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, scope[2])
				.putProperty(AwsV4HttpSigner.REGION_NAME, scope[1])
				.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, !s3)
				.putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, !s3)
				.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, !unsigned)
				.putProperty(HttpSigner.SIGNING_CLOCK, Run.CLOCK)
				.build())
			.request()
			.firstMatchingHeader("Authorization")
			.orElseThrow();
	}

	/**
	 * Presign a URL.
	 * @param url the URL
	 * @param seconds for how long it is good
	 * @return the URL of AWS's signer, for S3 in eu-west-1
	 */
	static URI presigned(String url, int seconds) {
		return signed(SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(URI.create(url)).build(), "s3", Run.CLOCK,
				seconds)
			.getUri();
	}

	/**
	 * Sign a request, in its headers or, if it is for a time, in its URL.
	 */
	static SdkHttpRequest signed(SdkHttpRequest request, String service, Clock clock, int seconds) {
		SignRequest.Builder<AwsCredentialsIdentity> toSign = SignRequest.builder(identity(null))
			.request(request)
			.payload(ContentStreamProvider.fromByteArray(new byte[0]))
			.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
			.putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
			.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
			.putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, !service.equals("s3"))
			.putProperty(HttpSigner.SIGNING_CLOCK, clock);
		if (seconds > 0) {
			toSign.putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
				.putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofSeconds(seconds))
				.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false);
		}
		return SIGNER.sign(toSign.build()).request();
	}

	private static AwsCredentialsIdentity identity(String token) {
		return (token != null) ? AwsSessionCredentialsIdentity.create(Run.ID, Run.SECRET, token)
				: AwsCredentialsIdentity.create(Run.ID, Run.SECRET);
	}

}
