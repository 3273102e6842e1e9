package io.github.sigv4.awssdk;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The shared files change while the application runs.
 */
class ProfileFilesTests {

	@RegisterExtension
	private final SdkSettings settings = new SdkSettings();

	private final SigV4CredentialsProvider provider = AwsSdkCredentialsProvider.ofProfile("default");

	@Test
	void whenFileIsRewrittenThenItIsReadAgain() throws IOException {
		write("AKIAFIRST");
		assertKeys("AKIAFIRST");
		write("AKIASECOND");
		await().untilAsserted(() -> assertKeys("AKIASECOND"));
	}

	@Test
	void whenFileIsMadeLaterThenItIsRead() throws IOException {
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(this.provider::resolveCredentials);
		write("AKIALATE");
		await().untilAsserted(() -> assertKeys("AKIALATE"));
	}

	@Test
	void whenFileIsMadeLaterThenTheChainFindsIt() throws IOException {
		AwsCredentialsChain chain = AwsCredentialsChain.create();
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(chain::resolveCredentials);
		write("AKIALATE");
		await().untilAsserted(() -> assertThat(chain.resolveCredentials().accessKeyId()).isEqualTo("AKIALATE"));
	}

	@Test
	void whenFileIsGoneThenTheKeysGoOnUntilThereIsAnother() throws IOException {
		write("AKIAFIRST");
		assertKeys("AKIAFIRST");
		Files.delete(this.settings.path("credentials"));
		// Longer than the second for which the SDK does not look at the file again
		await().during(1200, TimeUnit.MILLISECONDS).untilAsserted(() -> assertKeys("AKIAFIRST"));
		write("AKIASECOND");
		await().untilAsserted(() -> assertKeys("AKIASECOND"));
	}

	@Test
	void whenFileIsBrokenThenMessageSaysWhatIsWrongUntilItIsMended() throws IOException {
		write("AKIAFIRST");
		assertKeys("AKIAFIRST");
		this.settings.write("credentials", Answer.SECRET);
		await().untilAsserted(() -> assertThatExceptionOfType(CredentialsException.class)
			.isThrownBy(this.provider::resolveCredentials)
			.withMessage("No credentials from the profile 'default': Expected a profile definition on line 1.")
			.satisfies(FaultsTests::assertTellsNoSecret));
		write("AKIASECOND");
		assertKeys("AKIASECOND");
	}

	@Test
	void whenKeysOfBrokenFileAreRefusedThenMessageSaysWhatIsWrong() throws IOException {
		write("AKIAFIRST");
		SigV4Credentials first = this.provider.resolveCredentials();
		this.settings.write("credentials", Answer.SECRET);
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(() -> this.provider.refreshCredentials(first))
			.withMessage("No credentials from the profile 'default': Expected a profile definition on line 1.")
			.satisfies(FaultsTests::assertTellsNoSecret);
		write("AKIASECOND");
		assertKeys("AKIASECOND");
	}

	private void write(String accessKeyId) throws IOException {
		this.settings.write("credentials",
				"[default]\naws_access_key_id = %s\naws_secret_access_key = secret\n".formatted(accessKeyId));
	}

	private void assertKeys(String accessKeyId) {
		assertThat(this.provider.resolveCredentials().accessKeyId()).isEqualTo(accessKeyId);
	}

}
