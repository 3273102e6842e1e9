package io.github.sigv4.it.recipes;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.it.LogRecorder;
import io.github.sigv4.it.TestSecrets;
import io.github.sigv4.it.aws.AwsReading;
import io.github.sigv4.it.aws.AwsStandIn;
import io.github.sigv4.it.aws.ReceivedClaim;
import io.github.sigv4.it.aws.Reply;
import io.github.sigv4.it.aws.TestTime;
import io.github.sigv4.it.aws.Wrong;
import io.github.sigv4.it.matrix.WireRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Actions of AWS's APIs, as the documentation shows them, each with the headers that are
 * signed to the letter, and with temporary credentials too. AWS's own signer judges.
 */
class ApiActionsIT {

	private static final String PAGE = "docs/scenarios.md";

	private static final Reply CALLER_IDENTITY = Reply.xml("""
			<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
			  <GetCallerIdentityResult>
			    <Arn>arn:aws:iam::123456789012:user/Alice</Arn>
			    <UserId>AIDACKCEVSQ6C2EXAMPLE</UserId>
			    <Account>123456789012</Account>
			  </GetCallerIdentityResult>
			  <ResponseMetadata><RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId></ResponseMetadata>
			</GetCallerIdentityResponse>
			""");

	@ParameterizedTest
	@EnumSource
	void putObjectAndGetObject(Signer signer, @TempDir Path directory) throws Exception {
		Path file = Files.writeString(directory.resolve("report.txt"), "A report");
		Recipe recipe = signer.sign(Recipe.of(PAGE, "## PutObject and GetObject"));
		try (AwsStandIn s3 = signer.standIn("s3", "eu-west-1", Reply.of("text/plain", "A report"));
				ConfigurableApplicationContext context = recipe.at(s3).start(Bucket.class)) {
			Bucket bucket = context.getBean(Bucket.class);
			bucket.upload("2026/a+b.txt", file);
			assertThat(bucket.download("2026/a+b.txt")).asString(StandardCharsets.UTF_8).isEqualTo("A report");
			recipe.assertReceived(s3, "PUT /2026%2Fa%2Bb.txt", "GET /2026%2Fa%2Bb.txt");
			WireRequest put = s3.requests().get(0);
			WireRequest get = s3.requests().get(1);
			signer.assertSigned(put, "content-type;host;x-amz-content-sha256;x-amz-date");
			signer.assertSigned(get, "host;x-amz-content-sha256;x-amz-date");
			assertThat(put.body()).asString(StandardCharsets.UTF_8).isEqualTo("A report");
			assertThat(put.value("X-Amz-Content-Sha256")).isEqualTo(AwsReading.sha256(put.body()));
			assertThat(get.value("X-Amz-Content-Sha256")).isEqualTo(AwsReading.sha256(new byte[0]));
		}
	}

	@ParameterizedTest
	@EnumSource
	void createUser(Signer signer) throws Exception {
		TestTime time = new TestTime();
		Recipe recipe = signer.sign(Recipe.of(PAGE, "## CreateUser"));
		try (AwsStandIn iam = new AwsStandIn("iam", "us-east-1", time::awsTime, (request) -> Reply.xml("""
				<CreateUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
				  <CreateUserResult><User><UserName>Bob &amp; Bill</UserName></User></CreateUserResult>
				</CreateUserResponse>
				""")).knowing(signer.credentials).refusing(Wrong.TIME, Reply.xml("").withStatus(403));
				ConfigurableApplicationContext context = recipe.start(NewUsers.class)) {
			URI url = context.getBean(NewUsers.class).create("Bob & Bill");
			assertThat(url).hasScheme("https").hasHost("iam.amazonaws.com");
			assertThat(url.getRawQuery()).contains("&X-Amz-Expires=30&", "&X-Amz-SignedHeaders=host&");
			WireRequest get = WireRequest.get(url);
			assertThat(iam.send(get)).isEqualTo(200);
			recipe.assertReceived(iam, "GET /?Action=CreateUser&UserName=Bob%20%26%20Bill&Version=2010-05-08");
			assertThat(ReceivedClaim.of(get).token()).isEqualTo(signer.token());
			time.pass(Duration.ofSeconds(31));
			assertThat(iam.send(get)).isEqualTo(403);
		}
	}

	@ParameterizedTest
	@EnumSource
	void getParameter(Signer signer) throws Exception {
		Recipe recipe = signer.sign(Recipe.of(PAGE, "## GetParameter"));
		try (AwsStandIn ssm = signer.standIn("ssm", "eu-west-1",
				Reply.of("application/x-amz-json-1.1",
						"{\"Parameter\":{\"ARN\":\"arn:aws:ssm:eu-west-1:123456789012:parameter/greeting\","
								+ "\"Name\":\"/greeting\",\"Type\":\"SecureString\",\"Value\":\"Good morning\","
								+ "\"Version\":1}}"));
				ConfigurableApplicationContext context = recipe.at(ssm).start(Parameters.class)) {
			assertThat(context.getBean(Parameters.class).value("/greeting")).isEqualTo("Good morning");
			recipe.assertReceived(ssm, "POST /");
			WireRequest post = ssm.requests().get(0);
			signer.assertSigned(post, "content-type;host;x-amz-date;x-amz-target");
			assertThat(post.value("X-Amz-Target")).isEqualTo("AmazonSSM.GetParameter");
			assertThat(post.value("Content-Type")).isEqualTo("application/x-amz-json-1.1");
			assertThat(post.body()).asString(StandardCharsets.UTF_8)
				.contains("\"Name\":\"/greeting\"", "\"WithDecryption\":true");
		}
	}

