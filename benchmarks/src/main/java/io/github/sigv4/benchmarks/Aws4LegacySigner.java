package io.github.sigv4.benchmarks;

import java.net.URI;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.signer.Aws4Signer;
import software.amazon.awssdk.auth.signer.params.Aws4PresignerParams;
import software.amazon.awssdk.auth.signer.params.Aws4SignerParams;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.regions.Region;

/**
 * The signer that AWS's SDK for Java 2 had before, {@code Aws4Signer}.
 */
@SuppressWarnings({ "deprecation", "rawtypes", "unchecked" })
final class Aws4LegacySigner implements RequestSigner {

	private final Aws4Signer signer = Aws4Signer.create();

	private final boolean presigned;

	private final SdkHttpFullRequest request;

	private final Aws4SignerParams params;

	private final Aws4PresignerParams presignerParams;

	Aws4LegacySigner(RequestShape shape) {
		this.presigned = shape.isPresigned();
		SdkHttpFullRequest.Builder builder = SdkHttpFullRequest.builder()
			.method(SdkHttpMethod.fromValue(shape.method()))
			.uri(URI.create(RequestShape.URL));
		shape.headers().forEach(builder::putHeader);
		if (shape.hasBody()) {
			builder.contentStreamProvider(ContentStreamProvider.fromByteArrayUnsafe(shape.body()));
		}
		if (!this.presigned) {
			// For which it sets the hash
			builder.putHeader("x-amz-content-sha256", "required");
		}
		this.request = builder.build();
		this.params = withScope(Aws4SignerParams.builder(), shape).build();
		this.presignerParams = withScope(Aws4PresignerParams.builder(), shape)
			.expirationTime(RequestShape.SIGNED_AT.plus(RequestShape.EXPIRES))
			.build();
	}

	private static <B extends Aws4SignerParams.Builder<B>> B withScope(Aws4SignerParams.Builder<B> builder,
			RequestShape shape) {
		return builder.awsCredentials(credentials(shape))
			.signingName(RequestShape.SIGNING_NAME)
			.signingRegion(Region.of(RequestShape.REGION))
			.signingClockOverride(RequestShape.CLOCK);
	}

	private static AwsCredentials credentials(RequestShape shape) {
		String token = shape.sessionToken();
		return (token != null)
				? AwsSessionCredentials.create(RequestShape.ACCESS_KEY_ID, RequestShape.SECRET_ACCESS_KEY, token)
				: AwsBasicCredentials.create(RequestShape.ACCESS_KEY_ID, RequestShape.SECRET_ACCESS_KEY);
	}

	@Override
	public Object sign() {
		return this.presigned ? this.signer.presign(this.request, this.presignerParams).getUri().toString()
				: this.signer.sign(this.request, this.params);
	}

	@Override
	public String signature(Object signed) {
		return RequestSigner.signatureIn((signed instanceof SdkHttpFullRequest inHeaders)
				? inHeaders.firstMatchingHeader("Authorization").orElseThrow() : (String) signed);
	}

}
