package io.github.sigv4.spring.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.spring.autoconfigure.FakeSts.Request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What AWS STS is asked for the roles in properties, and with whose credentials.
 */
class AssumeRoleTests {

	private static final String ROLE = "aws.sigv4.credentials.assume-role.";

	private static final String ARN = "arn:aws:iam::123456789012:role/";

	private FakeSts sts;

	@BeforeEach
	void start() throws IOException {
		this.sts = new FakeSts();
	}

	@AfterEach
	void stop() {
		this.sts.close();
	}

	@Test
	void roleIsAssumedWithTheKeysBesideIt() {
		withKeys()
			.withPropertyValues(ROLE + "role-arn=" + ARN + "orders", ROLE + "role-session-name=invoices",
					ROLE + "external-id=stranger", ROLE + "duration=20m")
			.run((context) -> {
				assertThat(this.sts.requests()).isEmpty();
				SigV4Credentials credentials = credentials(context, "orders");
				assertThat(credentials.accessKeyId()).isEqualTo("ASIAORDERS");
				assertThat(credentials.sessionToken()).isEqualTo("token-of-orders");
				Request request = this.sts.only();
				assertThat(request.accessKeyId()).isEqualTo("AKIAKEYS");
				assertThat(request.parameters()).containsEntry("Action", "AssumeRole")
					.containsEntry("RoleArn", ARN + "orders")
					.containsEntry("RoleSessionName", "invoices")
					.containsEntry("ExternalId", "stranger")
					.containsEntry("DurationSeconds", "1200");
			});
	}

	@Test
	void roleIsAssumedWithTheProfileBesideIt(@TempDir Path directory) throws IOException {
		Path config = Files.writeString(directory.resolve("config"), """
				[profile dev]
				aws_access_key_id = AKIAPROFILE
				aws_secret_access_key = secret
				""");
		runner().withSystemProperties("aws.configFile=" + config)
			.withPropertyValues("aws.sigv4.credentials.profile=dev", ROLE + "role-arn=" + ARN + "orders")
			.run((context) -> {
				assertThat(credentials(context, "orders").accessKeyId()).isEqualTo("ASIAORDERS");
				assertThat(this.sts.only().accessKeyId()).isEqualTo("AKIAPROFILE");
			});
	}

	@Test
	void roleAloneIsAssumedWithTheSurroundings() {
		runner().withSystemProperties("aws.accessKeyId=AKIASURROUNDINGS", "aws.secretAccessKey=secret")
			.withPropertyValues(ROLE + "role-arn=" + ARN + "orders")
			.run((context) -> {
				assertThat(credentials(context, "orders").accessKeyId()).isEqualTo("ASIAORDERS");
				Request request = this.sts.only();
				assertThat(request.accessKeyId()).isEqualTo("AKIASURROUNDINGS");
				assertThat(request.parameters()).doesNotContainKeys("ExternalId", "DurationSeconds");
			});
	}

	@Test
	void eachRoleIsAssumedWithTheOneBefore() {
		withKeys()
			.withPropertyValues(ROLE + "role-arn=" + ARN + "orders", ROLE + "role-session-name=last",
					ROLE + "duration=15m", ROLE + "source-roles[0].role-arn=" + ARN + "hub",
					ROLE + "source-roles[0].external-id=stranger", ROLE + "source-roles[1].role-arn=" + ARN + "spoke",
					ROLE + "source-roles[1].role-session-name=second")
			.run((context) -> {
				assertThat(credentials(context, "orders").accessKeyId()).isEqualTo("ASIAORDERS");
				assertThat(this.sts.requests()).extracting(Request::accessKeyId, (request) -> parameters(request))
					.containsExactly(tuple("AKIAKEYS", "hub sigv4 stranger null"),
							tuple("ASIAHUB", "spoke second null null"), tuple("ASIASPOKE", "orders last null 900"));
			});
	}

