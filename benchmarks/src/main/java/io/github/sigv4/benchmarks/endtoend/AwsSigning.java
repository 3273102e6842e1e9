package io.github.sigv4.benchmarks.endtoend;

import java.io.ByteArrayInputStream;
import java.net.URI;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs with AWS's own signer, as applications do it by themselves: the request is built
 * once more as one of the SDK's, and the headers of what comes back are copied.
 */
final class AwsSigning {

	private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

	private final AwsCredentialsIdentity identity;

	private final String signingName;

	AwsSigning(Account account) {
		this.identity = account.identity();
		this.signingName = account.signingName();
	}

	void sign(HttpMethod method, URI uri, HttpHeaders headers, byte[] body) {
		SdkHttpRequest.Builder request = SdkHttpRequest.builder()
			.method(SdkHttpMethod.fromValue(method.name()))
			.uri(uri);
		headers.forEach(request::putHeader);
		this.signer
			.sign(SignRequest.builder(this.identity)
				.request(request.build())
				.payload(() -> new ByteArrayInputStream(body))
				.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, this.signingName)
				.putProperty(AwsV4HttpSigner.REGION_NAME, Account.REGION)
				.build())
			.request()
			.forEachHeader(headers::put);
	}

}
