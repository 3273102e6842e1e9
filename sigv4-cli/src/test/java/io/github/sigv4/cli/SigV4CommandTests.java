package io.github.sigv4.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.sigv4.PayloadHash;
import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.test.ReceivedRequest;
import io.github.sigv4.test.TestResponse;
import io.github.sigv4.test.VerifyingServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The command against a server that verifies.
 */
class SigV4CommandTests {

	private static VerifyingServer api;

	private static VerifyingServer s3;

	@TempDir
	private Path directory;

	@BeforeAll
	static void startServers() {
		SigV4Credentials credentials = SigV4Credentials.of(Run.ID, Run.SECRET);
		api = VerifyingServer.builder()
			.credentials(credentials)
			.clock(Run.CLOCK)
			.service("execute-api", "eu-west-1")
			.respond("GET", "/orders", TestResponse.json("[1]").withHeader("X-Count", "1"))
			.respond("GET", "/moved",
					TestResponse.of(307).withHeader("Location", "https://example.com/?a=1&X-Amz-Signature=tell"))
			.respond("GET", "/teapot", TestResponse.text("short and stout").withStatus(418))
			.respond("HEAD", "/any", TestResponse.ok())
			.respond("POST", "/any", TestResponse.ok())
			.respond("POST", "/orders", TestResponse.json("{\"message\":\"no such item\"}").withStatus(400))
			.start();
		s3 = VerifyingServer.builder().credentials(credentials).clock(Run.CLOCK).service("s3", "eu-west-1").start();
	}

	@AfterAll
	static void stopServers() {
		api.close();
		s3.close();
	}

	@BeforeEach
	void forget() {
		api.clearRequests();
		s3.clearRequests();
	}

	@Test
	void shouldSignAndPrintTheAnswerAlone() {
		Run run = Run.ofService(api.uri() + "/orders");
		assertThat(run.status()).isZero();
		assertThat(run.out()).isEqualTo("[1]");
		assertThat(run.err()).isEmpty();
		assertThat(api.requests()).hasSize(1).allMatch((request) -> request.verification().isVerified());
	}

