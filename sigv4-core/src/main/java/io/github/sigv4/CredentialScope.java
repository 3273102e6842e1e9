package io.github.sigv4;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * What a signature is good for: a day, a region and a service. SigV4A names the regions
 * elsewhere.
 *
 * @param day the day as {@code yyyyMMdd}
 * @param region the region, or {@code null} for SigV4A
 * @param signingName the service
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html">Elements
 * of an AWS API request signature: credential scope</a>
 */
record CredentialScope(String day, @Nullable String region, String signingName) {

	static final String TERMINATOR = "aws4_request";

	static CredentialScope of(byte[] day, SigningSettings settings) {
		return new CredentialScope(new String(day, StandardCharsets.US_ASCII),
				(settings.algorithm() == SigningAlgorithm.SIGV4) ? settings.region() : null, settings.signingName());
	}

	@Override
	public String toString() {
		return this.day + "/" + ((this.region != null) ? this.region + "/" : "") + this.signingName + "/" + TERMINATOR;
	}

}
