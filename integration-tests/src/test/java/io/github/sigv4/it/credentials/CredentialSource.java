package io.github.sigv4.it.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

import io.github.sigv4.credentials.SigV4Credentials;

/**
 * Where an application finds credentials.
 */
enum CredentialSource {

	ENVIRONMENT("the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY") {

		@Override
		void prepare(Surroundings surroundings, SigV4Credentials given) {
			surroundings.variable("AWS_ACCESS_KEY_ID", given.accessKeyId());
			surroundings.variable("AWS_SECRET_ACCESS_KEY", given.secretAccessKey());
			surroundings.variable("AWS_SESSION_TOKEN", given.sessionToken());
		}

	},

	SHARED_FILE("the profile 'orders'") {

		@Override
		void prepare(Surroundings surroundings, SigV4Credentials given) throws Exception {
			surroundings.variable("AWS_PROFILE", "orders");
			surroundings.variable("AWS_SHARED_CREDENTIALS_FILE", surroundings.file("elsewhere/credentials", """
					[default]
					aws_access_key_id = AKIADEFAULT
					aws_secret_access_key = %s
					[orders]
					aws_access_key_id = %s
					aws_secret_access_key = %s
					aws_session_token = %s
					""".formatted(surroundings.secret("secret-of-default"), given.accessKeyId(),
					given.secretAccessKey(), given.sessionToken()))
				.toString());
		}

	},

	CREDENTIAL_PROCESS("the profile 'default'") {

		@Override
		void prepare(Surroundings surroundings, SigV4Credentials given) throws Exception {
			String output = surroundings.file("process.json", FakeAws.json(given)).toString();
			surroundings.file(".aws/config", """
					[default]
					credential_process = cat "%s"
					""".formatted(output));
		}

	},

	CONTAINER("the container endpoint of AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI") {

		@Override
		void prepare(Surroundings surroundings, SigV4Credentials given) throws Exception {
			String token = surroundings.secret("authorization-of-the-pod");
			FakeServer agent = surroundings.server(FakeAws.container(given, token));
			surroundings.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI", agent.url() + "/v1/credentials");
			surroundings.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
					surroundings.file("token", token).toString());
		}

	},

	INSTANCE_METADATA("the instance metadata service") {

		@Override
		void prepare(Surroundings surroundings, SigV4Credentials given) throws Exception {
			String token = surroundings.secret("token-of-the-metadata-service");
			FakeServer service = surroundings.server(FakeAws.instanceMetadata(given, token));
			surroundings.variable("AWS_EC2_METADATA_DISABLED", "false");
			surroundings.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT", service.url());
			// A second is not enough where all processors are busy
			surroundings.variable("AWS_METADATA_SERVICE_TIMEOUT", "10");
		}

	},

	WEB_IDENTITY("the web identity token of AWS_WEB_IDENTITY_TOKEN_FILE") {

		@Override
		void prepare(Surroundings surroundings, SigV4Credentials given) throws Exception {
			String token = surroundings.secret("token-of-the-service-account");
			FakeServer sts = surroundings.server(FakeAws.webIdentity(given, token));
			surroundings.variable("AWS_ENDPOINT_URL_STS", sts.url());
			surroundings.variable("AWS_ROLE_ARN", FakeAws.ROLE);
			surroundings.variable("AWS_WEB_IDENTITY_TOKEN_FILE", surroundings.file("token", token).toString());
		}

	},

	ROLE_PROFILE("the profile 'orders'") {

		@Override
		void prepare(Surroundings surroundings, SigV4Credentials given) throws Exception {
			SigV4Credentials own = own(surroundings);
			surroundings.variable("AWS_ENDPOINT_URL_STS",
					surroundings.closing(FakeAws.assumeRole(given, own)).uri().toString());
			surroundings.variable("AWS_PROFILE", "orders");
			surroundings.file(".aws/config", """
					[profile orders]
					role_arn = %s
					source_profile = base
					[profile base]
					aws_access_key_id = %s
					aws_secret_access_key = %s
					""".formatted(FakeAws.ROLE, own.accessKeyId(), own.secretAccessKey()));
		}

	},

	SSO("the profile 'orders'") {

		@Override
		void prepare(Surroundings surroundings, SigV4Credentials given) throws Exception {
			String token = surroundings.secret("access-token-of-the-login");
			surroundings.variable("AWS_ENDPOINT_URL_SSO", surroundings.server(FakeAws.sso(given, token)).url());
			surroundings.variable("AWS_PROFILE", "orders");
			surroundings.file(".aws/config", """
					[profile orders]
					sso_session = company
					sso_account_id = 123456789012
					sso_role_name = Developer
					[sso-session company]
					sso_region = eu-west-1
					sso_start_url = https://company.awsapps.com/start
					""");
			byte[] hash = MessageDigest.getInstance("SHA-1").digest("company".getBytes(StandardCharsets.UTF_8));
			surroundings.file(".aws/sso/cache/" + HexFormat.of().formatHex(hash) + ".json", """
					{"accessToken":"%s","expiresAt":"2100-01-01T00:00:00Z","region":"eu-west-1",\
					"startUrl":"https://company.awsapps.com/start"}""".formatted(token));
		}

	},

	ROLE_PROPERTY("the role " + FakeAws.ROLE) {

		@Override
		void prepare(Surroundings surroundings, SigV4Credentials given) {
			SigV4Credentials own = own(surroundings);
			surroundings.variable("AWS_ENDPOINT_URL_STS",
					surroundings.closing(FakeAws.assumeRole(given, own)).uri().toString());
			surroundings.variable("AWS_ACCESS_KEY_ID", own.accessKeyId());
			surroundings.variable("AWS_SECRET_ACCESS_KEY", own.secretAccessKey());
			surroundings.argument("--aws.sigv4.credentials.assume-role.role-arn=" + FakeAws.ROLE);
			surroundings.argument("--aws.sigv4.credentials.assume-role.role-session-name=it");
		}

		@Override
		String logLine(SigV4Credentials given) {
			return "SigV4 service 'orders' at 127.0.0.1 is signed for execute-api (from "
					+ "aws.sigv4.services.orders.signing-name) in eu-west-1 (from aws.sigv4.region) with credentials from "
					+ "aws.sigv4.credentials: " + inMessages();
		}

	};

	private final String inMessages;

	CredentialSource(String inMessages) {
		this.inMessages = inMessages;
	}

	/** Set the source up, so that it gives these credentials. */
	abstract void prepare(Surroundings surroundings, SigV4Credentials given) throws Exception;

	/** What the application calls the source. */
	String inMessages() {
		return this.inMessages;
	}

	/** What the application says when it has found it. */
	String logLine(SigV4Credentials given) {
		return "AWS credentials come from " + this.inMessages + " (access key id " + given.accessKeyId() + ")";
	}

	/** What a role is assumed with. */
	private static SigV4Credentials own(Surroundings surroundings) {
		return SigV4Credentials.of("AKIAOWN", surroundings.secret("secret-of-own"));
	}

}
