package io.github.sigv4.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.test.ReceivedRequest;
import io.github.sigv4.test.TestResponse;
import io.github.sigv4.test.VerifyingServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with the starter alone and YAML, in a process of its own.
 */
class ConsumerApplicationIT {

	private static final SigV4Credentials CREDENTIALS = TestSecrets.PERMANENT;

	private final Map<String, VerifyingServer> servers = new LinkedHashMap<>();

	private S3ProxyServer s3;

	@BeforeEach
	void start() throws Exception {
		this.s3 = S3ProxyServer.start(CREDENTIALS);
		for (String signingName : List.of("execute-api", "ssm", "sts", "ec2", "iam", "lambda")) {
			this.servers.put(signingName,
					VerifyingServer.builder()
						.service(signingName, "eu-west-1")
						.credentials(CREDENTIALS)
						.credentials(TestSecrets.TEMPORARY)
						.respond((request) -> TestResponse
							.text(request.method() + " " + request.target().replaceFirst("&X-Amz-.*", "")))
						.start());
		}
	}

	@AfterEach
	void stop() throws Exception {
		this.servers.values().forEach(VerifyingServer::close);
		this.s3.close();
	}

	/**
	 * With values that are not those of the build, and a service that the build did not
	 * know.
	 */
	@ParameterizedTest
	@EnumSource
	void everyCallIsAccepted(Start start, @TempDir Path directory) throws Exception {
		JavaProcess consumer = run(start, directory, "--test.secret=" + CREDENTIALS.secretAccessKey(),
				"--aws.sigv4.services.added.base-url=" + this.servers.get("lambda").uri(),
				"--aws.sigv4.services.added.signing-name=lambda");
		assertThat(consumer.status()).as(consumer.text()).isZero();
		assertThat(consumer.lines()).first(InstanceOfAssertFactories.STRING).matches(start.line());
		assertThat(consumer.lines()).hasSize(17)
			.endsWith("WebClient s3 bucket = created", "WebClient added = GET /hello/web",
					"RestClient added = GET /hello/rest", "RestTemplate added = GET /hello/template",
					"group added = GET /hello/group", "WebClient s3 = put by WebClient",
					"WebClient orders = POST /prod/orders?dry=yes%20%26%20no",
					"WebClient ec2 = GET /?Action=DescribeRegions&Version=2016-11-15",
					"RestClient s3 = put by RestClient", "RestClient orders = POST /prod/orders/1/attachments",
					"RestClient sts = POST /", "RestTemplate s3 = put by RestTemplate",
					"RestTemplate orders = GET /prod/orders/%C3%BC%2F1%2B1?q=a%2Bb%3Bc", "RestTemplate ssm = POST /",
					"presigned s3 = put by WebClient",
					"presigned iam = GET /?Action=CreateUser&UserName=NewUser&Version=2010-05-08");
		assertThat(received("execute-api", 0).bodyText()).isEqualTo("{\"item\":\"tea\"}");
		assertThat(received("execute-api", 1).header("Content-Type")).startsWith("multipart/form-data;boundary=");
		assertThat(received("execute-api", 1).bodyText()).contains("Handle with care", "%PDF-1.7", "a b.pdf");
		assertThat(received("sts", 0).bodyText()).isEqualTo("Action=GetCallerIdentity&Version=2011-06-15");
		assertThat(received("ssm", 0).header("X-Amz-Target")).isEqualTo("AmazonSSM.GetParameter");
		assertThat(received("ssm", 0).bodyText()).isEqualTo("{\"Name\":\"/a\"}");
	}

