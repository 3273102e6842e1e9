package io.github.sigv4.awssdk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Profiles whose credentials a process prints.
 */
@DisabledOnOs(OS.WINDOWS)
class CredentialProcessTests {

	private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");

	@RegisterExtension
	private final SdkSettings settings = new SdkSettings();

	private final SigV4CredentialsProvider provider = AwsSdkCredentialsProvider.ofProfile("default");

	@BeforeEach
	void configure() throws IOException {
		Path script = this.settings.path("script");
		this.settings.write("config", "[default]\ncredential_process = sh " + script + "\n");
	}

	@Test
	void whenCredentialsAreRefusedThenItIsRunAgain() throws IOException {
		print(output("ASIAFIRST", LATER));
		SigV4Credentials first = this.provider.resolveCredentials();
		assertThat(first).isEqualTo(credentials("ASIAFIRST"));
		print(output("ASIANEXT", LATER));
		assertThat(this.provider.resolveCredentials()).isEqualTo(first);
		assertThat(this.provider.refreshCredentials(first)).isEqualTo(credentials("ASIANEXT"));
		assertThat(this.provider.resolveCredentials()).isEqualTo(credentials("ASIANEXT"));
	}

	@Test
	void whenCredentialsAreExpiredThenItIsRunAgain() throws IOException {
		print(output("ASIAOLD", Instant.parse("2001-01-01T00:00:00Z")));
		assertThat(this.provider.resolveCredentials().accessKeyId()).isEqualTo("ASIAOLD");
		print(output("ASIANEW", LATER));
		assertThat(this.provider.resolveCredentials()).isEqualTo(credentials("ASIANEW"));
	}

	@Test
	void whenItFailsThenMessageSaysWhatItSaid() throws IOException {
		this.settings.write("script", "echo 'Log in first' >&2; exit 7\n");
		assertFails("(Command returned non-zero exit value (7) with error message: Log in first)");
	}

	@Test
	void whenItDoesNotExistThenMessageSaysSo() {
		assertFails("Command returned non-zero exit value");
	}

	@Test
	void whenItPrintsNoJsonThenNoneOfItIsTold() throws IOException {
		print("SecretAccessKey=" + Answer.SECRET);
		assertFails("what came from there cannot be read (JsonParseException)");
	}

	@Test
	void whenItPrintsPartsMixedUpThenNoneOfItIsTold() throws IOException {
		print(output("ASIAMIXED", LATER).replace(LATER.toString(), Answer.SECRET));
		assertFails("what came from there cannot be read (DateTimeParseException)");
	}

	private void assertFails(String reason) {
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(this.provider::resolveCredentials)
			.withMessageStartingWith("No credentials from the profile 'default': ")
			.withMessageContaining(reason)
			.satisfies(FaultsTests::assertTellsNoSecret);
	}

	private void print(String output) throws IOException {
		Path file = this.settings.write("output", output);
		this.settings.write("script", "cat " + file + "\n");
	}

	private static String output(String accessKeyId, Instant expiration) {
		return """
				{"Version": 1, "AccessKeyId": "%s", "SecretAccessKey": "%s", "SessionToken": "%s", "Expiration": "%s"}"""
			.formatted(accessKeyId, Answer.secret(accessKeyId), Answer.token(accessKeyId), expiration);
	}

	private static SigV4Credentials credentials(String accessKeyId) {
		return SigV4Credentials.of(accessKeyId, Answer.secret(accessKeyId), Answer.token(accessKeyId), LATER);
	}

}
