package io.github.sigv4.it.credentials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.it.JavaProcess;
import io.github.sigv4.it.TestSecrets;
import io.github.sigv4.it.aws.AwsStandIn;
import io.github.sigv4.it.aws.Reply;
import io.github.sigv4.it.docs.Document;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application in which credentials and a region are everywhere where they can be: what
 * is written down for a service goes before all else, and what is written down for all
 * services before what is found.
 */
class WrittenCredentialsIT {

	private static final SigV4Credentials ORDERS = SigV4Credentials.of("AKIAI44QH8DHBEXAMPLE",
			TestSecrets.of("secret-of-orders"));

	/** Those in the file of the application. */
	private static final SigV4Credentials ALL = TestSecrets.PERMANENT;

	@Test
	void serviceIsSignedWithItsOwnWhateverElseThereIs(@TempDir Path home) throws Exception {
		try (AwsStandIn orders = service("execute-api", "eu-central-1", ORDERS);
				AwsStandIn ssm = service("ssm", "eu-west-1", ALL)) {
			JavaProcess consumer = run(home, orders, ssm);
			assertThat(consumer.status()).as(consumer.text()).isZero();
			assertThat(orders.refused()).isEmpty();
			assertThat(orders.requests()).hasSize(2);
			assertThat(ssm.refused()).isEmpty();
			assertThat(ssm.requests()).hasSize(1);
			assertThat(consumer.text())
				.contains(
						"in eu-central-1 (from aws.sigv4.services.orders.region) with credentials from "
								+ "aws.sigv4.services.orders.credentials",
						"with credentials from aws.sigv4.credentials")
				.doesNotContain(TestSecrets.MARK);
		}
	}

	private static AwsStandIn service(String name, String region, SigV4Credentials credentials) throws IOException {
		return new AwsStandIn(name, region, Clock.systemUTC(), (request) -> Reply.json("{\"Parameter\":{}}"))
			.knowing(credentials);
	}

	private static JavaProcess run(Path home, AwsStandIn orders, AwsStandIn ssm) throws Exception {
		Path page = Files.writeString(home.resolve("orders.yml"),
				Document.read("docs/scenarios.md").block("## Properties that override all else", "yaml"));
		Path profiles = Files.writeString(home.resolve("credentials"), """
				[orders]
				aws_access_key_id = AKIAPROFILE
				aws_secret_access_key = %s
				region = ap-south-1
				""".formatted(TestSecrets.of("secret-of-profile")));
		Map<String, String> variables = Map.of("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT", "AWS_SECRET_ACCESS_KEY",
				TestSecrets.of("secret-of-environment"), "AWS_SESSION_TOKEN", TestSecrets.of("token-of-environment"),
				"AWS_REGION", "us-west-1", "AWS_PROFILE", "orders", "AWS_SHARED_CREDENTIALS_FILE", profiles.toString(),
				"ORDERS_SECRET", ORDERS.secretAccessKey());
		List<String> options = List.of("-XX:TieredStopAtLevel=1", "-Daws.accessKeyId=AKIASYSTEM",
				"-Daws.secretAccessKey=" + TestSecrets.of("secret-of-system"), "-Daws.region=us-east-2");
		List<String> arguments = new ArrayList<>(List.of("--spring.config.additional-location=" + page.toUri(),
				"--aws.sigv4.services.orders.base-url=" + orders.url() + "/prod",
				"--test.calls=(WebClient|RestClient) orders|RestTemplate ssm", "--test.secret=" + ALL.secretAccessKey(),
				"--test.ssm=" + ssm.url(), "--logging.level.root=warn", "--logging.threshold.console=info"));
		for (String other : List.of("s3", "execute-api", "sts", "ec2", "iam")) {
			arguments.add("--test." + other + "=" + Surroundings.NOBODY);
		}
		return JavaProcess.run("sigv4.consumer.jar", options, home.resolve("consumer"), variables, arguments);
	}

}
