package io.github.sigv4.benchmarks.endtoend;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.netty.handler.codec.http.HttpHeaders;
import software.amazon.awssdk.auth.signer.Aws4Signer;
import software.amazon.awssdk.auth.signer.params.Aws4SignerParams;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.regions.Region;

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
		SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder()
			.method(SdkHttpMethod.fromValue(method))
			// https, or it would hash what is to be unsigned
			.uri(URI.create("https://" + headers.get("Host") + target))
			.contentStreamProvider(ContentStreamProvider.fromByteArrayUnsafe(body));
		for (String name : List.of(given.replaceAll(".*SignedHeaders=|, Signature=.*", "").split(";", -1))) {
			if (!SET_BY_SIGNER.contains(name)) {
				request.putHeader(name, headers.getAll(name));
			}
		}
		Clock clock = Clock.fixed(Instant.from(REQUEST_DATE.parse(headers.get("X-Amz-Date"))), ZoneOffset.UTC);
		SdkHttpRequest signed = headers.contains("X-Amz-Content-Sha256")
				? sign(request.build(), !"UNSIGNED-PAYLOAD".equals(headers.get("X-Amz-Content-Sha256")), clock)
				: signWithoutContentSha256(request.build(), clock);
		return signed.firstMatchingHeader("Authorization").orElse("");
	}

	private SdkHttpRequest sign(SdkHttpFullRequest request, boolean signedPayload, Clock clock) {
		boolean s3 = this.account.signingName().equals("s3");
		return this.signer
			.sign(SignRequest.builder(this.account.identity())
				.request(request)
				.payload(request.contentStreamProvider().orElseThrow())
				.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, this.account.signingName())
				.putProperty(AwsV4HttpSigner.REGION_NAME, Account.REGION)
				.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, !s3)
				.putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, !s3)
				.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, signedPayload)
				.putProperty(HttpSigner.SIGNING_CLOCK, clock)
				.build())
			.request();
	}

	/** By the signer that AWS's SDK had before: that of today always sends the header. */
	@SuppressWarnings("deprecation")
	private SdkHttpRequest signWithoutContentSha256(SdkHttpFullRequest request, Clock clock) {
		return Aws4Signer.create()
			.sign(request,
					Aws4SignerParams.builder()
						.awsCredentials(this.account.identity())
						.signingName(this.account.signingName())
						.signingRegion(Region.of(Account.REGION))
						.signingClockOverride(clock)
						.build());
	}

}
