package io.github.sigv4.it.migration;

import java.io.IOException;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * The usual way to sign with {@code http-auth-aws}: what the page on migration starts
 * from, with the habits that it tells of.
 */
class SigningInterceptor implements ClientHttpRequestInterceptor {

	private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

	private final AwsCredentialsProvider credentials;

	SigningInterceptor(AwsCredentialsProvider credentials) {
		this.credentials = credentials;
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		SdkHttpRequest.Builder unsigned = SdkHttpRequest.builder()
			.uri(request.getURI())
			.method(SdkHttpMethod.fromValue(request.getMethod().name()));
		request.getHeaders().forEach(unsigned::putHeader);
		SignedRequest signed = this.signer.sign((sign) -> sign.identity(this.credentials.resolveCredentials())
			.request(unsigned.build())
			.payload(ContentStreamProvider.fromByteArray(body))
			.putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
			.putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1"));
		signed.request().headers().forEach((name, values) -> request.getHeaders().put(name, values));
		return execution.execute(request, body);
	}

}
