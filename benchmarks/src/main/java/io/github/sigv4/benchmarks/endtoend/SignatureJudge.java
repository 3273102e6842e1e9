package io.github.sigv4.benchmarks.endtoend;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.netty.handler.codec.http.HttpHeaders;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;

/**
 * Tells whether a request is signed as AWS's own signer would sign it.
 */
final class SignatureJudge {

	private static final DateTimeFormatter REQUEST_DATE = DateTimeFormatter
		.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	/** What the signer sets itself. */
	private static final Set<String> SET_BY_SIGNER = Set.of("host", "x-amz-date", "x-amz-content-sha256",
			"x-amz-security-token");

	private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

	private final Account account;

	SignatureJudge(Account account) {
		this.account = account;
	}

	boolean accepts(String method, String target, HttpHeaders headers, byte[] body) {
		String given = headers.get("Authorization");
		return given != null && given.equals(authorization(method, target, headers, body, given));
	}

	private String authorization(String method, String target, HttpHeaders headers, byte[] body, String given) {
		SdkHttpRequest.Builder request = SdkHttpRequest.builder()
			.method(SdkHttpMethod.fromValue(method))
			// https, or it would hash what is to be unsigned
			.uri(URI.create("https://" + headers.get("Host") + target));
		for (String name : List.of(given.replaceAll(".*SignedHeaders=|, Signature=.*", "").split(";", -1))) {
			if (!SET_BY_SIGNER.contains(name)) {
				request.putHeader(name, headers.getAll(name));
			}
		}
		boolean s3 = this.account.signingName().equals("s3");
		Instant signed = Instant.from(REQUEST_DATE.parse(headers.get("X-Amz-Date")));
		return this.signer
			.sign(SignRequest.builder(this.account.identity())
				.request(request.build())
				.payload(() -> new ByteArrayInputStream(body))
				.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, this.account.signingName())
				.putProperty(AwsV4HttpSigner.REGION_NAME, Account.REGION)
				.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, !s3)
				.putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, !s3)
				.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED,
						!"UNSIGNED-PAYLOAD".equals(headers.get("X-Amz-Content-Sha256")))
				.putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(signed, ZoneOffset.UTC))
				.build())
			.request()
			.firstMatchingHeader("Authorization")
			.orElse("");
	}

}
