package io.github.sigv4.test;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.sigv4.credentials.SigV4Credentials;
import io.github.sigv4.test.RawClient.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ErrorShape} and what it leads to: the answers are written out here as
 * AWS documents them, or as users have reported them.
 */
class ErrorShapeTests {

	private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");

	private static final SigV4Credentials PERMANENT = SigV4Credentials.of("AKIDEXAMPLE",
			"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

	private static final SigV4Credentials TEMPORARY = SigV4Credentials.of("ASIAEXAMPLE", "secret", "TOKEN/+==",
			NOW.plusSeconds(60));

	@ParameterizedTest
	@CsvSource({ "sts, XML_QUERY", "iam, XML_QUERY", "ec2, XML_EC2", "s3, XML_S3", "s3express, XML_S3", "ssm, JSON",
			"dynamodb, JSON", "appsync, JSON", "aoss, JSON", "my-own, JSON", "execute-api, API_GATEWAY",
			"es, API_GATEWAY" })
	void shouldBeThatOfService(String signingName, ErrorShape shape) {
		assertThat(ErrorShape.of(signingName)).isEqualTo(shape);
	}

	@Test
	void shouldWriteErrorOfSts() throws Exception {
		Answer answer = answer("sts", "/?Action=GetCallerIdentity", Map.of(), ErrorShapeTests::unsigned);
		assertThat(answer.status()).isEqualTo(403);
		assertThat(answer.headers()).containsEntry("content-type", "text/xml");
		assertThat(answer.body()).isEqualTo("""
				<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
				  <Error>
				    <Type>Sender</Type>
				    <Code>MissingAuthenticationToken</Code>
				    <Message>Missing Authentication Token</Message>
				  </Error>
				  <RequestId>%s</RequestId>
				</ErrorResponse>
				""".formatted(answer.headers().get("x-amzn-requestid")));
	}

	@Test
	void shouldWriteErrorOfIam() throws Exception {
		Answer answer = answer("iam", "/", Map.of(), ErrorShapeTests::unsigned);
		assertThat(answer.body()).startsWith("<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">\n");
	}

	@Test
	void shouldWriteErrorOfEc2() throws Exception {
		Answer answer = answer("ec2", "/?Action=DescribeRegions", Map.of(),
				(request) -> changed(request, "AKIDEXAMPLE", "AKIDUNKNOWN"));
		assertThat(answer.status()).isEqualTo(403);
		assertThat(answer.body()).isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
				+ "<Response><Errors><Error><Code>InvalidClientTokenId</Code>"
				+ "<Message>The security token included in the request is invalid.</Message></Error></Errors>"
				+ "<RequestID>" + answer.headers().get("x-amzn-requestid") + "</RequestID></Response>");
	}

	@Test
	void shouldWriteErrorOfS3() throws Exception {
		Answer answer = answer("s3", "/k%3C&'?a=%26", Map.of("X-Amz-Meta-A", "<&>"), ErrorShapeTests::signature);
		String hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
		assertThat(answer.status()).isEqualTo(403);
		assertThat(answer.headers()).containsEntry("content-type", "application/xml")
			.containsEntry("x-amz-request-id", answer.headers().get("x-amzn-requestid"));
		assertThat(answer.body()).contains("<CanonicalRequest>GET\n/k%3C%26%27\na=%26\nhost:127.0.0.1\n"
				+ "x-amz-content-sha256:" + hash + "\nx-amz-date:20150830T123600Z\nx-amz-meta-a:&lt;&amp;&gt;\n\n"
				+ "host;x-amz-content-sha256;x-amz-date;x-amz-meta-a\n" + hash + "</CanonicalRequest>");
		assertThat(answer.body()
			.replaceAll("(<(CanonicalRequest|\\w+Bytes|SignatureProvided)>)[^<]*", "$1...")
			.replaceAll("[0-9a-f]{64}", "<hash>")
			.replace(answer.headers().get("x-amzn-requestid"), "<id>")).isEqualTo("""
					<?xml version="1.0" encoding="UTF-8"?>
					<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not \
					match the signature you provided. Check your key and signing method.</Message>\
					<AWSAccessKeyId>AKIDEXAMPLE</AWSAccessKeyId><StringToSign>AWS4-HMAC-SHA256
					20150830T123600Z
					20150830/eu-west-1/s3/aws4_request
					<hash></StringToSign><SignatureProvided>...</SignatureProvided>\
					<StringToSignBytes>...</StringToSignBytes><CanonicalRequest>...</CanonicalRequest>\
					<CanonicalRequestBytes>...</CanonicalRequestBytes><RequestId><id></RequestId>\
					<HostId>test</HostId></Error>""");
		assertThat(answer.body()).contains("<StringToSignBytes>41 57 53 34 2d 48 4d 41 43 2d 53 48 41 32 35 36 0a ")
			.contains("<CanonicalRequestBytes>47 45 54 0a 2f 6b ");
	}

	@Test
	void shouldWriteErrorOfSsm() throws Exception {
		Answer answer = answer("ssm", "/",
				Map.of("X-Amz-Target", "AmazonSSM.GetParameter", "Content-Type", "application/x-amz-json-1.1"),
				(request) -> changed(request, "AKIDEXAMPLE", "AKIDUNKNOWN"));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.headers()).containsEntry("content-type", "application/x-amz-json-1.1")
			.containsEntry("x-amzn-errortype", "UnrecognizedClientException");
		assertThat(answer.body()).isEqualTo("{\"__type\":\"UnrecognizedClientException\","
				+ "\"message\":\"The security token included in the request is invalid.\"}");
	}

