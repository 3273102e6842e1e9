package io.github.sigv4.credentials;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SigV4CredentialsTests {

	private static final Instant EXPIRATION = Instant.parse("2030-01-01T00:00:00Z");

	@Test
	void shouldGiveBackWhatItWasMadeOf() {
		SigV4Credentials credentials = SigV4Credentials.of("ASIA", "secret/+=", "token/+==", EXPIRATION);
		assertThat(credentials.accessKeyId()).isEqualTo("ASIA");
		assertThat(credentials.secretAccessKey()).isEqualTo("secret/+=");
		assertThat(credentials.sessionToken()).isEqualTo("token/+==");
		assertThat(credentials.expiration()).isEqualTo(EXPIRATION);
		assertThat(SigV4Credentials.of("AKIA", "s").sessionToken()).isNull();
		assertThat(SigV4Credentials.of("AKIA", "s", "t").expiration()).isNull();
	}

	@Test
	void shouldShowNoSecret() {
		assertThat(SigV4Credentials.of("ASIA", "mysecret", "mytoken", EXPIRATION))
			.hasToString("SigV4Credentials[accessKeyId=ASIA, temporary, expiration=2030-01-01T00:00:00Z]");
		assertThat(SigV4Credentials.of("AKIA", "mysecret"))
			.hasToString("SigV4Credentials[accessKeyId=AKIA, permanent]");
		assertThat(SigV4CredentialsProvider.of(SigV4Credentials.of("ASIA", "mysecret", "mytoken")))
			.hasToString("the keys with the access key id ASIA");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", "mine\n", "mine\r", " mine", "mi ne", "mine\t", "m\u00fcne", "mine\u0000",
			"mine\u007f", "\u00a0mine" })
	void whenAPartIsMissingOrCannotBeRightThenItIsNamedButNotRepeated(@Nullable String part) {
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(() -> SigV4Credentials.of(part, "s"))
			.withMessageContaining("access key id");
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(() -> SigV4Credentials.of("AKIA", part))
			.withMessageContaining("secret access key")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("mine"));
		if (part != null) {
			assertThatExceptionOfType(CredentialsException.class)
				.isThrownBy(() -> SigV4Credentials.of("AKIA", "s", part))
				.withMessageContaining("session token")
				.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("mine"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "AK/IA", "AK,IA", "/AKIA", ",AKIA" })
	void whenTheIdWouldBreakTheAuthorizationThenItIsRefused(String id) {
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(() -> SigV4Credentials.of(id, "s"))
			.withMessageContaining("Is it the secret access key?")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain(id));
	}

	@Test
	void shouldEqualOnlyOneWithTheSameParts() {
		SigV4Credentials credentials = SigV4Credentials.of("A", "s", "t", EXPIRATION);
		assertThat(credentials).isEqualTo(SigV4Credentials.of("A", "s", "t", EXPIRATION))
			.hasSameHashCodeAs(SigV4Credentials.of("A", "s", "t", EXPIRATION))
			.isNotEqualTo(SigV4Credentials.of("B", "s", "t", EXPIRATION))
			.isNotEqualTo(SigV4Credentials.of("A", "z", "t", EXPIRATION))
			.isNotEqualTo(SigV4Credentials.of("A", "s", "z", EXPIRATION))
			.isNotEqualTo(SigV4Credentials.of("A", "s", null, EXPIRATION))
			.isNotEqualTo(SigV4Credentials.of("A", "s", "t"))
			.isNotEqualTo("A");
	}

	@Test
	void whenCredentialsAreWrittenDownThenTheyAreAtHand() {
		SigV4Credentials credentials = SigV4Credentials.of("A", "s");
		SigV4CredentialsProvider provider = SigV4CredentialsProvider.of(credentials);
		assertThat(provider.resolveCredentials()).isSameAs(credentials);
		assertThat(provider.cachedCredentials()).isSameAs(credentials);
	}

	@Test
	void whenAProviderSaysNothingElseThenItMayBlock() {
		SigV4CredentialsProvider provider = () -> SigV4Credentials.of("A", "s");
		assertThat(provider.cachedCredentials()).isNull();
	}

}
