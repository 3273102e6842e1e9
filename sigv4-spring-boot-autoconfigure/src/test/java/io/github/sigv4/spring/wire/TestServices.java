package io.github.sigv4.spring.wire;

import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Service;

/**
 * Services and credentials of tests.
 */
public final class TestServices {

	public static final SigV4Credentials PERMANENT = SigV4Credentials.of("AKIDEXAMPLE",
			"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

	public static final SigV4Credentials TEMPORARY = SigV4Credentials.of("ASIDEXAMPLE", "another/secret", "a+token=");

	public static final SigningSettings EXECUTE_API = SigningSettings.forService("execute-api", "eu-west-1")
		.withContentSha256Header(true);

	public static final SigningSettings S3 = SigningSettings.forService("s3", "us-east-1");

	private TestServices() {
	}

	public static SigV4Service.Builder service(WireServer server) {
		return service(server, EXECUTE_API, SigV4CredentialsProvider.of(TEMPORARY));
	}

	public static SigV4Service.Builder service(WireServer server, SigningSettings settings,
			SigV4CredentialsProvider credentials) {
		return SigV4Service.builder("orders", settings, credentials).baseUrl(server.uri(""));
	}

}