	@Test
	void shouldWriteErrorOfAppSync() throws Exception {
		Answer answer = answer("appsync", "/graphql", Map.of(), ErrorShapeTests::unsigned);
		assertThat(answer.status()).isEqualTo(403);
		assertThat(answer.headers()).containsEntry("content-type", "application/json");
		assertThat(answer.body()).isEqualTo("{\"__type\":\"MissingAuthenticationTokenException\","
				+ "\"message\":\"Missing Authentication Token\"}");
	}

	@Test
	void shouldWriteErrorOfApiGateway() throws Exception {
		Answer answer = answer("execute-api", "/prod/orders?a=1", Map.of("X-Q", "say \"a\\b\"\tü"),
				ErrorShapeTests::signature);
		assertThat(answer.status()).isEqualTo(403);
		assertThat(answer.headers()).containsEntry("content-type", "application/json")
			.containsEntry("x-amzn-errortype", "InvalidSignatureException");
		assertThat(answer.body().replaceAll("[0-9a-f]{64}", "<hash>")).isEqualTo(
				"{\"message\":\"The request signature we calculated does not match the signature you provided. Check "
						+ "your AWS Secret Access Key and signing method. Consult the service documentation for "
						+ "details.\\n\\nThe Canonical String for this request should have been\\n'GET\\n/prod/orders\\n"
						+ "a=1\\nhost:127.0.0.1\\nx-amz-content-sha256:<hash>\\nx-amz-date:20150830T123600Z\\n"
						+ "x-q:say \\\"a\\\\b\\\" ü\\n\\nhost;x-amz-content-sha256;x-amz-date;x-q\\n<hash>'\\n\\n"
						+ "The String-to-Sign should have been\\n'AWS4-HMAC-SHA256\\n20150830T123600Z\\n"
						+ "20150830/eu-west-1/execute-api/aws4_request\\n<hash>'\\n\"}");
	}

