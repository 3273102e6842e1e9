package io.github.sigv4;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;

class SigningKeyCacheTests {

	private static final SigV4Credentials CREDENTIALS = SigV4Credentials.of("AKID", "secret");

	private static final SigningSettings SETTINGS = SigningSettings.forService("s3", "us-east-1");

	private static final SigningSettings SIGV4A = SETTINGS.withRegionSet(List.of("*"));

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
					.isEqualTo(signatureWith(new SigningKeyCache().get(credentials, 0, SETTINGS),
							shared.sign(request, SETTINGS, credentials, Instant.EPOCH).stringToSign()));
			});
		}
	}

	@Test
	void whenDayRegionOrServiceChangeThenTheKeyPairOfSigV4aDoesNot() throws GeneralSecurityException {
		EcdsaKeyPair keyPair = keyPair(CREDENTIALS, 1, SIGV4A);
		PublicKey publicKey = keyPair.publicKey();
		SigningSettings events = SigningSettings.forService("events", "eu-west-1").withRegionSet(List.of("us-*"));
		for (int day = 0; day < 3; day++) {
			assertThat(keyPair(CREDENTIALS, day, SIGV4A)).isSameAs(keyPair);
			assertThat(keyPair(CREDENTIALS, day, SIGV4A.withRegion("eu-west-1"))).isSameAs(keyPair);
			assertThat(keyPair(SigV4Credentials.of("AKID", "secret"), day, events)).isSameAs(keyPair);
			assertThat(keyPair(SigV4Credentials.of("AKID", "secret", "token"), day, SIGV4A)).isSameAs(keyPair);
		}
		assertThat(keyPair.publicKey()).isSameAs(publicKey);
	}

	@Test
	void whenCredentialsAreOthersThenSoIsTheKeyPairOfSigV4a() {
		for (int round = 0; round < 2; round++) {
			for (int i = 0; i < 1100; i++) {
				for (SigV4Credentials credentials : List.of(SigV4Credentials.of("AKID", "secret" + i),
						SigV4Credentials.of("AKID" + i, "secret"))) {
					assertThat(keyPair(credentials, 1, SIGV4A).privateKey())
						.isEqualTo(new EcdsaKeyPair(credentials).privateKey());
				}
			}
		}
		// Equal hashes, hence one place
		assertThat(keyPair(SigV4Credentials.of("AKIDAa", "secret"), 1, SIGV4A).privateKey())
			.isNotEqualTo(keyPair(SigV4Credentials.of("AKIDBB", "secret"), 1, SIGV4A).privateKey());
		assertThat(keyPair(SigV4Credentials.of("AKID", "secretAa"), 1, SIGV4A).privateKey())
			.isNotEqualTo(keyPair(SigV4Credentials.of("AKID", "secretBB"), 1, SIGV4A).privateKey());
	}

	private EcdsaKeyPair keyPair(SigV4Credentials credentials, long epochDay, SigningSettings settings) {
		SigningKey key = this.cache.get(credentials, epochDay, settings);
		assertThat(key.isFor(credentials, epochDay, settings)).isTrue();
		return ((EcdsaSigningKey) key).keyPair;
	}

	@Test
	void shouldShowNoSecret() {
		assertThat(new EcdsaKeyPair(SigV4Credentials.of("AKID", "mysecret"))).hasToString("EcdsaKeyPair[AKID]");
		assertThat(new SigningKeyCache().get(SigV4Credentials.of("AKID", "mysecret", "mytoken"), 0, SETTINGS))
			.hasToString("SigningKey[19700101/us-east-1/s3/aws4_request]");
	}

	private static String signature(SigningKey key) {
		return signatureWith(key, "text");
	}

	private static String signatureWith(SigningKey key, String stringToSign) {
		SigningScratch scratch = new SigningScratch();
		scratch.writeText(key, (text) -> text.appendAscii(stringToSign));
		scratch.appendSignature(key, scratch.result);
		return scratch.result.ascii(0, scratch.result.length());
	}

}
