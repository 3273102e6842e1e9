package io.github.sigv4.credentials;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SurroundingsCredentialsProviderTests {

	private final Map<String, String> properties = new HashMap<>();

	private final Map<String, String> environment = new HashMap<>();

	private final SigV4CredentialsProvider provider = new SurroundingsCredentialsProvider(this.properties::get,
			this.environment::get);

	@Test
	void whenSystemPropertiesAreSetThenTheyGoFirst() {
		this.properties.putAll(Map.of("aws.accessKeyId", "P", "aws.secretAccessKey", "ps", "aws.sessionToken", "pt"));
		this.environment.putAll(Map.of("AWS_ACCESS_KEY_ID", "E", "AWS_SECRET_ACCESS_KEY", "es"));
		assertThat(this.provider.resolveCredentials()).isEqualTo(SigV4Credentials.of("P", "ps", "pt"));
	}

	@Test
	void whenOnlyTheEnvironmentIsSetThenItIsRead() {
		this.environment
			.putAll(Map.of("AWS_ACCESS_KEY_ID", "E", "AWS_SECRET_ACCESS_KEY", "es", "AWS_SESSION_TOKEN", "et"));
		assertThat(this.provider.resolveCredentials()).isEqualTo(SigV4Credentials.of("E", "es", "et"));
		assertThat(this.provider.cachedCredentials()).isEqualTo(SigV4Credentials.of("E", "es", "et"));
	}

	@Test
	void whenPropertiesHaveNoTokenThenThatOfTheEnvironmentIsNotMixedIn() {
		this.properties.putAll(Map.of("aws.accessKeyId", "P", "aws.secretAccessKey", "ps"));
		this.environment.put("AWS_SESSION_TOKEN", "et");
		assertThat(this.provider.resolveCredentials()).isEqualTo(SigV4Credentials.of("P", "ps"));
	}

	@Test
	void whenAValueIsBlankThenItIsNotSet() {
		this.properties.putAll(Map.of("aws.accessKeyId", "", "aws.secretAccessKey", " "));
		this.environment
			.putAll(Map.of("AWS_ACCESS_KEY_ID", " E\n", "AWS_SECRET_ACCESS_KEY", "es ", "AWS_SESSION_TOKEN", " "));
		assertThat(this.provider.resolveCredentials()).isEqualTo(SigV4Credentials.of("E", "es"));
	}

	@Test
	void whenNothingIsSetThenEverySourceIsNamed() {
		assertThat(this.provider.cachedCredentials()).isNull();
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(this.provider::resolveCredentials)
			.withMessageContaining("aws.accessKeyId")
			.withMessageContaining("aws.secretAccessKey")
			.withMessageContaining("AWS_ACCESS_KEY_ID")
			.withMessageContaining("AWS_SECRET_ACCESS_KEY");
	}

	@Test
	void whenHalfIsSetThenTheMissingHalfIsNamed() {
		this.environment.put("AWS_ACCESS_KEY_ID", "E");
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(this.provider::resolveCredentials)
			.withMessageContaining("AWS_ACCESS_KEY_ID is set but AWS_SECRET_ACCESS_KEY is not");
		this.properties.put("aws.secretAccessKey", "mysecret");
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(this.provider::resolveCredentials)
			.withMessageContaining("aws.secretAccessKey is set but aws.accessKeyId is not")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("mysecret"));
	}

	@Test
	void whenAPartCannotBeRightThenItsSourceIsNamed() {
		this.environment.putAll(Map.of("AWS_ACCESS_KEY_ID", "E", "AWS_SECRET_ACCESS_KEY", "my secret"));
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(this.provider::resolveCredentials)
			.withMessageContaining("environment variable")
			.withMessageContaining("secret access key")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("my secret"));
	}

	@Test
	void whenTheSurroundingsChangeThenTheNextCallSeesIt() {
		this.environment.putAll(Map.of("AWS_ACCESS_KEY_ID", "E", "AWS_SECRET_ACCESS_KEY", "old"));
		assertThat(this.provider.resolveCredentials().secretAccessKey()).isEqualTo("old");
		this.environment.put("AWS_SECRET_ACCESS_KEY", "new");
		assertThat(this.provider.resolveCredentials().secretAccessKey()).isEqualTo("new");
	}

	@Test
	void shouldReadThoseOfThisProcess() {
		System.setProperty("aws.accessKeyId", "P");
		System.setProperty("aws.secretAccessKey", "ps");
		try {
			SigV4CredentialsProvider surroundings = SigV4CredentialsProvider.ofSurroundings();
			assertThat(surroundings.resolveCredentials().accessKeyId()).isEqualTo("P");
			assertThat(surroundings).hasToString("system properties, environment");
		}
		finally {
			System.clearProperty("aws.accessKeyId");
			System.clearProperty("aws.secretAccessKey");
		}
	}

}