	@Test
	void switchedOffAfterTheBuildNothingIsSigned(@TempDir Path directory) throws Exception {
		JavaProcess consumer = run(Start.AHEAD_OF_TIME, directory, "--test.secret=" + CREDENTIALS.secretAccessKey(),
				"--aws.sigv4.enabled=false");
		assertThat(consumer.status()).as(consumer.text()).isOne();
		assertThat(consumer.lines()).anyMatch(Start.AHEAD_OF_TIME.line().asMatchPredicate());
		assertThat(consumer.lines()).filteredOn((line) -> line.matches("\\w+ orders .*"))
			.hasSize(3)
			.allMatch((line) -> line.contains("403 FORBIDDEN") && line.contains("Missing Authentication Token"));
	}

	@Test
	void wrongSecretIsRefusedWithTheServersReason(@TempDir Path directory) throws Exception {
		JavaProcess consumer = run(Start.PLAIN, directory, "--test.secret=" + TestSecrets.WRONG);
		assertThat(consumer.status()).as(consumer.text()).isOne();
		assertThat(consumer.lines()).filteredOn((line) -> line.contains(" failed: "))
			.hasSize(12)
			.allMatch((line) -> line.contains(" failed: 403 FORBIDDEN ") || line.contains(" failed: 400 BAD_REQUEST "))
			.allMatch((line) -> line.contains("SignatureDoesNotMatch") || line.contains("signature"));
		assertThat(consumer.lines()).filteredOn((line) -> line.contains(" WARN "))
			.hasSize(5)
			.allMatch((line) -> line.contains("the secret access key is not the one of access key id"));
		assertThat(consumer.text()).doesNotContain(TestSecrets.WRONG);
	}

	private JavaProcess run(Start start, Path directory, String... properties) throws Exception {
		List<String> arguments = new ArrayList<>(List.of(properties));
		for (String temporary : List.of("orders", "iam")) {
			String prefix = "--aws.sigv4.services." + temporary + ".credentials.";
			arguments.addAll(List.of(prefix + "access-key-id=" + TestSecrets.TEMPORARY.accessKeyId(),
					prefix + "secret-access-key=${test.secret}",
					prefix + "session-token=" + TestSecrets.TEMPORARY.sessionToken()));
		}
		arguments.add("--test.s3=" + this.s3.url());
		this.servers.forEach((name, server) -> arguments.add("--test." + name + "=" + server.uri()));
		return start.run(directory.resolve("consumer"), arguments);
	}

	private ReceivedRequest received(String signingName, int index) {
		return this.servers.get(signingName).requests().get(index);
	}

	/** How the application is started. */
	enum Start {

		/** From its jar. */
		PLAIN {

			@Override
			JavaProcess run(Path directory, List<String> arguments) throws Exception {
				return JavaProcess.run("sigv4.consumer.jar", directory, arguments);
			}

		},

		/** From its jar, with the bean definitions that were made when it was built. */
		AHEAD_OF_TIME {

			@Override
			JavaProcess run(Path directory, List<String> arguments) throws Exception {
				List<String> options = List.of("-XX:TieredStopAtLevel=1", "-Dspring.aot.enabled=true");
				return JavaProcess.run("sigv4.consumer.jar", options, directory, arguments);
			}

		},

		/**
		 * With the Spring Boot of these tests, which may be an older one, and without
		 * AWS's SDK, as where it is excluded.
		 */
		CLASS_PATH {

			@Override
			JavaProcess run(Path directory, List<String> arguments) throws Exception {
				return JavaProcess.run("io.github.sigv4.consumer.ConsumerApplication", "sigv4.consumer.classes",
						Pattern.compile("software.amazon|sigv4-awssdk"), directory, arguments);
			}

		};

		abstract JavaProcess run(Path directory, List<String> arguments) throws Exception;

		/** What the application says of itself. */
		Pattern line() {
			return switch (this) {
				case PLAIN -> Pattern.compile("Spring Boot 4\\.1\\.\\d+");
				case AHEAD_OF_TIME -> Pattern.compile("Spring Boot 4\\.1\\.\\d+, processed ahead of time");
				case CLASS_PATH ->
					Pattern.compile("Spring Boot " + Pattern.quote(System.getProperty("sigv4.boot.version")));
			};
		}

	}

}
