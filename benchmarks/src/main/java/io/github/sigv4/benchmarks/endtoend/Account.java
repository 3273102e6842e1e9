package io.github.sigv4.benchmarks.endtoend;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

import io.github.sigv4.ChunkedPayload;
import io.github.sigv4.SigningSettings;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Service;

/**
 * Whose requests are signed, and for which service: what both sides know.
 *
 * @param signingName the service's name in the credential scope
 * @param credentials the credentials
 */
record Account(String signingName, SigV4Credentials credentials) {

	static final String REGION = "eu-west-1";

	private static final int SESSION_TOKEN_LENGTH = 900;

	/** The key of AWS's examples. */
	static Account of(String signingName, boolean sessionToken) {
		return new Account(signingName, SigV4Credentials.of("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
				sessionToken ? "T".repeat(SESSION_TOKEN_LENGTH) : null));
	}

	AwsCredentials identity() {
		String sessionToken = this.credentials.sessionToken();
		return (sessionToken != null)
				? AwsSessionCredentials.create(this.credentials.accessKeyId(), this.credentials.secretAccessKey(),
						sessionToken)
				: AwsBasicCredentials.create(this.credentials.accessKeyId(), this.credentials.secretAccessKey());
	}

	SigV4Service service(URI server, boolean signedPayload, @Nullable ChunkedPayload chunkedPayload) {
		SigningSettings settings = SigningSettings.forService(this.signingName, REGION)
			.withSignedPayload(signedPayload);
		return SigV4Service.builder("end-to-end", settings, SigV4CredentialsProvider.of(this.credentials))
			.baseUrl(server)
			.chunkedPayload(chunkedPayload)
			.build();
	}

}
