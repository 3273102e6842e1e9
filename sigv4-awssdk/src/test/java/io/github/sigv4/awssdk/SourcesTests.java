package io.github.sigv4.awssdk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.sigv4.awssdk.FakeEndpoint.Request;
import io.github.sigv4.credentials.SigV4Credentials;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each place that the SDK knows gives its credentials: over a socket, or from a file.
 */
class SourcesTests {

	private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");

	@RegisterExtension
	private final SdkSettings settings = new SdkSettings();

	private final FakeEndpoint endpoint = new FakeEndpoint();

	private final AwsCredentialsChain chain = AwsCredentialsChain.create();

	@AfterEach
	void close() {
		this.endpoint.close();
	}

	@Test
	void whenInstanceHasRoleThenItsMetadataServiceIsAskedWithToken() {
		this.settings.set("aws.disableEc2Metadata", "false");
		this.settings.set("aws.ec2MetadataServiceEndpoint", this.endpoint.url());
		this.endpoint.answer("/latest/api/token", Answer.of(200, "the-token"));
		this.endpoint.answer("/latest/meta-data/iam/security-credentials/", Answer.of(200, "the-role"));
		this.endpoint.answer("/latest/meta-data/iam/security-credentials/the-role", Answer.keys("ASIAIMDS", LATER));
		assertTemporary(this.chain.resolveCredentials(), "ASIAIMDS");
		List<Request> requests = this.endpoint.requests();
		assertThat(requests).extracting(Request::method).containsExactly("PUT", "GET", "GET");
		assertThat(requests.get(0).header("x-aws-ec2-metadata-token-ttl-seconds")).isEqualTo("21600");
		assertThat(requests.subList(1, 3))
			.allMatch((request) -> "the-token".equals(request.header("x-aws-ec2-metadata-token")));
	}

	@Test
	void whenContainerHasTokenThenItsEndpointIsAskedWithIt() {
		container();
		this.settings.set("aws.containerAuthorizationToken", "the-token");
		assertTemporary(this.chain.resolveCredentials(), "ASIACONTAINER");
		assertThat(this.endpoint.requests("/container").get(0).header("Authorization")).isEqualTo("the-token");
	}

	@Test
	void whenTokenFileOfContainerIsRotatedThenTheNextRequestHasTheNewToken() throws IOException {
		container();
		// As EKS Pod Identity has it
		Path file = this.settings.write("eks-pod-identity-token", "first");
		this.settings.set("aws.containerAuthorizationTokenFile", file.toString());
		SigV4Credentials first = this.chain.resolveCredentials();
		this.settings.write("eks-pod-identity-token", "second");
		assertTemporary(this.chain.refreshCredentials(first), "ASIACONTAINER");
		assertThat(this.endpoint.requests("/container")).extracting((request) -> request.header("Authorization"))
			.containsExactly("first", "second");
	}

	@Test
	void whenWebIdentityTokenIsRotatedThenTheNextRequestHasTheNewToken() throws IOException {
		this.settings.set("aws.endpointUrlSts", this.endpoint.url());
		Path file = this.settings.write("web-identity", "first");
		this.settings.set("aws.webIdentityTokenFile", file.toString());
		this.settings.set("aws.roleArn", "arn:aws:iam::123456789012:role/pod");
		this.settings.set("aws.roleSessionName", "the-session");
		this.endpoint.answer("/", Answer.role("AssumeRoleWithWebIdentity", "ASIAWEB", LATER));
		SigV4Credentials first = this.chain.resolveCredentials();
		assertTemporary(first, "ASIAWEB");
		this.settings.write("web-identity", "second");
		this.chain.refreshCredentials(first);
		assertThat(this.endpoint.requests()).extracting((request) -> request.parameter("WebIdentityToken"))
			.containsExactly("first", "second");
		Request request = this.endpoint.requests().get(0);
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.header("Authorization")).isNull();
		assertThat(request.parameter("Action")).isEqualTo("AssumeRoleWithWebIdentity");
		assertThat(request.parameter("RoleArn")).isEqualTo("arn:aws:iam::123456789012:role/pod");
		assertThat(request.parameter("RoleSessionName")).isEqualTo("the-session");
	}

	@Test
	void whenProfileHasKeysThenTheyAreIt() throws IOException {
		this.settings.write("credentials", """
				[default]
				aws_access_key_id = AKIADEFAULT
				aws_secret_access_key = secret
				""");
		this.settings.write("config", """
				[profile dev]
				aws_access_key_id = ASIADEV
				aws_secret_access_key = secret
				aws_session_token = token
				""");
		assertThat(this.chain.resolveCredentials()).isEqualTo(SigV4Credentials.of("AKIADEFAULT", "secret"));
		assertThat(AwsSdkCredentialsProvider.ofProfile("dev").resolveCredentials())
			.isEqualTo(SigV4Credentials.of("ASIADEV", "secret", "token"));
		this.settings.set("aws.profile", "dev");
		assertThat(AwsCredentialsChain.create().resolveCredentials().accessKeyId()).isEqualTo("ASIADEV");
	}

	@Test
	void whenProfileHasRoleThenItIsAssumedWithTheKeysOfItsSource() throws IOException {
		roleProfile();
		assertTemporary(this.chain.resolveCredentials(), "ASIAROLE");
		Request request = this.endpoint.requests().get(0);
		assertThat(request.header("Authorization")).startsWith("AWS4-HMAC-SHA256 Credential=AKIASOURCE/")
			.contains("/eu-west-1/sts/aws4_request");
		assertThat(request.parameter("Action")).isEqualTo("AssumeRole");
		assertThat(request.parameter("RoleArn")).isEqualTo("arn:aws:iam::123456789012:role/dev");
		assertThat(request.parameter("ExternalId")).isEqualTo("stranger");
	}

	private void container() {
		this.settings.set("aws.containerCredentialsFullUri", this.endpoint.url() + "/container");
		this.endpoint.answer("/container", Answer.keys("ASIACONTAINER", LATER));
	}

	private void roleProfile() throws IOException {
		this.settings.set("aws.endpointUrlSts", this.endpoint.url());
		this.endpoint.answer("/", Answer.role("AssumeRole", "ASIAROLE", LATER));
		this.settings.write("config", """
				[default]
				role_arn = arn:aws:iam::123456789012:role/dev
				source_profile = source
				external_id = stranger
				[profile source]
				aws_access_key_id = AKIASOURCE
				aws_secret_access_key = secret
				""");
	}

	private static void assertTemporary(SigV4Credentials credentials, String accessKeyId) {
		assertThat(credentials)
			.isEqualTo(SigV4Credentials.of(accessKeyId, Answer.secret(accessKeyId), Answer.token(accessKeyId), LATER));
	}

}
