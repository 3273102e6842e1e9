package io.github.sigv4.awssdk;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

import io.github.sigv4.credentials.CredentialsException;
import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Where the chain looks, and where it does not look any more.
 */
class AwsCredentialsChainTests {

	@RegisterExtension
	private final SdkSettings settings = new SdkSettings();

	/** The instance metadata service of the node, which would answer. */
	private final FakeEndpoint node = new FakeEndpoint();

	private final AwsCredentialsChain chain = AwsCredentialsChain.create();

	@BeforeEach
	void answer() {
		Place.metadataService(this.settings, this.node);
	}

	@AfterEach
	void close() {
		this.node.close();
	}

	@Test
	void shouldLookWhereTheSdkLooksAndInItsOrder() {
		this.settings.set("aws.disableEc2Metadata", "true");
		// The last part of its message names each place, and why it has none
		String message = catchThrowableOfType(SdkClientException.class,
				() -> DefaultCredentialsProvider.builder().build().resolveCredentials())
			.getMessage();
		List<String> theirs = Pattern.compile("(\\w+)CredentialsProvider(\\([^()]*\\))*: ")
			.matcher(message.substring(message.lastIndexOf(": [")))
			.results()
			.map((match) -> match.group(1))
			.toList();
		assertThat(theirs).as(message)
			.containsExactly("SystemProperty", "EnvironmentVariable", "WebIdentityTokenFile", "Profile", "Container",
					"InstanceProfile");
		assertThat(CredentialsSource.ofDefaultChain()).extracting((source) -> source.provider().toString())
			.containsExactly("the system properties aws.accessKeyId and aws.secretAccessKey",
					"the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
					"the web identity token of AWS_WEB_IDENTITY_TOKEN_FILE", "the profile 'default'",
					"the container endpoint of AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI",
					"the instance metadata service");
	}

	@Test
	void whenNothingIsSetUpThenMessageNamesEachPlace() {
		this.settings.set("aws.disableEc2Metadata", "true");
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(this.chain::resolveCredentials)
			.withMessage("No AWS credentials were found. Looked at: "
					+ "the system properties aws.accessKeyId and aws.secretAccessKey: not set; "
					+ "the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: not set; "
					+ "the web identity token of AWS_WEB_IDENTITY_TOKEN_FILE: not set; the profile 'default': "
					+ "the shared config and credentials files have no credentials for it; the container endpoint of "
					+ "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI: not set; the instance metadata service: "
					+ "IMDS credentials have been disabled by environment variable or system property. Set one of them up.");
	}

	@Test
	void whenNothingElseIsSetUpThenTheInstanceIsAsked() {
		assertThat(this.chain.resolveCredentials().accessKeyId()).isEqualTo("ASIAIMDS");
		assertThat(this.chain).hasToString("the instance metadata service");
	}

	@Test
	void whenHalfOfSystemPropertiesIsSetThenNothingElseIsAsked() {
		this.settings.set("aws.accessKeyId", "AKIAHALF");
		assertFails("No credentials from the system properties", "aws.secretAccessKey");
	}

	@Test
	void whenWebIdentityTokenFileIsMissingThenNothingElseIsAsked() {
		this.settings.set("aws.webIdentityTokenFile", this.settings.path("gone").toString());
		this.settings.set("aws.roleArn", "arn:aws:iam::123456789012:role/pod");
		assertFails("No credentials from the web identity token", this.settings.path("gone").toString());
	}

	@Test
	void whenWebIdentityHasNoRoleThenNothingElseIsAsked() throws IOException {
		this.settings.set("aws.webIdentityTokenFile", this.settings.write("token", "token").toString());
		assertFails("No credentials from the web identity token", "AWS_ROLE_ARN");
	}

	@Test
	void whenProfileIsChosenForItsRegionThenTheSearchGoesOn() throws IOException {
		this.settings.set("aws.configFile",
				this.settings.write("config", "[profile here]\nregion = eu-west-1\n").toString());
		this.settings.set("aws.profile", "here");
		assertThat(AwsCredentialsChain.create().resolveCredentials().accessKeyId()).isEqualTo("ASIAIMDS");
	}

	@Test
	void whenChosenProfileIsMissingThenNothingElseIsAsked() {
		this.settings.set("aws.profile", "gone");
		assertThatExceptionOfType(CredentialsException.class)
			.isThrownBy(AwsCredentialsChain.create()::resolveCredentials)
			.withMessageStartingWith("No credentials from the profile 'gone': "
					+ "Profile file contained no credentials for profile 'gone'. Looked before at: ");
		assertThat(this.node.requests()).isEmpty();
	}

	@Test
	void whenProfileHasHalfOfKeysThenNothingElseIsAsked() throws IOException {
		this.settings.write("credentials", "[default]\naws_access_key_id = AKIAHALF\n");
		assertFails("No credentials from the profile 'default'", "aws_secret_access_key");
	}

	@Test
	void whenProfileNeedsLoginThenNothingElseIsAsked() throws IOException {
		this.settings.write("config", """
				[default]
				sso_account_id = 123456789012
				sso_role_name = dev
				sso_region = eu-west-1
				sso_start_url = https://nobody-logged-in.example
				""");
		assertFails("No credentials from the profile 'default'", "aws sso login");
	}

	@Test
	void whenProfileIsForOtherThingsThenTheInstanceIsAsked() throws IOException {
		this.settings.write("config", "[default]\nregion = eu-west-1\n");
		assertThat(this.chain.resolveCredentials().accessKeyId()).isEqualTo("ASIAIMDS");
	}

	@Test
	void whenFileIsNoConfigurationThenNothingElseIsAskedAndNoneOfItIsTold() throws IOException {
		this.settings.write("credentials", Answer.SECRET + "\n" + Answer.SECRET);
		assertFails("No credentials from the profile 'default'", "Expected a profile definition on line 1");
	}

	@Test
	void whenContainerIsSomewhereElseThenNothingElseIsAsked() {
		this.settings.set("aws.containerCredentialsFullUri", "http://192.0.2.1/credentials");
		assertFails("No credentials from the container endpoint", "http://192.0.2.1/credentials");
	}

	@Test
	void whenAPlaceGaveCredentialsThenItIsTheOneFromThenOn() throws IOException {
		SigV4Credentials first = this.chain.resolveCredentials();
		this.settings.set("aws.accessKeyId", "AKIALATER");
		this.settings.set("aws.secretAccessKey", "secret");
		assertThat(this.chain.resolveCredentials()).isEqualTo(first);
		assertThat(this.chain.refreshCredentials(first).accessKeyId()).isEqualTo("ASIAIMDS");
		this.node.goDown();
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(() -> this.chain.refreshCredentials(first));
	}

	private void assertFails(String start, String reason) {
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(this.chain::resolveCredentials)
			.withMessageStartingWith(start)
			.withMessageContaining(reason)
			.satisfies(FaultsTests::assertTellsNoSecret);
		assertThat(this.node.requests()).isEmpty();
	}

}