	@ParameterizedTest
	@CsvSource({ "order-service, order-service", "Order Service (EU), Order-Service-EU-", "'', sigv4", "x, sigv4",
			"a-name-of-much-more-than-the-64-characters-that-a-session-name-may-have,"
					+ "a-name-of-much-more-than-the-64-characters-that-a-session-name-m" })
	void sessionIsNamedAfterTheApplication(String application, String session) {
		withKeys().withPropertyValues("spring.application.name=" + application, ROLE + "role-arn=" + ARN + "orders")
			.run((context) -> {
				credentials(context, "orders");
				assertThat(this.sts.only().parameters()).containsEntry("RoleSessionName", session);
			});
	}

	@Test
	void roleIsAssumedOnceForAllServices() {
		withKeys().withPropertyValues(ROLE + "role-arn=" + ARN + "orders").run((context) -> {
			credentials(context, "orders");
			credentials(context, "stock");
			credentials(context, "stock");
			assertThat(this.sts.requests()).hasSize(1);
		});
	}

	@Test
	void roleOfOneServiceIsItsAlone() {
		withKeys()
			.withPropertyValues("aws.sigv4.services.orders.credentials.assume-role.role-arn=" + ARN + "orders",
					"aws.sigv4.services.orders.credentials.access-key-id=AKIAOWN",
					"aws.sigv4.services.orders.credentials.secret-access-key=secret")
			.run((context) -> {
				assertThat(credentials(context, "stock").accessKeyId()).isEqualTo("AKIAKEYS");
				assertThat(this.sts.requests()).isEmpty();
				assertThat(credentials(context, "orders").accessKeyId()).isEqualTo("ASIAORDERS");
				assertThat(this.sts.only().accessKeyId()).isEqualTo("AKIAOWN");
			});
	}

	@Test
	void whenEagerThenRoleIsAssumedAtStart() {
		withKeys().withPropertyValues(ROLE + "role-arn=" + ARN + "orders", "aws.sigv4.credentials.eager=true")
			.run((context) -> assertThat(this.sts.requests()).hasSize(1));
	}

	@Test
	void stsIsAskedInTheRegionOfAllServices() {
		withKeys().withPropertyValues(ROLE + "role-arn=" + ARN + "orders", "aws.sigv4.region=eu-north-1")
			.run((context) -> {
				credentials(context, "orders");
				assertThat(this.sts.only().region()).isEqualTo("eu-north-1");
			});
	}

	@Test
	void whenTheModuleOfAwsStsIsMissingThenItIsNamed() {
		Contexts.withOrders()
			.withPropertyValues("aws.sigv4.credentials.assume-role.role-arn=arn:aws:iam::123456789012:role/orders")
			.withClassLoader(new FilteredClassLoader("software.amazon.awssdk.services.sts"))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("It needs the module sts of AWS's SDK, which is not on the class path. Add the "
						+ "dependency software.amazon.awssdk:sts"));
	}

	@Test
	void withoutARegionOfAllServicesStsIsAskedInThatOfTheService() {
		withKeys().withPropertyValues(ROLE + "role-arn=" + ARN + "orders").run((context) -> {
			credentials(context, "orders");
			assertThat(this.sts.only().region()).isEqualTo("eu-west-1");
		});
	}

	private ApplicationContextRunner withKeys() {
		return runner().withPropertyValues("aws.sigv4.credentials.access-key-id=AKIAKEYS",
				"aws.sigv4.credentials.secret-access-key=secret");
	}

	private ApplicationContextRunner runner() {
		ApplicationContextRunner runner = Contexts.bare()
			.withSystemProperties("aws.endpointUrlSts=" + this.sts.url(), "aws.maxAttempts=1", "aws.configFile=none",
					"aws.sharedCredentialsFile=none");
		for (String name : new String[] { "orders", "stock" }) {
			runner = runner.withPropertyValues("aws.sigv4.services." + name + ".base-url=https://api.example.com",
					"aws.sigv4.services." + name + ".signing-name=execute-api",
					"aws.sigv4.services." + name + ".region=eu-west-1");
		}
		return runner;
	}

	private static SigV4Credentials credentials(AssertableApplicationContext context, String service) {
		return context.getBean(SigV4Services.class).get(service).resolveCredentials();
	}

	private static String parameters(Request request) {
		return request.role() + " " + request.parameters().get("RoleSessionName") + " "
				+ request.parameters().get("ExternalId") + " " + request.parameters().get("DurationSeconds");
	}

}
