package io.github.sigv4;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SecretNamesTests {

	@ParameterizedTest
	@ValueSource(strings = { "x-amz-security-token", "X-Amz-Signature", "x-amz-s3session-token", "Authorization",
			"Proxy-Authorization", "Cookie", "x-api-key", "apikey", "api_key", "access_token", "client_secret",
			"password", "SecretAccessKey", "secret-access-key", "x-access-key", "access_key",
			"x-amz-server-side-encryption-customer-key", "x-amz-mfa", "X-Amz-MFA", "SAMLAssertion", "client_assertion",
			"WebIdentityToken", "TokenCode", "AuthenticationCode1", "AuthenticationCode2", "jwt", "X-JWT", "x-jwt-data",
			"x-auth-user", "X-Auth-Key", "private-key", "private_key", "PrivateKey", "ssl.private.key" })
	void shouldHideTheValue(String name) {
		assertThat(SignedRequest.isSecret(name)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Amz-Credential", "X-Amz-SignedHeaders", "X-Amz-Algorithm", "X-Amz-Expires",
			"X-Amz-Date", "x-amz-date", "x-amz-content-sha256", "x-amz-decoded-content-length", "x-amz-meta-author",
			"X-Amz-Region-Set", "x-amz-server-side-encryption-customer-algorithm", "x-amz-tagging", "host",
			"content-type", "accept-encoding", "range", "Action", "Version", "RoleArn", "x-author", "key", "prefix" })
	void shouldShowTheValue(String name) {
		assertThat(SignedRequest.isSecret(name)).isFalse();
	}

}
