package io.github.sigv4.it.migration;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.signer.Aws4Signer;
import software.amazon.awssdk.auth.signer.params.Aws4SignerParams;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.regions.Region;

/**
 * The way to sign before there was {@code http-auth-aws}.
 */
@SuppressWarnings("deprecation")
final class LegacySignature {

	private LegacySignature() {
	}

	static SdkHttpFullRequest sign(SdkHttpFullRequest request, AwsCredentialsProvider credentials) {
		SdkHttpFullRequest signed = Aws4Signer.create()
			.sign(request,
					Aws4SignerParams.builder()
						.awsCredentials(credentials.resolveCredentials())
						.signingName("execute-api")
						.signingRegion(Region.EU_WEST_1)
						.build());
		return signed;
	}

}
