package io.github.sigv4.awssdk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

/**
 * A place that gives credentials over a socket, how to set it up, and what it is called.
 */
enum Place {

	IMDS("/latest/meta-data/iam/security-credentials/the-role", "the instance metadata service") {

		@Override
		SigV4CredentialsProvider setUp(SdkSettings settings, FakeEndpoint endpoint) {
			metadataService(settings, endpoint);
			return AwsCredentialsChain.create();
		}

		@Override
		Answer credentials(String accessKeyId, Instant expiration) {
			return Answer.keys(accessKeyId, expiration);
		}

	},

	CONTAINER("/container", "the container endpoint of AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI") {

		@Override
		SigV4CredentialsProvider setUp(SdkSettings settings, FakeEndpoint endpoint) {
			settings.set("aws.containerCredentialsFullUri", endpoint.url() + "/container");
			return AwsCredentialsChain.create();
		}

		@Override
		Answer credentials(String accessKeyId, Instant expiration) {
			return Answer.keys(accessKeyId, expiration);
		}

	},

	WEB_IDENTITY("/", "the web identity token of AWS_WEB_IDENTITY_TOKEN_FILE") {

		@Override
		SigV4CredentialsProvider setUp(SdkSettings settings, FakeEndpoint endpoint) throws IOException {
			settings.set("aws.endpointUrlSts", endpoint.url());
			Path file = settings.write("web-identity", "the-token");
			settings.set("aws.webIdentityTokenFile", file.toString());
			settings.set("aws.roleArn", "arn:aws:iam::123456789012:role/pod");
			return AwsCredentialsChain.create();
		}

		@Override
		Answer credentials(String accessKeyId, Instant expiration) {
			return Answer.role("AssumeRoleWithWebIdentity", accessKeyId, expiration);
		}

	},

	ROLE_PROFILE("/", "the profile 'default'") {

		@Override
		SigV4CredentialsProvider setUp(SdkSettings settings, FakeEndpoint endpoint) throws IOException {
			settings.set("aws.endpointUrlSts", endpoint.url());
			settings.write("config", """
					[default]
					role_arn = arn:aws:iam::123456789012:role/dev
					source_profile = source
					[profile source]
					aws_access_key_id = AKIASOURCE
					aws_secret_access_key = NobodyMaySeeThis
					""");
			return AwsCredentialsChain.create();
		}

		@Override
		Answer credentials(String accessKeyId, Instant expiration) {
			return Answer.role("AssumeRole", accessKeyId, expiration);
		}

	},

	ASSUMED_ROLE("/", "the role arn:aws:iam::123456789012:role/orders") {

		@Override
		SigV4CredentialsProvider setUp(SdkSettings settings, FakeEndpoint endpoint) {
			settings.set("aws.endpointUrlSts", endpoint.url());
			AssumedRole role = new AssumedRole("arn:aws:iam::123456789012:role/orders", "orders", null, null);
			return new AssumedRoleCredentialsProvider(role,
					SigV4CredentialsProvider.of(SigV4Credentials.of("AKIASOURCE", Answer.secret("AKIASOURCE"))),
					() -> "eu-west-1");
		}

		@Override
		Answer credentials(String accessKeyId, Instant expiration) {
			return Answer.role("AssumeRole", accessKeyId, expiration);
		}

	};

	private final String path;

	private final String title;

	Place(String path, String title) {
		this.path = path;
		this.title = title;
	}

	/** Return the path at which it gives the credentials. */
	String path() {
		return this.path;
	}

	/** Return what messages call it. */
	String title() {
		return this.title;
	}

	boolean isSts() {
		return "/".equals(this.path);
	}

	abstract SigV4CredentialsProvider setUp(SdkSettings settings, FakeEndpoint endpoint) throws IOException;

	abstract Answer credentials(String accessKeyId, Instant expiration);

	static void metadataService(SdkSettings settings, FakeEndpoint endpoint) {
		settings.set("aws.disableEc2Metadata", "false");
		settings.set("aws.ec2MetadataServiceEndpoint", endpoint.url());
		endpoint.answer("/latest/api/token", Answer.of(200, "the-token"));
		endpoint.answer("/latest/meta-data/iam/security-credentials/", Answer.of(200, "the-role"));
		endpoint.answer(IMDS.path, Answer.keys("ASIAIMDS", Instant.parse("2099-01-01T00:00:00Z")));
	}

}