	/** The codes and messages, service by service. */
	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					sts         | incomplete | 400 | IncompleteSignature |
					ec2         | incomplete | 400 | IncompleteSignature |
					ssm         | incomplete | 403 | IncompleteSignatureException |
					execute-api | incomplete | 403 | IncompleteSignatureException |
					s3          | incomplete | 400 | AuthorizationHeaderMalformed |
					s3          | unsigned   | 403 | AccessDenied | Access Denied
					s3          | unknown    | 403 | InvalidAccessKeyId | The AWS Access Key Id you provided does not exist in our records.
					sts         | unknown    | 403 | InvalidClientTokenId | The security token included in the request is invalid.
					execute-api | unknown    | 403 | UnrecognizedClientException | The security token included in the request is invalid.
					sts         | repeated   | 400 | IncompleteSignature |
					s3          | repeated   | 400 | AuthorizationHeaderMalformed |
					execute-api | repeated   | 403 | IncompleteSignatureException |
					sts         | region     | 403 | SignatureDoesNotMatch | Credential should be scoped to a valid region, not 'us-east-1'.
					ssm         | region     | 403 | InvalidSignatureException | Credential should be scoped to a valid region, not 'us-east-1'.
					s3          | region     | 400 | AuthorizationHeaderMalformed | The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'
					sts         | service    | 403 | SignatureDoesNotMatch | Credential should be scoped to correct service: 'sts'.
					s3          | service    | 400 | AuthorizationHeaderMalformed | The authorization header is malformed; incorrect service "foo". This endpoint belongs to "s3".
					sts         | day        | 403 | SignatureDoesNotMatch | Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20150829' != '20150830', from '20150830T123600Z'.
					s3          | day        | 400 | AuthorizationHeaderMalformed | The authorization header is malformed; Invalid credential date "20150829". This date is not the same as X-Amz-Date: "20150830".
					sts         | x-amz      | 403 | SignatureDoesNotMatch | There were headers present in the request which were not signed: x-amz-acl
					s3          | x-amz      | 403 | AccessDenied | There were headers present in the request which were not signed
					ssm         | body       | 403 | InvalidSignatureException |
					sts         | body       | 403 | SignatureDoesNotMatch |
					s3          | body       | 400 | XAmzContentSHA256Mismatch | The provided 'x-amz-content-sha256' header does not match what was computed.
					""")
	void shouldNameWhatIsWrong(String service, String damage, int status, String code, String message)
			throws Exception {
		Answer answer = answer(service, "/a", Map.of(), (request) -> switch (damage) {
			case "incomplete" -> changed(request, ", Signature=", ", Sig=");
			case "unsigned" -> unsigned(request);
			case "unknown" -> changed(request, "AKIDEXAMPLE", "AKIDUNKNOWN");
			case "repeated" -> request.replace("Authorization:", "Authorization: x\r\nAuthorization:");
			case "region" -> changed(request, "/eu-west-1/", "/us-east-1/");
			case "service" -> changed(request, "/eu-west-1/" + service + "/", "/eu-west-1/foo/");
			case "day" -> changed(request, "/20150830/", "/20150829/");
			case "x-amz" -> request.replace("Authorization:", "X-Amz-Acl: x\r\nAuthorization:");
			case "body" -> request.replace("Content-Length: 0\r\n\r\n", "Content-Length: 1\r\n\r\nx");
			default -> throw new IllegalArgumentException(damage);
		});
		assertError(answer, service, status, code, message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					sts         | 301  | 403 | SignatureDoesNotMatch | Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T124101Z - 5 min.)
					sts         | -301 | 403 | SignatureDoesNotMatch | Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z (20150830T123059Z + 5 min.)
					ssm         | 301  | 403 | InvalidSignatureException | Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T124101Z - 5 min.)
					execute-api | 301  | 403 | InvalidSignatureException | Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T124101Z - 5 min.)
					ec2         | 301  | 400 | RequestExpired | Request has expired. Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T124101Z - 5 min.)
					s3          | 901  | 403 | RequestTimeTooSkewed | The difference between the request time and the current time is too large.
					s3          | -901 | 403 | RequestTimeTooSkewed | The difference between the request time and the current time is too large.
					""")
	void shouldSayHowTimesDiffer(String service, int seconds, int status, String code, String message)
			throws Exception {
		try (VerifyingServer server = server(service, NOW.plusSeconds(seconds))) {
			Answer answer = RawClient.exchange(server, signed(service, "/a", Map.of(), PERMANENT).wire());
			assertError(answer, service, status, code, message);
			assertThat(answer.headers().get("date")).isEqualTo(switch (seconds) {
				case 301 -> "Sun, 30 Aug 2015 12:41:01 GMT";
				case -301 -> "Sun, 30 Aug 2015 12:30:59 GMT";
				case 901 -> "Sun, 30 Aug 2015 12:51:01 GMT";
				default -> "Sun, 30 Aug 2015 12:20:59 GMT";
			});
		}
	}

	@Test
	void shouldAcceptMoreSkewForS3() throws Exception {
		try (VerifyingServer server = server("s3", NOW.plusSeconds(900))) {
			assertThat(RawClient.exchange(server, signed("s3", "/a", Map.of(), PERMANENT).wire()).status())
				.isEqualTo(200);
		}
	}

	@Test
	void shouldSayMoreForS3() throws Exception {
		Answer headers = answer("s3", "/a", Map.of(),
				(request) -> request.replace("Authorization:", "X-Amz-Acl: x\r\nx-amz-tagging: y\r\nAuthorization:"));
		assertThat(headers.body()).contains("<HeadersNotSigned>x-amz-acl, x-amz-tagging</HeadersNotSigned>");
		Answer region = answer("s3", "/a", Map.of(), (request) -> changed(request, "/eu-west-1/", "/us-east-1/"));
		assertThat(region.body()).contains("<Region>eu-west-1</Region>");
		Answer unknown = answer("s3", "/a", Map.of(), (request) -> changed(request, "AKIDEXAMPLE", "AKID<X>"));
		assertThat(unknown.body()).contains("<AWSAccessKeyId>AKID&lt;X&gt;</AWSAccessKeyId>");
		Answer body = answer("s3", "/a", Map.of(),
				(request) -> request.replace("Content-Length: 0\r\n\r\n", "Content-Length: 1\r\n\r\nx"));
		assertThat(body.body()).contains(
				"<ClientComputedContentSHA256>e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855</ClientComputedContentSHA256>"
						+ "<S3ComputedContentSHA256>2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881</S3ComputedContentSHA256>");
		Answer missing = answer("s3", "/a", Map.of(),
				(request) -> changed(request.replaceAll("x-amz-content-sha256: .*\r\n", ""), "x-amz-content-sha256;",
						""));
		assertThat(missing.status()).isEqualTo(400);
		assertThat(missing.body()).contains(
				"<Code>InvalidRequest</Code><Message>Missing required header for this request: x-amz-content-sha256</Message>");
		try (VerifyingServer server = server("s3", NOW.plusSeconds(901))) {
			Answer skewed = RawClient.exchange(server, signed("s3", "/a", Map.of(), PERMANENT).wire());
			assertThat(skewed.body()).contains(
					"<RequestTime>20150830T123600Z</RequestTime>" + "<ServerTime>2015-08-30T12:51:01Z</ServerTime>"
							+ "<MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds>");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					s3          | 403 | AccessDenied | Request has expired
					sts         | 400 | RequestExpired | Signature expired: 20150830T123700Z is now earlier than 20150830T123701Z
					ssm         | 403 | RequestExpired | Signature expired: 20150830T123700Z is now earlier than 20150830T123701Z
					execute-api | 403 | InvalidSignatureException | Signature expired: 20150830T123700Z is now earlier than 20150830T123701Z
					""")
	void shouldSayThatUrlHasExpired(String service, int status, String code, String message) throws Exception {
		try (VerifyingServer server = server(service, NOW.plusSeconds(61))) {
			AwsSdkRequest url = AwsSdkRequest.presigned(server.uri().resolve("/a?b=c"), "GET", Map.of(), service,
					"eu-west-1", PERMANENT, NOW, Duration.ofMinutes(1));
			Answer answer = RawClient.exchange(server, url.wire());
			assertError(answer, service, status, code, message);
			if (service.equals("s3")) {
				assertThat(answer.body()).contains("<X-Amz-Expires>60</X-Amz-Expires>"
						+ "<Expires>2015-08-30T12:37:00Z</Expires><ServerTime>2015-08-30T12:37:01Z</ServerTime>");
			}
		}
	}

	@Test
	void shouldSayWhichParameterOfUrlIsWrong() throws Exception {
		try (VerifyingServer server = server("s3", NOW)) {
			String url = AwsSdkRequest
				.presigned(server.uri().resolve("/a"), "GET", Map.of(), "s3", "eu-west-1", PERMANENT, NOW,
						Duration.ofMinutes(1))
				.wire();
			assertError(RawClient.exchange(server, url.replace("eu-west-1", "us-east-1")), "s3", 400,
					"AuthorizationQueryParametersError",
					"Error parsing the X-Amz-Credential parameter; the region 'us-east-1' is wrong; expecting 'eu-west-1'");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			s3          | 400 | ExpiredToken | The provided token has expired.
			sts         | 403 | ExpiredToken | The security token included in the request is expired
			ssm         | 403 | ExpiredTokenException | The security token included in the request is expired
			execute-api | 403 | ExpiredTokenException | The security token included in the request is expired
			""")
	void shouldSayThatTokenHasExpired(String service, int status, String code, String message) throws Exception {
		try (VerifyingServer server = server(service, NOW.plusSeconds(60))) {
			Answer answer = RawClient.exchange(server, signed(service, "/a", Map.of(), TEMPORARY).wire());
			assertError(answer, service, status, code, message);
		}
	}

	@Test
	void whenTokenIsWrongThenS3SaysSo() throws Exception {
		try (VerifyingServer server = server("s3", NOW)) {
			String request = signed("s3", "/a", Map.of(), TEMPORARY).wire();
			assertError(RawClient.exchange(server, request.replace("TOKEN", "TIKEN")), "s3", 400, "InvalidToken",
					"The provided token is malformed or otherwise invalid.");
			assertError(RawClient.exchange(server, request.replaceAll("X-Amz-Security-Token: .*\r\n", "")), "s3", 403,
					"InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
		}
	}

	@ParameterizedTest
	@CsvSource({ "s3", "sts", "ec2", "ssm", "execute-api" })
	void shouldNotRepeatSessionToken(String service) throws Exception {
		try (VerifyingServer server = server(service, NOW)) {
			String request = signature(signed(service, "/a", Map.of(), TEMPORARY).wire());
			Answer answer = RawClient.exchange(server, request);
			assertThat(answer.body()).contains("x-amz-security-token:[redacted]\n".replace("\n",
					ErrorShape.of(service).name().startsWith("XML") ? "\n" : "\\n"));
			assertNoToken(answer.body());
			AwsSdkRequest url = AwsSdkRequest.presigned(server.uri().resolve("/a?z=1"), "GET", Map.of(), service,
					"eu-west-1", TEMPORARY, NOW, Duration.ofMinutes(1));
			Answer presigned = RawClient.exchange(server, url.wire().replace("GET ", "PUT "));
			assertThat(presigned.body()).contains("X-Amz-Security-Token=[redacted]");
			assertThat(presigned.body()).contains("X-Amz-SignedHeaders=host").contains("z=1");
			assertNoToken(presigned.body());
			assertThat(server.requests()).hasSize(2)
				.allSatisfy((received) -> assertThat(received.toString()).doesNotContain("TOKEN")
					.doesNotContain("Signature="));
		}
	}

	private static void assertNoToken(String body) {
		assertThat(body).doesNotContain("TOKEN").doesNotContain("54 4f 4b 45 4e");
	}

	@Test
	void whenASignedHeaderDidNotArriveThenThereIsNothingToRepeat() throws Exception {
		Answer answer = answer("execute-api", "/", Map.of("X-Amz-Meta-A", "1"),
				(request) -> request.replaceFirst("(?im)^x-amz-meta-a:.*\r\n", ""));
		assertError(answer, "execute-api", 403, "InvalidSignatureException",
				"Header 'x-amz-meta-a' was signed but did not arrive");
	}

	@Test
	void shouldUseShapeThatIsSet() throws Exception {
		try (VerifyingServer server = VerifyingServer.builder()
			.credentials(PERMANENT)
			.service("my-own", "eu-west-1")
			.errorShape(ErrorShape.XML_QUERY)
			.start()) {
			Answer answer = RawClient.exchange(server, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
			assertThat(answer.body()).startsWith("<ErrorResponse>\n  <Error>\n    <Type>Sender</Type>");
		}
	}

	@ParameterizedTest
	@CsvSource({ "s3, BadRequest", "sts, MalformedHttpRequestException", "ec2, MalformedHttpRequestException",
			"ssm, MalformedHttpRequestException", "execute-api, MalformedHttpRequestException" })
	void shouldGiveShapeToWhatIsNoRequest(String service, String code) throws Exception {
		try (VerifyingServer server = server(service, NOW)) {
			Answer answer = RawClient.exchange(server, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
			assertError(answer, service, 400, code, "The request has 2 Host headers; one is needed");
		}
	}

	@ParameterizedTest
	@CsvSource({ "XML_S3, 404, NoSuchKey", "JSON, 404, NotFoundException", "XML_S3, 408, RequestTimeout",
			"API_GATEWAY, 408, RequestTimeoutException", "XML_S3, 413, EntityTooLarge",
			"XML_QUERY, 413, RequestEntityTooLargeException", "XML_S3, 500, InternalError",
			"XML_EC2, 500, InternalFailure" })
	void shouldGiveShapeToWhatFailsBesideTheSignature(ErrorShape shape, int status, String code) {
		TestResponse response = new ErrorWriter(shape, "any").failed(status, "why", "id");
		assertThat(response.status()).isEqualTo(status);
		String body = new String(response.body(), StandardCharsets.UTF_8);
		List<String> headers = response.headers().stream().map(ReceivedRequest.Header::value).toList();
		assertThat(body + headers).contains(code).contains("why");
		if (shape == ErrorShape.XML_QUERY) {
			assertThat(body).contains("<Type>Sender</Type>");
		}
	}

	@Test
	void shouldSayWhoseFaultItIsToQueryClients() {
		assertThat(new String(new ErrorWriter(ErrorShape.XML_QUERY, "sts").failed(500, "why", "id").body(),
				StandardCharsets.UTF_8))
			.contains("<Type>Receiver</Type>");
	}

	@Test
	void whenAnotherContentTypeIsSetThenThereIsOne() {
		TestResponse response = TestResponse.json("{}").withContentType("application/x-amz-json-1.1");
		assertThat(response.headers()).singleElement()
			.extracting(ReceivedRequest.Header::value)
			.isEqualTo("application/x-amz-json-1.1");
	}

	private static void assertError(Answer answer, String service, int status, String code, String message) {
		assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
		ErrorShape shape = ErrorShape.of(service);
		if (shape.name().startsWith("XML")) {
			assertThat(answer.body()).contains("<Code>" + code + "</Code>");
			if (message != null) {
				assertThat(answer.body()).contains("<Message>" + message.replace("\"", "&quot;") + "</Message>");
			}
			return;
		}
		assertThat(answer.headers()).containsEntry("x-amzn-errortype", code);
		assertThat(answer.body())
			.startsWith((shape == ErrorShape.JSON) ? "{\"__type\":\"" + code + "\",\"message\":\"" : "{\"message\":\"");
		if (message != null) {
			assertThat(answer.body()).endsWith("\"message\":\"" + message + "\"}");
		}
	}

	private static Answer answer(String service, String target, Map<String, String> headers,
			UnaryOperator<String> damage) throws IOException {
		try (VerifyingServer server = server(service, NOW)) {
			return RawClient.exchange(server, damage.apply(signed(service, target, headers, PERMANENT).wire()));
		}
	}

	private static VerifyingServer server(String service, Instant now) {
		return VerifyingServer.builder()
			.credentials(PERMANENT, TEMPORARY)
			.service(service, "eu-west-1")
			.clock(Clock.fixed(now, ZoneOffset.UTC))
			.start();
	}

	private static AwsSdkRequest signed(String service, String target, Map<String, String> headers,
			SigV4Credentials credentials) {
		return AwsSdkRequest.signed(URI.create("http://127.0.0.1" + target), "GET", headers, "", service, "eu-west-1",
				credentials, NOW);
	}

	private static String unsigned(String request) {
		return request.replaceAll("Authorization: .*\r\n", "");
	}

	private static String changed(String request, String part, String other) {
		assertThat(request).contains(part);
		return request.replace(part, other);
	}

	/** Sign the same with another secret, so to say. */
	private static String signature(String request) {
		return request.replaceAll("Signature=.{8}", "Signature=00000000");
	}

}
