package io.github.sigv4.benchmarks;

import java.net.URI;

import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * The signer of AWS's SDK for Java 2, {@code http-auth-aws}.
 */
final class HttpAuthAwsSigner implements RequestSigner {

	private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

	private final SignRequest<AwsCredentialsIdentity> request;

	private final boolean presigned;

	HttpAuthAwsSigner(RequestShape shape) {
		this.presigned = shape.isPresigned();
		SdkHttpRequest.Builder http = SdkHttpRequest.builder()
			.method(SdkHttpMethod.fromValue(shape.method()))
			.uri(URI.create(RequestShape.URL));
		shape.headers().forEach(http::putHeader);
		SignRequest.Builder<AwsCredentialsIdentity> builder = SignRequest.builder(credentials(shape))
			.request(http.build())
			.putProperty(HttpSigner.SIGNING_CLOCK, RequestShape.CLOCK)
			.putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, RequestShape.SIGNING_NAME)
			.putProperty(AwsV4HttpSigner.REGION_NAME, RequestShape.REGION);
		if (shape.hasBody()) {
			builder.payload(ContentStreamProvider.fromByteArrayUnsafe(shape.body()));
		}
		if (shape.isPresigned()) {
			builder.putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
				.putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, RequestShape.EXPIRES);
		}
		this.request = builder.build();
	}

	private static AwsCredentialsIdentity credentials(RequestShape shape) {
		String token = shape.sessionToken();
		return (token != null)
				? AwsSessionCredentialsIdentity.create(RequestShape.ACCESS_KEY_ID, RequestShape.SECRET_ACCESS_KEY,
						token)
				: AwsCredentialsIdentity.create(RequestShape.ACCESS_KEY_ID, RequestShape.SECRET_ACCESS_KEY);
	}

	@Override
	public Object sign() {
		SignedRequest signed = this.signer.sign(this.request);
		return this.presigned ? url(signed.request()) : signed;
	}

	/** Put together from its parts, since its {@code getUri()} parses what it returns. */
	private static String url(SdkHttpRequest request) {
		return request.protocol() + "://" + request.host() + request.encodedPath() + "?"
				+ request.encodedQueryParameters().orElseThrow();
	}

	@Override
	public String signature(Object signed) {
		return RequestSigner.signatureIn((signed instanceof SignedRequest inHeaders)
				? inHeaders.request().firstMatchingHeader("Authorization").orElseThrow() : (String) signed);
	}

}
