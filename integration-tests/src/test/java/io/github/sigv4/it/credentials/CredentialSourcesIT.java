package io.github.sigv4.it.credentials;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.it.JavaProcess;
import io.github.sigv4.it.TestSecrets;
import io.github.sigv4.it.credentials.FakeServer.Answer;
import io.github.sigv4.test.ReceivedRequest;
import io.github.sigv4.test.TestResponse;
import io.github.sigv4.test.VerifyingServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One application, with the starter alone and no credentials in its properties, wherever
 * AWS puts them. What it calls takes the signatures of those credentials only.
 */
class CredentialSourcesIT {

	private final SigV4Credentials given = SigV4Credentials.of("ASIAGIVEN", TestSecrets.of("secret-that-was-given"),
			TestSecrets.of("session-token-that-was-given"));

	@TempDir
	Path home;

	private Surroundings surroundings;

	private VerifyingServer server;

	@BeforeEach
	void start() {
		this.surroundings = new Surroundings(this.home);
		this.surroundings.secret(this.given.secretAccessKey());
		this.surroundings.secret(this.given.sessionToken());
		this.server = this.surroundings.closing(VerifyingServer.builder()
			.service("execute-api", "eu-west-1")
			.credentials(this.given)
			.respond((request) -> TestResponse.text(request.method() + " " + request.target()))
			.start());
	}

	@AfterEach
	void stop() throws Exception {
		this.surroundings.close();
	}

	@ParameterizedTest
	@EnumSource
	@Execution(ExecutionMode.CONCURRENT)
	void callsAreSignedWithWhatTheSourceGives(CredentialSource source) throws Exception {
		source.prepare(this.surroundings, this.given);
		JavaProcess consumer = run();
		assertThat(consumer.status()).as(consumer.text()).isZero();
		assertThat(consumer.lines()).endsWith("WebClient orders = POST /prod/orders?dry=yes%20%26%20no",
				"RestClient orders = POST /prod/orders/1/attachments");
		assertThat(this.server.requests()).hasSize(2)
			.extracting(ReceivedRequest::accessKeyId)
			.containsOnly(this.given.accessKeyId());
		assertThat(consumer.lines()).as(consumer.text()).anyMatch((line) -> line.contains(source.logLine(this.given)));
	}

	@Test
	@Execution(ExecutionMode.CONCURRENT)
	void whenThereAreNoneThenCallsFailWithEachSourceThatWasTried() throws Exception {
		nothing();
		JavaProcess consumer = run();
		assertThat(consumer.status()).as(consumer.text()).isOne();
		assertThat(consumer.lines()).filteredOn((line) -> line.contains(" orders failed: "))
			.hasSize(2)
			.allSatisfy(CredentialSourcesIT::assertNamesEachSource);
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	@Execution(ExecutionMode.CONCURRENT)
	void whenThereAreNoneAndEagerThenDoesNotStart() throws Exception {
		nothing();
		this.surroundings.argument("--aws.sigv4.credentials.eager=true");
		JavaProcess consumer = run();
		assertThat(consumer.status()).as(consumer.text()).isOne();
		assertThat(consumer.text()).contains("APPLICATION FAILED TO START").doesNotContain("\tat ", "WebClient orders");
		assertNamesEachSource(consumer.text());
	}

	/** A pod whose role cannot be assumed must not sign with that of its node. */
	@Test
	@Execution(ExecutionMode.CONCURRENT)
	void whenTheRoleOfAPodIsRefusedThenThatOfItsNodeIsNotTaken() throws Exception {
		CredentialSource.WEB_IDENTITY.prepare(this.surroundings, this.given);
		FakeServer sts = this.surroundings.server((request) -> new Answer(403, """
				<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>\
				<Code>AccessDenied</Code><Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message>\
				</Error><RequestId>1</RequestId></ErrorResponse>
				"""));
		FakeServer node = this.surroundings.server(FakeAws.instanceMetadata(this.given, "token-of-the-node"));
		this.surroundings.variable("AWS_ENDPOINT_URL_STS", sts.url());
		this.surroundings.variable("AWS_EC2_METADATA_DISABLED", "false");
		this.surroundings.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT", node.url());
		JavaProcess consumer = run();
		assertThat(consumer.status()).as(consumer.text()).isOne();
		assertThat(consumer.lines()).filteredOn((line) -> line.contains(" orders failed: "))
			.hasSize(2)
			.allMatch((line) -> line.contains(CredentialSource.WEB_IDENTITY.inMessages())
					&& line.contains("Not authorized to perform sts:AssumeRoleWithWebIdentity"));
		assertThat(node.requests()).isEmpty();
		assertThat(this.server.requests()).isEmpty();
	}

	private void nothing() {
		this.surroundings.variable("AWS_EC2_METADATA_DISABLED", "false");
		this.surroundings.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT", Surroundings.NOBODY);
	}

	private static void assertNamesEachSource(String text) {
		assertThat(text).contains("the system properties aws.accessKeyId and aws.secretAccessKey: not set",
				CredentialSource.ENVIRONMENT.inMessages() + ": not set",
				CredentialSource.WEB_IDENTITY.inMessages() + ": not set",
				"the profile 'default': the shared config and credentials files have no credentials for it",
				CredentialSource.CONTAINER.inMessages() + ": not set",
				CredentialSource.INSTANCE_METADATA.inMessages() + ": Failed to load credentials from IMDS",
				"Connection refused");
	}

	/** Whatever comes of it, nothing secret is said. */
	private JavaProcess run() throws Exception {
		JavaProcess consumer = this.surroundings.run(this.server.uri().toString());
		assertThat(consumer.text()).doesNotContain(this.surroundings.secrets());
		return consumer;
	}

}