	@ParameterizedTest
	@EnumSource
	void getCallerIdentity(Signer signer) throws Exception {
		Recipe recipe = signer.sign(Recipe.of(PAGE, "## GetCallerIdentity"));
		try (AwsStandIn sts = signer.standIn("sts", "eu-west-1", CALLER_IDENTITY);
				ConfigurableApplicationContext context = recipe.at(sts).start(Identity.class)) {
			assertThat(context.getBean(Identity.class).callerIdentity()).contains("<Account>123456789012</Account>");
			recipe.assertReceived(sts, "POST /");
			WireRequest post = sts.requests().get(0);
			signer.assertSigned(post, "content-type;host;x-amz-date");
			assertThat(post.value("Content-Type")).startsWith("application/x-www-form-urlencoded");
			assertThat(post.body()).asString(StandardCharsets.UTF_8)
				.isEqualTo("Action=GetCallerIdentity&Version=2011-06-15");
		}
	}

	@ParameterizedTest
	@EnumSource
	void describeRegions(Signer signer) throws Exception {
		Recipe recipe = signer.sign(Recipe.of(PAGE, "## DescribeRegions"));
		try (AwsStandIn ec2 = signer.standIn("ec2", "eu-west-1", Reply.xml("""
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
				""")); ConfigurableApplicationContext context = recipe.at(ec2).start(Regions.class)) {
			assertThat(context.getBean(Regions.class).describe()).contains("<regionName>eu-west-1</regionName>");
			recipe.assertReceived(ec2, "GET /?Action=DescribeRegions&Version=2016-11-15");
			signer.assertSigned(ec2.requests().get(0), "host;x-amz-date");
		}
	}

	/** As it is on AWS's side, but for the token. */
	@ParameterizedTest
	@EnumSource
	void logShowsTheCanonicalRequest(Signer signer) throws Exception {
		Recipe recipe = signer.sign(Recipe.of(PAGE, "## GetCallerIdentity")).and("## Debug logging");
		try (AwsStandIn sts = signer.standIn("sts", "eu-west-1", CALLER_IDENTITY);
				ConfigurableApplicationContext context = recipe.at(sts).start(Identity.class);
				LogRecorder log = new LogRecorder("io.github.sigv4")) {
			context.getBean(Identity.class).callerIdentity();
			WireRequest post = sts.requests().get(0);
			ReceivedClaim claim = ReceivedClaim.of(post);
			AwsReading reading = AwsReading.of(post, claim, signer.credentials);
			String canonicalRequest = reading.canonicalRequest()
				.replaceAll("(?<=x-amz-security-token:).+", "[redacted]");
			assertThat(log.messages(Level.TRACE)).hasSize(2)
				.last(InstanceOfAssertFactories.STRING)
				.isEqualTo("SigV4 service 'sts' signed the canonical request" + barred(canonicalRequest)
						+ "\nby the string to sign" + barred(reading.stringToSign()));
			assertThat(log.messages(Level.DEBUG)).singleElement(InstanceOfAssertFactories.STRING)
				.contains(
						"signed POST sts.eu-west-1.amazonaws.com/: signed headers "
								+ String.join(";", claim.signedHeaders()),
						claim.date() + "/eu-west-1/sts/aws4_request");
			assertThat(String.join("\n", log.messages(Level.TRACE))).doesNotContain(TestSecrets.MARK,
					claim.signature());
		}
	}

	private static String barred(String text) {
		return ("\n" + text).replace("\n", "\n  | ");
	}

	/** Whose credentials they are. */
	enum Signer {

		USER(TestSecrets.PERMANENT) {

			@Override
			Recipe sign(Recipe recipe) {
				return recipe.signedBy(TestSecrets.PERMANENT);
			}

		},

		ROLE(TestSecrets.TEMPORARY) {

			@Override
			Recipe sign(Recipe recipe) {
				return recipe.and("## Temporary credentials")
					.set("ORDERS_SECRET", TestSecrets.TEMPORARY.secretAccessKey())
					.set("ORDERS_TOKEN", TestSecrets.TEMPORARY.sessionToken());
			}

		};

		/** Immutable, which nothing but its documentation says. */
		@SuppressWarnings("ImmutableEnumChecker")
		final SigV4Credentials credentials;

		Signer(SigV4Credentials credentials) {
			this.credentials = credentials;
		}

		abstract Recipe sign(Recipe recipe);

		String token() {
			return (this.credentials.sessionToken() != null) ? this.credentials.sessionToken() : "";
		}

		AwsStandIn standIn(String service, String region, Reply reply) throws IOException {
			return new AwsStandIn(service, region, Clock.systemUTC(), (request) -> reply).knowing(this.credentials);
		}

		/** With the token, if there is one, where it is in their order. */
		void assertSigned(WireRequest request, String signedHeaders) {
			List<String> names = new ArrayList<>(List.of(signedHeaders.split(";", -1)));
			if (!token().isEmpty()) {
				names.add("x-amz-security-token");
				names.sort(null);
			}
			assertThat(ReceivedClaim.of(request).signedHeaders()).isEqualTo(names);
			assertThat(request.value("X-Amz-Security-Token")).isEqualTo(token());
		}

	}

}
