package io.github.sigv4.it.recipes;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import io.github.sigv4.SigningSettings;
import io.github.sigv4.it.TestSecrets;
import io.github.sigv4.it.docs.Document;
import io.github.sigv4.spring.SigV4Services;
import io.github.sigv4.test.ReceivedRequest;
import io.github.sigv4.test.TestResponse;
import io.github.sigv4.test.VerifyingServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs each recipe of the documentation: its properties as they stand there, and its
 * class. Only the connection goes to a server here, which gets what the service would,
 * its {@code Host} too, answers in the service's form, and is told by AWS's own signer
 * whether the signature is right.
 */
class RecipesIT {

	@Test
	void apiGateway() throws Exception {
		run("## API Gateway", Orders.class, "execute-api", TestResponse.json("{\"id\":\"42\",\"item\":\"tea\"}"),
				(orders) -> assertThat(orders.find("42")).contains("tea"), "GET /prod/orders/42");
	}

	@Test
	void lambdaFunctionUrl() throws Exception {
		run("## Lambda function URL", Greeting.class, "lambda", TestResponse.json("{\"greeting\":\"Hello, J & J\"}"),
				(greeting) -> assertThat(greeting.greet("J & J").block()).contains("Hello, J & J"),
				"GET /?name=J%20%26%20J");
	}

	@Test
	void openSearch() throws Exception {
		run("## OpenSearch", Search.class, "es",
				TestResponse
					.json("{\"took\":1,\"timed_out\":false,\"hits\":{\"total\":{\"value\":1,\"relation\":\"eq\"},"
							+ "\"hits\":[{\"_index\":\"books\",\"_id\":\"1\",\"_source\":{\"title\":\"Tea\"}}]}}"),
				(search) -> assertThat(search.find("tea")).contains("\"title\":\"Tea\""), "POST /books/_search");
	}

	@Test
	void openSearchServerless() throws Exception {
		run("## OpenSearch Serverless", Vectors.class, "aoss",
				TestResponse.json("{\"_index\":\"books\",\"_id\":\"1\",\"result\":\"created\"}").withStatus(201),
				(vectors) -> vectors.index("1", "Tea"), "PUT /books/_doc/1");
	}

	@Test
	void appSync() throws Exception {
		run("## AppSync", Books.class, "appsync", TestResponse.json("{\"data\":{\"book\":{\"title\":\"Tea\"}}}"),
				(books) -> assertThat(books.title("1").block()).isEqualTo("Tea"), "POST /graphql");
	}

	@Test
	void vpcLattice() throws Exception {
		run("## VPC Lattice", Stock.class, "vpc-lattice-svcs", TestResponse.json("{\"reserved\":2}"),
				(stock) -> assertThat(stock.reserve("tea", 2)).contains("reserved"), "POST /reservations");
	}

	@Test
	void s3(@TempDir Path directory) throws Exception {
		Path file = Files.writeString(directory.resolve("report.txt"), "A report");
		run("## S3", Bucket.class, "s3", TestResponse.text("A report"), (bucket) -> {
			bucket.upload("2026/a+b.txt", file);
			assertThat(bucket.download("2026/a+b.txt")).asString(StandardCharsets.UTF_8).isEqualTo("A report");
		}, "PUT /2026%2Fa%2Bb.txt", "GET /2026%2Fa%2Bb.txt");
	}

	@Test
	void systemsManager() throws Exception {
		run("## Systems Manager", Parameters.class, "ssm", TestResponse.of(200)
			.withHeader("Content-Type", "application/x-amz-json-1.1")
			.withBody("{\"Parameter\":{\"ARN\":\"arn:aws:ssm:eu-west-1:123456789012:parameter/greeting\","
					+ "\"Name\":\"/greeting\",\"Type\":\"SecureString\",\"Value\":\"Good morning\",\"Version\":1}}"),
				(parameters) -> assertThat(parameters.value("/greeting")).isEqualTo("Good morning"), "POST /");
	}

	@Test
	void securityTokenService() throws Exception {
		run("## STS", Identity.class, "sts", TestResponse.xml("""
				<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
				  <GetCallerIdentityResult>
				    <Arn>arn:aws:iam::123456789012:user/Alice</Arn>
				    <UserId>AIDACKCEVSQ6C2EXAMPLE</UserId>
				    <Account>123456789012</Account>
				  </GetCallerIdentityResult>
				  <ResponseMetadata><RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId></ResponseMetadata>
				</GetCallerIdentityResponse>
				"""), (identity) -> assertThat(identity.callerIdentity()).contains("<Account>123456789012</Account>"),
				"POST /");
	}