	@Test
	void shouldSendABodyAsCurlDoes() {
		Run run = Run.ofService("-d", "a=1", "-d", "b=2", "-H", "X-Amz-Meta: x", "-XPUT", api.uri() + "/any?x=%2F&y");
		assertThat(run.status()).isZero();
		ReceivedRequest request = api.requests().get(0);
		assertThat(request.verification().isVerified()).isTrue();
		assertThat(request.method()).isEqualTo("PUT");
		assertThat(request.target()).isEqualTo("/any?x=%2F&y");
		assertThat(request.bodyText()).isEqualTo("a=1&b=2");
		assertThat(request.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
		assertThat(request.header("Authorization")).contains("SignedHeaders=content-type;host;x-amz-date;x-amz-meta,");
	}

	@ParameterizedTest
	@ValueSource(strings = { "//a//b", "/a/./b/../c/", "/%7E%2f%C3%a9", "/a+b%20c", "/$@!*();:=&,'", "/..%2f..", "?",
			"?a=b=c&a&&=&b=%2B+", "//" })
	void shouldSendThePathThatWasSigned(String target) {
		Run run = Run.ofService(api.uri() + target);
		assertThat(run.status()).isZero();
		assertThat(api.requests()).singleElement().satisfies((request) -> {
			assertThat(request.target()).isEqualTo(target.startsWith("?") ? "/" + target : target);
			assertThat(request.verification().message()).isEmpty();
		});
	}

	@Test
	void shouldSignAndSendAnotherHost() {
		Run run = Run.of("-H", "Host: abc.execute-api.eu-west-1.amazonaws.com", api.uri() + "/orders");
		assertThat(run.status()).isZero();
		assertThat(api.requests()).singleElement().satisfies((request) -> {
			assertThat(request.header("Host")).isEqualTo("abc.execute-api.eu-west-1.amazonaws.com");
			assertThat(request.verification().isVerified()).isTrue();
		});
	}

	@Test
	void shouldPrintTheHeadOfAnAnswer() {
		Run run = Run.ofService("-i", api.uri() + "/orders");
		assertThat(run.out()).startsWith("HTTP/1.1 200 OK\r\n").contains("\r\nX-Count: 1\r\n").endsWith("\r\n\r\n[1]");
		Run head = Run.ofService("-I", api.uri() + "/any");
		assertThat(head.out()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n");
		assertThat(api.requests().get(1).method()).isEqualTo("HEAD");
	}

	@Test
	void shouldWriteToAFile() {
		Path file = this.directory.resolve("answer");
		Run run = Run.ofService("-o", file.toString(), "-i", api.uri() + "/orders");
		assertThat(run.out()).isEmpty();
		assertThat(file).content().startsWith("HTTP/1.1 200 OK").endsWith("[1]");
		assertThat(Run.ofService("-o", "-", api.uri() + "/orders").out()).isEqualTo("[1]");
	}

	@Test
	void whenAnAnswerIsAnErrorThenTheStatusSaysSoOnlyIfAskedTo() {
		Run run = Run.ofService(api.uri() + "/teapot");
		assertThat(run.status()).isZero();
		assertThat(run.out()).isEqualTo("short and stout");
		Path file = this.directory.resolve("answer");
		Run failed = Run.ofService("-f", "-o", file.toString(), api.uri() + "/teapot");
		assertThat(failed.status()).isEqualTo(22);
		assertThat(failed.out()).isEmpty();
		assertThat(failed.err()).matches("sigv4: the server answered 418.*\\R");
		assertThat(file).doesNotExist();
	}

	@Test
	void whenARequestIsRefusedThenExplainsItBesideTheAnswer() {
		Run run = Run.of("--service", "lambda", "--region", "eu-west-1", api.uri() + "/orders");
		assertThat(run.status()).isZero();
		assertThat(run.out()).startsWith("{\"message\":\"Credential should be scoped to correct service");
		assertThat(run.err())
			.isEqualTo("sigv4: 403 InvalidSignatureException: The signature is for service 'lambda', but 127.0.0.1:"
					+ api.port() + " belongs to 'execute-api'. Set signing-name to execute-api. Here, signing-name is "
					+ "--service." + System.lineSeparator());
		Run failed = Run.of("-f", "--service", "lambda", "--region", "eu-west-1", api.uri() + "/orders");
		assertThat(failed.status()).isEqualTo(22);
		assertThat(failed.out()).isEmpty();
		assertThat(failed.err()).isEqualTo(run.err());
		Run silent = Run.of("-sf", "--service", "lambda", "--region", "eu-west-1", api.uri() + "/orders");
		assertThat(silent).returns(22, Run::status).returns("", Run::err);
		assertThat(Run.of("-fsS", "--service", "lambda", "--region", "eu-west-1", api.uri() + "/orders").err())
			.isEqualTo(run.err());
	}

	@Test
	void whenTheTimeIsWrongThenTellsByHowMuch() {
		Run run = Run.ofService("--date", "20150830T120000Z", api.uri() + "/orders");
		assertThat(run.err()).contains("The request date 20150830T120000Z is 36 min behind AWS's clock");
	}

	@Test
	void whenAnApplicationRefusesThenThereIsNothingToExplain() {
		Run run = Run.ofService("-d", "{}", api.uri() + "/orders");
		assertThat(run.out()).isEqualTo("{\"message\":\"no such item\"}");
		assertThat(run.err()).isEmpty();
	}

	@Test
	void shouldNotFollowARedirect() {
		Run run = Run.ofService(api.uri() + "/moved");
		assertThat(run.status()).isZero();
		assertThat(run.err())
			.startsWith("sigv4: redirected to https://example.com/?a=1&X-Amz-Signature=[redacted], "
					+ "which is not followed")
			.hasLineCount(1);
		assertThat(api.requests()).hasSize(1);
	}

	@Test
	void shouldUploadAFile() throws IOException {
		Path file = Files.writeString(this.directory.resolve("file"), "content");
		Run run = Run.of("--service", "s3", "--region", "eu-west-1", "-T", file.toString(),
				s3.uri() + "/bucket/a//../b");
		assertThat(run.err()).isEmpty();
		assertThat(s3.requests()).singleElement().satisfies((request) -> {
			assertThat(request.method()).isEqualTo("PUT");
			assertThat(request.header("X-Amz-Content-Sha256")).isEqualTo(hash("content"));
			assertThat(request.header("Content-Type")).isNull();
			assertThat(request.header("Expect")).isNull();
			assertThat(request.verification().isVerified()).isTrue();
		});
	}

	@Test
	void shouldLeaveABodyUnsigned() throws IOException {
		Path file = Files.writeString(this.directory.resolve("file"), "content");
		Run.of("--service", "s3", "--region", "eu-west-1", "--unsigned-payload", "-T", file.toString(),
				s3.uri() + "/bucket/a");
		assertThat(s3.requests()).singleElement().satisfies((request) -> {
			assertThat(request.header("X-Amz-Content-Sha256")).isEqualTo("UNSIGNED-PAYLOAD");
			assertThat(request.verification().isVerified()).isTrue();
			assertThat(request.bodyText()).isEqualTo("content");
		});
	}

	@Test
	void shouldTakeAHashThatIsGiven() {
		Run.of("--service", "s3", "--region", "eu-west-1", "-d", "content", "-H",
				"X-Amz-Content-Sha256: " + hash("other"), s3.uri() + "/bucket/a");
		assertThat(s3.requests()).singleElement()
			.satisfies((request) -> assertThat(request.verification().outcome()).hasToString("PAYLOAD_MISMATCH"));
	}

	private static String hash(String text) {
		return PayloadHash.of(text.getBytes(StandardCharsets.UTF_8)).value();
	}

	@Test
	void shouldPrintAPresignedUrlAlone() {
		Run run = Run.of("--presign", "900", "https://photos.s3.eu-west-1.amazonaws.com/a%20b.jpg?x=1");
		assertThat(run.status()).isZero();
		assertThat(run.err()).isEmpty();
		assertThat(run.out()).endsWith("\n").hasLineCount(1);
		URI aws = AwsJudge.presigned("https://photos.s3.eu-west-1.amazonaws.com/a%20b.jpg?x=1", 900);
		assertThat(parameters(URI.create(run.out().strip()))).isEqualTo(parameters(aws))
			.containsEntry("X-Amz-Expires", "900");
	}

	private static Map<String, String> parameters(URI url) {
		return Pattern.compile("&")
			.splitAsStream(url.getRawQuery())
			.map((parameter) -> parameter.split("=", 2))
			.collect(Collectors.toMap((pair) -> pair[0], (pair) -> pair[1]));
	}

	@Test
	void whenAPresignedUrlNeedsHeadersThenSaysWhich() {
		Run run = Run.of("--presign", "60", "-X", "PUT", "-H", "Content-Type: image/png",
				"https://photos.s3.eu-west-1.amazonaws.com/a");
		assertThat(run.out()).contains("X-Amz-SignedHeaders=content-type%3Bhost").hasLineCount(1);
		assertThat(run.err()).startsWith(
				"sigv4: these headers are signed, and are to be sent with the URL as they are: " + "content-type;host");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "604801", "1.5", "-1", "1e99" })
	void whenAPresignedUrlIsGoodForNoSuchTimeThenSaysSo(String seconds) {
		Run run = Run.of("--presign", seconds, "https://photos.s3.eu-west-1.amazonaws.com/a");
		assertThat(run).returns(2, Run::status).returns("", Run::out);
		assertThat(run.err()).startsWith("sigv4: --presign takes 1 to 604800 seconds");
	}

	@Test
	void shouldExplainAndSendNothing() {
		Run run = Run.ofService("--explain", "-d", "{}", "-H", "Content-Type: application/json", "-H",
				"X-Api-Key: tell", api.uri() + "/orders?b=2&a=1&token=tell");
		assertThat(api.requests()).isEmpty();
		assertThat(run.status()).isZero();
		assertThat(run.err()).isEmpty();
		String host = "127.0.0.1:" + api.port();
		assertThat(run.out()).startsWith("""
				# canonical request
				POST
				/orders
				a=1&b=2&token=[redacted]
				content-type:application/json
				host:%s
				x-amz-date:20150830T123600Z

				content-type;host;x-amz-date
				44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a

				# string to sign
				AWS4-HMAC-SHA256
				20150830T123600Z
				20150830/eu-west-1/execute-api/aws4_request
				""".formatted(host))
			.contains("""

					# credential scope
					20150830/eu-west-1/execute-api/aws4_request

					# request that would be sent
					POST /orders?b=2&a=1&token=[redacted]
					Host: %s
					""".formatted(host))
			.contains("\nX-Api-Key: [redacted]\n", "\nAuthorization: AWS4-HMAC-SHA256 Credential=")
			.doesNotContain("tell");
	}

	@Test
	void shouldExplainAPresignedUrlWithoutGivingItAway() {
		Run run = Run.of("--explain", "--presign", "60", "https://photos.s3.eu-west-1.amazonaws.com/a");
		assertThat(run.out()).contains("\n# presigned URL", "&X-Amz-Signature=[redacted]\n", "\nUNSIGNED-PAYLOAD\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					abc.execute-api.eu-west-1.amazonaws.com |                             | 20150830/eu-west-1/execute-api/aws4_request
					abc.execute-api.eu-west-1.amazonaws.com | --region eu-central-1       | 20150830/eu-central-1/execute-api/aws4_request
					abc.execute-api.eu-west-1.amazonaws.com | --service lambda            | 20150830/eu-west-1/lambda/aws4_request
					iam.amazonaws.com                       |                             | 20150830/us-east-1/iam/aws4_request
					photos.s3.amazonaws.com                 |                             | 20150830/ap-south-2/s3/aws4_request
					example.com                             | --service es                | 20150830/ap-south-2/es/aws4_request
					example.com                             | --service es --profile dev  | 20150830/ap-south-2/es/aws4_request
					alias.accesspoint.s3-global.amazonaws.com |                           | 20150830/s3/aws4_request
					example.com                             | --service s3 --algorithm sigv4a | 20150830/s3/aws4_request
					""")
	void shouldFindServiceAndRegion(String host, String options, String scope) {
		System.setProperty("aws.region", "ap-south-2");
		try {
			Run run = Run
				.of(("--explain " + ((options != null) ? options + " " : "") + "https://" + host + "/").split(" ", -1));
			assertThat(run.out()).contains("\n# credential scope\n" + scope + "\n");
		}
		finally {
			System.clearProperty("aws.region");
		}
	}

	/** In pom.xml, the instance metadata is off. */
	@Test
	void whenThereIsNoRegionThenSaysWhereItLooked() {
		Run run = Run.of("https://photos.s3.amazonaws.com/");
		assertThat(run.status()).isEqualTo(2);
		assertThat(run.err()).startsWith("sigv4: no region was found: ")
			.contains("AWS_REGION", "the profile 'default'", "--region eu-west-1")
			.hasLineCount(1);
		assertThat(Run.of("--profile", "dev", "--explain", "https://photos.s3.amazonaws.com/").out())
			.contains("/eu-south-1/s3/", "Credential=AKIDDEV/");
	}

	@Test
	void whenTheHostDoesNotTellTheServiceThenSaysSo() {
		Run run = Run.of("--region", "eu-west-1", "https://example.com/");
		assertThat(run).returns(2, Run::status)
			.returns("sigv4: the host example.com does not tell the service to sign for: give it, as --service "
					+ "execute-api (sigv4 --help)" + System.lineSeparator(), Run::err);
	}

	@ParameterizedTest
	@ValueSource(strings = { "--algorithm sigv4a --region-set us-east-1,eu-*", "--region-set us-east-1,eu-*" })
	void shouldSignForSeveralRegions(String options) {
		Run run = Run.of(("--explain --service service " + options + " https://example.amazonaws.com/").split(" ", -1));
		assertThat(run.out()).contains("\nX-Amz-Region-Set: us-east-1,eu-*\n");
		Matcher toSign = Pattern.compile("(?s)# string to sign\n(.*?)\n\n.*Signature=([0-9a-f]+)").matcher(run.out());
		assertThat(toSign.find()).isTrue();
		assertThat(CommonRuntime.verifies(toSign.group(1), toSign.group(2))).isTrue();
	}

	@Test
	void whenThereAreNoCredentialsThenSaysSo() {
		Run run = Run.of("--profile", "nobody", "https://iam.amazonaws.com/");
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.err()).startsWith("sigv4: No credentials from the profile 'nobody': ").hasLineCount(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					                                     | there is no URL
					https://a https://b                  | there is more than one URL
					-k https://a                         | there is no option -k: certificates are always checked
					-kL https://a                        | there is no option -k
					--location https://a                 | there is no option --location: redirects are never followed
					--secret-key=TellNobody https://a    | there is no option --secret-key
					--aws-sigv4 aws:amz -u TellNobody https://a | there is no option --aws-sigv4: credentials come from
					--max-time x https://a               | Invalid value for option '--max-time': it takes a number of seconds
					--max-time 0 https://a               | --max-time takes a number of seconds
					--algorithm sigv5 https://a          | Invalid value for option '--algorithm'
					--region-set * --algorithm sigv4 https://iam.amazonaws.com | --region-set is for --algorithm sigv4a
					--region-set a,,b --service s3 https://a | --service, --region or --region-set: The region set is empty
					--service a/b --region c https://a   | --service, --region or --region-set: The signing name has a character
					--date today https://iam.amazonaws.com | --date is not a time
					--service                            | Missing required parameter for option '--service'
					http://example.com                   | plain http lets others read
					-H Authorization:x https://iam.amazonaws.com | -H 'Authorization' cannot be given
					-H x-amz-date:x https://iam.amazonaws.com | -H 'X-Amz-Date' cannot be given, since it is set by the signature
					-H X-Amz-Security-Token:x https://iam.amazonaws.com | -H 'X-Amz-Security-Token' cannot be given
					-H content-length:1 https://iam.amazonaws.com | -H 'Content-Length' cannot be given
					-H Host: https://iam.amazonaws.com   | -H 'Host:' cannot be left out
					-d \uFFFD https://iam.amazonaws.com  | argument 2 has characters that are lost in this locale
					-X G(T https://iam.amazonaws.com     | The method is empty, or has a character that no method may have
					verify                               | Missing required parameter: 'URL|@FILE|@-'
					batch --fast                         | there is no option --fast
					batch now                            | there is more than one URL
					""")
	void whenUsageIsWrongThenSaysSoInOneLine(String arguments, String message) {
		Run run = Run.of((arguments != null) ? arguments.split(" ", -1) : new String[0]);
		assertThat(run.status()).isEqualTo(2);
		assertThat(run.out()).isEmpty();
		assertThat(run.err()).startsWith("sigv4: " + message)
			.endsWith(" (sigv4 --help)" + System.lineSeparator())
			.hasLineCount(1)
			.doesNotContain("TellNobody");
	}

	@Test
	void shouldTakeWhateverStandsBehindAnOptionAsItsValue() {
		Run run = Run.ofService("-d", "@" + this.directory.resolve("none"), api.uri() + "/");
		assertThat(run.err()).contains("there is no such file");
		assertThat(Run.ofService("-d", "batch", api.uri() + "/any").status()).isZero();
		assertThat(Run.ofService("-d", "--help", api.uri() + "/any").status()).isZero();
		assertThat(api.requests()).extracting(ReceivedRequest::bodyText).containsExactly("batch", "--help");
	}

	@Test
	void lastOneOfARepeatedOptionCounts() {
		assertThat(Run.ofService("--service", "lambda", "--service", "execute-api", api.uri() + "/orders").out())
			.isEqualTo("[1]");
	}

}
