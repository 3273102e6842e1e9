package io.github.sigv4.cli;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import io.github.sigv4.it.TestSecrets;

/**
 * A request that AWS's own signer signed, as it is on the wire.
 */
final class ListUsers {

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2015-08-30T12:36:00Z"), ZoneOffset.UTC);

	private ListUsers() {
	}

	/** Its headers and the empty line behind them. */
	static String request() {
		SdkHttpRequest signed = AwsV4HttpSigner.create()
			.sign(SignRequest
				.builder(AwsCredentialsIdentity.create(TestSecrets.PERMANENT.accessKeyId(),
						TestSecrets.PERMANENT.secretAccessKey()))
				.request(SdkHttpRequest.builder()
					.method(SdkHttpMethod.GET)
					.uri(URI.create("https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08"))
					.build())
				.putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "iam")
				.putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
				.putProperty(HttpSigner.SIGNING_CLOCK, CLOCK)
				.build())
			.request();
		StringBuilder text = new StringBuilder("GET /?Action=ListUsers&Version=2010-05-08 HTTP/1.1\n");
		signed.forEachHeader((name, values) -> text.append(name).append(": ").append(values.get(0)).append('\n'));
		return text.append('\n').toString();
	}

}