	@Test
	void ec2() throws Exception {
		run("## EC2", Regions.class, "ec2", TestResponse.xml("""
				<DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
				  <requestId>59dbff89-35bd-4eac-99ed-be587EXAMPLE</requestId>
				  <regionInfo>
				    <item>
				      <regionName>eu-west-1</regionName>
				      <regionEndpoint>ec2.eu-west-1.amazonaws.com</regionEndpoint>
				      <optInStatus>opt-in-not-required</optInStatus>
				    </item>
				  </regionInfo>
				</DescribeRegionsResponse>
				"""), (regions) -> assertThat(regions.describe()).contains("<regionName>eu-west-1</regionName>"),
				"GET /?Action=DescribeRegions&Version=2016-11-15");
	}

	@Test
	void iamPresigned() throws Exception {
		run("## IAM, presigned", NewUsers.class, "iam", TestResponse.xml("""
				<CreateUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
				  <CreateUserResult><User><UserName>Bob</UserName></User></CreateUserResult>
				</CreateUserResponse>
				"""), (users) -> {
			URI url = users.create("Bob");
			assertThat(url.getQuery()).contains("X-Amz-Expires=30");
			HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
			assertThat(connection.getResponseCode()).isEqualTo(200);
			assertThat(connection.getInputStream()).asString(StandardCharsets.UTF_8).contains("Bob");
		}, "GET /?Action=CreateUser&UserName=Bob&Version=2010-05-08");
	}

	private static <T> void run(String heading, Class<T> recipe, String signingName, TestResponse answer,
			ThrowingConsumer<T> call, String... received) throws IOException {
		String yaml = Document.read("docs/recipes.md").block(heading, "yaml");
		String name;
		SigningSettings settings;
		URI baseUrl;
		try (ConfigurableApplicationContext context = start(yaml, Map.of())) {
			SigV4Services services = context.getBean(SigV4Services.class);
			assertThat(services.names()).hasSize(1);
			name = services.names().iterator().next();
			settings = services.get(name).settings();
			baseUrl = services.get(name).baseUrl();
		}
		assertThat(settings.signingName()).isEqualTo(signingName);
		boolean presigned = recipe == NewUsers.class;
		try (VerifyingServer server = VerifyingServer.builder()
			.service(signingName, settings.region())
			.credentials(TestSecrets.TEMPORARY)
			.respond((request) -> answer)
			.start()) {
			String service = "aws.sigv4.services." + name + ".";
			Map<String, Object> instead = new HashMap<>();
			instead.put(service + "base-url", server.uri() + baseUrl.getPath());
			if (presigned) {
				// The URL is sent as it is: its host is that of the server
				instead.put(service + "signing-name", signingName);
				instead.put(service + "region", settings.region());
			}
			else {
				instead.put(service + "signing-host", baseUrl.getHost());
				// AWS's signer always has it
				instead.put(service + "content-sha256-header", true);
			}
			try (ConfigurableApplicationContext context = start(yaml, instead, recipe)) {
				call.accept(context.getBean(recipe));
			}
			List<String> requests = new ArrayList<>();
			for (ReceivedRequest request : server.requests()) {
				requests.add((request.method() + " " + request.target()).replaceFirst("&X-Amz-.*", ""));
				assertThat(request.verification().isVerified()).as("%s", request.verification()).isTrue();
				assertThat(request.header("Host"))
					.isEqualTo(presigned ? server.uri().getAuthority() : baseUrl.getHost());
				AwsVerdict.assertSame(request, settings);
			}
			assertThat(requests).containsExactly(received);
		}
	}

	private static ConfigurableApplicationContext start(String yaml, Map<String, Object> instead,
			Class<?>... configurations) throws IOException {
		List<PropertySource<?>> page = new YamlPropertySourceLoader().load("page",
				new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
		return new SpringApplicationBuilder(Application.class).sources(configurations)
			.web(WebApplicationType.NONE)
			.initializers((context) -> {
				page.forEach(context.getEnvironment().getPropertySources()::addFirst);
				context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("instead", instead));
			})
			.properties("spring.main.banner-mode=off", "aws.sigv4.region=eu-west-1",
					"aws.sigv4.credentials.access-key-id=" + TestSecrets.TEMPORARY.accessKeyId(),
					"aws.sigv4.credentials.secret-access-key=" + TestSecrets.TEMPORARY.secretAccessKey(),
					"aws.sigv4.credentials.session-token=" + TestSecrets.TEMPORARY.sessionToken(),
					"spring.http.clients.imperative.factory=http-components",
					"spring.http.clients.reactive.connector=reactor")
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
