package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;

class SigningKeyCacheTests {

	private static final SigV4Credentials CREDENTIALS = SigV4Credentials.of("AKID", "secret");

	private static final SigningSettings SETTINGS = SigningSettings.forService("s3", "us-east-1");

	private final SigningKeyCache cache = new SigningKeyCache();

	@Test
	void whenAskedForTheSameThenTheKeyIsNotDerivedAgain() {
		SigningKey key = this.cache.get(CREDENTIALS, 1, SETTINGS);
		assertThat(this.cache.get(CREDENTIALS, 1, SETTINGS)).isSameAs(key);
		assertThat(this.cache.get(SigV4Credentials.of("AKID", "secret"), 1, SETTINGS.withNormalizePath(true)))
			.isSameAs(key);
	}

	@Test
	void whenTheDayChangesThenSoDoesTheKeyAndBack() {
		SigningKey today = this.cache.get(CREDENTIALS, 1, SETTINGS);
		SigningKey tomorrow = this.cache.get(CREDENTIALS, 2, SETTINGS);
		assertThat(signature(tomorrow)).isNotEqualTo(signature(today));
		assertThat(tomorrow.scope().day()).isEqualTo("19700103");
		assertThat(signature(this.cache.get(CREDENTIALS, 1, SETTINGS))).isEqualTo(signature(today));
	}

	@Test
	void whenOneIdHasAnotherSecretOrTokenThenTheKeyIsAnother() {
		SigningKey key = this.cache.get(CREDENTIALS, 1, SETTINGS);
		SigningKey otherSecret = this.cache.get(SigV4Credentials.of("AKID", "other"), 1, SETTINGS);
		SigningKey otherToken = this.cache.get(SigV4Credentials.of("AKID", "secret", "token"), 1, SETTINGS);
		SigningKey rotatedToken = this.cache.get(SigV4Credentials.of("AKID", "secret", "rotated"), 1, SETTINGS);
		assertThat(signature(otherSecret)).isNotEqualTo(signature(key));
		assertThat(key.sessionTokenText()).isNull();
		assertThat(otherToken.sessionTokenText()).isEqualTo("token");
		assertThat(rotatedToken.sessionTokenText()).isEqualTo("rotated");
	}

	@Test
	void whenOneSecretHasAnotherIdThenTheCredentialIsAnother() {
		this.cache.get(CREDENTIALS, 1, SETTINGS);
		SigningKey other = this.cache.get(SigV4Credentials.of("OTHER", "secret"), 1, SETTINGS);
		assertThat(new String(other.credential(), StandardCharsets.US_ASCII)).startsWith("OTHER/");
	}

	@Test
	void whenRegionOrServiceChangeThenSoDoesTheKey() {
		SigningKey key = this.cache.get(CREDENTIALS, 1, SETTINGS);
		assertThat(this.cache.get(CREDENTIALS, 1, SETTINGS.withRegion("eu-west-1")).scope())
			.hasToString("19700102/eu-west-1/s3/aws4_request");
		assertThat(this.cache.get(CREDENTIALS, 1, SigningSettings.forService("es", "us-east-1")).scope())
			.hasToString("19700102/us-east-1/es/aws4_request");
		assertThat(signature(this.cache.get(CREDENTIALS, 1, SigningSettings.forService("es", "us-east-1"))))
			.isNotEqualTo(signature(key));
	}

	@Test
	void whenManyMoreKeysAreUsedThanFitThenEachIsStillRight() {
		SigV4Signer shared = SigV4Signer.create();
		SigV4Request request = SigV4Request.builder("GET", "https://h/").build();
		for (int round = 0; round < 2; round++) {
			IntStream.range(0, 3000).forEach((i) -> {
				SigV4Credentials credentials = SigV4Credentials.of("AKID", "secret" + i);
				assertThat(shared.sign(request, SETTINGS, credentials, Instant.EPOCH).signature())
					.isEqualTo(signatureWith(SigningKey.derive(credentials, 0, SETTINGS),
							shared.sign(request, SETTINGS, credentials, Instant.EPOCH).stringToSign()));
			});
		}
	}

	@Test
	void shouldShowNoSecret() {
		assertThat(SigningKey.derive(SigV4Credentials.of("AKID", "mysecret", "mytoken"), 0, SETTINGS))
			.hasToString("SigningKey[19700101/us-east-1/s3/aws4_request]");
	}

	private static String signature(SigningKey key) {
		return signatureWith(key, "text");
	}

	private static String signatureWith(SigningKey key, String stringToSign) {
		SigningScratch scratch = new SigningScratch();
		key.start(scratch.keyed);
		scratch.keyed.appendAscii(stringToSign);
		scratch.appendSignature(key, scratch.result);
		return scratch.result.ascii(0, scratch.result.length());
	}

}
