package io.github.sigv4.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.test.ReceivedRequest;
import io.github.sigv4.test.SigV4TestServer;
import io.github.sigv4.test.TestResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with the starter alone and YAML, in a process of its own.
 */
class ConsumerApplicationIT {

	private static final SigV4Credentials CREDENTIALS = SigV4Credentials.of("AKIAIOSFODNN7EXAMPLE",
			"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

	private final Map<String, SigV4TestServer> servers = new LinkedHashMap<>();

	private S3ProxyServer s3;

	@BeforeEach
	void start() throws Exception {
		this.s3 = S3ProxyServer.start(CREDENTIALS);
		for (String signingName : List.of("execute-api", "ssm", "sts", "ec2", "iam")) {
			this.servers.put(signingName,
					SigV4TestServer.builder()
						.service(signingName, "eu-west-1")
						.credentials(CREDENTIALS)
						.respond((request) -> TestResponse
							.text(request.method() + " " + request.target().replaceFirst("&X-Amz-.*", "")))
						.start());
		}
	}

	@AfterEach
	void stop() throws Exception {
		this.servers.values().forEach(SigV4TestServer::close);
		this.s3.close();
	}

	@Test
	void everyCallIsAccepted(@TempDir Path directory) throws Exception {
		JavaProcess consumer = run(directory, CREDENTIALS.secretAccessKey());
		assertThat(consumer.status()).as(consumer.text()).isZero();
		assertThat(consumer.lines()).containsExactly("WebClient s3 bucket = created", "WebClient s3 = put by WebClient",
				"WebClient orders = POST /prod/orders?dry=yes%20%26%20no",
				"WebClient ec2 = GET /?Action=DescribeRegions&Version=2016-11-15", "RestClient s3 = put by RestClient",
				"RestClient orders = POST /prod/orders/1/attachments", "RestClient sts = POST /",
				"RestTemplate s3 = put by RestTemplate",
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
	void wrongSecretIsRefusedWithTheServersReason(@TempDir Path directory) throws Exception {
		JavaProcess consumer = run(directory, "not/the/right/secret");
		assertThat(consumer.status()).as(consumer.text()).isOne();
		assertThat(consumer.lines()).hasSize(12)
			.allMatch((line) -> line.contains(" failed: 403 FORBIDDEN ") || line.contains(" failed: 400 BAD_REQUEST "))
			.allMatch((line) -> line.contains("SignatureDoesNotMatch") || line.contains("signature"));
		assertThat(consumer.text()).doesNotContain("not/the/right/secret");
	}

	private JavaProcess run(Path directory, String secret) throws Exception {
		List<String> arguments = new ArrayList<>();
		arguments.add("--test.secret=" + secret);
		arguments.add("--test.s3=" + this.s3.url());
		this.servers.forEach((name, server) -> arguments.add("--test." + name + "=" + server.uri()));
		return JavaProcess.run("sigv4.consumer.jar", directory.resolve("consumer"), arguments);
	}

	private ReceivedRequest received(String signingName, int index) {
		return this.servers.get(signingName).requests().get(index);
	}

}
