package io.github.sigv4;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AwsError}, with answers in the shapes that AWS documents or users have
 * reported.
 */
class AwsErrorTests {

	private static final String EXPIRED = "The security token included in the request is expired";

	private static final String MISMATCH = "The request signature we calculated does not match the signature you"
			+ " provided.";

	@ParameterizedTest(name = "{0}")
	@MethodSource("answers")
	void shouldReadAnswerOfService(String service, Map<String, String> headers, String body, String code,
			String message) {
		AwsError error = read(headers, body);
		assertThat(error.code()).isEqualTo(code);
		assertThat(error.message()).isEqualTo(message);
	}

	static Stream<Arguments> answers() {
		Map<String, String> none = Map.of();
		return Stream.of(Arguments.of("S3", none, """
				<?xml version="1.0" encoding="UTF-8"?>
				<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match \
				the signature you provided.</Message><AWSAccessKeyId>AKIDEXAMPLE</AWSAccessKeyId>\
				<StringToSign>AWS4-HMAC-SHA256
				20150830T123600Z</StringToSign><RequestId>1</RequestId><HostId>2</HostId></Error>""",
				"SignatureDoesNotMatch", MISMATCH),
				Arguments.of("S3, another region", none,
						"""
								<?xml version="1.0" encoding="UTF-8"?>

								<Error>
								  <Code>AuthorizationHeaderMalformed</Code>
								  <Message>The region 'us-east-1' is wrong; expecting &apos;eu-west-1&apos; &amp; no other</Message>
								  <Region>eu-west-1</Region>
								</Error>
								""",
						"AuthorizationHeaderMalformed",
						"The region 'us-east-1' is wrong; expecting 'eu-west-1' & no other"),
				Arguments.of("S3, after 200 and blanks that kept the connection", none,
						" \r\n \n<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>InternalError</Code>"
								+ "<Message>We encountered an internal error.</Message></Error>",
						"InternalError", "We encountered an internal error."),
				Arguments.of("S3 behind a gateway, HEAD", Map.of("x-amz-error-code", "NoSuchKey", "x-amz-error-message",
						"The specified key does not exist."), "", "NoSuchKey", "The specified key does not exist."),
				Arguments.of("STS", none, """
						<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
						  <Error>
						    <Type>Sender</Type>
						    <Code>ExpiredToken</Code>
						    <Message>The security token included in the request is expired</Message>
						  </Error>
						  <RequestId>4442587F-B7D0-A2F9</RequestId>
						</ErrorResponse>
						""", "ExpiredToken", EXPIRED),
				Arguments.of("IAM, prefixed", none,
						"<iam:ErrorResponse xmlns:iam='https://iam.amazonaws.com/doc/2010-05-08/'><iam:Error>"
								+ "<iam:Type>Sender</iam:Type><iam:Code>NoSuchEntity</iam:Code>"
								+ "<iam:Message><![CDATA[The user <b> cannot]]> be found.</iam:Message></iam:Error>"
								+ "</iam:ErrorResponse>",
						"NoSuchEntity", "The user <b> cannot be found."),
				Arguments.of("EC2", none, """
						<?xml version="1.0" encoding="UTF-8"?>
						<Response><Errors><Error><Code>InvalidInstanceID.NotFound</Code><Message>The instance ID 'i-1' \
						does not exist</Message></Error><Error><Code>Other</Code><Message>Another</Message></Error>\
						</Errors><RequestID>ea966190-f9aa-478e-9ede-example</RequestID></Response>""",
						"InvalidInstanceID.NotFound", "The instance ID 'i-1' does not exist"),
				Arguments.of("a service that takes a request for another's", none, """
						<AccessDeniedException>
						  <Message>Unable to determine service/operation name to be authorized</Message>
						</AccessDeniedException>
						""", "AccessDeniedException", "Unable to determine service/operation name to be authorized"),
				Arguments.of("a text with a comment and an instruction in it", none,
						"<Error><Code>Expired<!-- a -->Token</Code><Message>b<?c d?>e</Message></Error>",
						"ExpiredToken", "be"),
				Arguments.of("a text behind another element", none,
						"<Error><Code><a>b</a>ExpiredToken</Code><Message><a>b</a>c</Message></Error>", "ExpiredToken",
						"c"),
				Arguments.of("a prefix that nobody declares", none,
						"<iam:ErrorResponse><iam:Error><iam:Code>NoSuchEntity</iam:Code></iam:Error></iam:ErrorResponse>",
						"NoSuchEntity", null),
				Arguments.of("an error too far in, then one that is not", none,
						"<a><b><c><Error><Code>D</Code></Error></c></b><Error><Code>B</Code></Error></a>", "B", null),
				Arguments.of("a code that is not an error's", none,
						"<Response><Code>A</Code><Message>b</Message></Response>", null, null),
				Arguments.of("a code alone", none, "<Code>A</Code>", null, null),
				Arguments.of("a text around the elements", none,
						"<Error>a<Code>ExpiredToken</Code>b<Message>c</Message>d</Error>", "ExpiredToken", "c"),
				Arguments.of("a service that knows no such path", none, "<UnknownOperationException/>\n",
						"UnknownOperationException", null),
				Arguments.of("DynamoDB, JSON 1.0", none,
						"{\"__type\":\"com.amazon.coral.service#ExpiredTokenException\",\"message\":\"" + EXPIRED
								+ "\"}",
						"ExpiredTokenException", EXPIRED),
				Arguments.of("DynamoDB, upper case", none,
						"{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\","
								+ "\"CancellationReasons\":[{\"Code\":\"None\"},{\"Code\":\"Throttling\","
								+ "\"Message\":\"inner\"}],\"Message\":\"Transaction cancelled\"}",
						"TransactionCanceledException", "Transaction cancelled"),
				Arguments.of("SSM, JSON 1.1", none, "{\"__type\":\"ParameterNotFound\"}", "ParameterNotFound", null),
				Arguments.of("SSM, header and body",
						Map.of("x-amzn-errortype", "UnrecognizedClientException", "content-type",
								"application/x-amz-json-1.1"),
						"{\"__type\":\"Other\",\"message\":\"The security token included in the request is invalid.\"}",
						"UnrecognizedClientException", "The security token included in the request is invalid."),
				Arguments.of("JSON, the type with a URL", none,
						"{\"__type\":\"aws.protocoltests#FooError:http://internal.amazon.com/coral/com.amazon/\"}",
						"FooError", null),
				Arguments.of("JSON, code", none, "{\"code\":\"FooError\",\"errorMessage\":\"f\\u00fcr\"}", "FooError",
						"für"),
				Arguments.of("JSON, code with a namespace", none, "{\"Code\":\"aws.protocoltests#FooError\"}",
						"FooError", null),
				Arguments.of("JSON, code that is a number", none, "{\"code\":403,\"message\":\"Forbidden\"}", null,
						"Forbidden"),
				Arguments.of("API Gateway", Map.of("x-amzn-errortype", "InvalidSignatureException"),
						"{\"message\":\"" + MISMATCH + "\"}", "InvalidSignatureException", MISMATCH),
				Arguments.of("API Gateway, not authorized", Map.of("x-amzn-errortype", "AccessDeniedException"),
						"{\"Message\":\"User: arn:aws:iam::123456789012:user/a is not authorized\"}",
						"AccessDeniedException", "User: arn:aws:iam::123456789012:user/a is not authorized"),
				Arguments.of("API Gateway, of an HTTP API", none, "{\"message\":\"Forbidden\"}", null, "Forbidden"),
				Arguments.of("Lambda URL",
						Map.of("x-amzn-errortype", "AccessDeniedException:http://internal.amazon.com/coral/lambda/"),
						"{\"Message\":\"Forbidden\"}", "AccessDeniedException", "Forbidden"),
				Arguments.of("Lambda, a function's own error", none,
						"{\"errorMessage\":\"division by zero\",\"errorType\":\"ZeroDivisionError\",\"stackTrace\":[[]]}",
						"ZeroDivisionError", "division by zero"),
				Arguments.of("OpenSearch", none, "{\"message\":\"" + EXPIRED + "\"}", null, EXPIRED),
				Arguments.of("OpenSearch, from within", none,
						"{\"error\":{\"root_cause\":[{\"type\":\"security_exception\",\"message\":\"no\"}],"
								+ "\"type\":\"security_exception\",\"code\":\"no\"},\"status\":403}",
						"no", null),
				Arguments.of("STS in JSON", none,
						"{\"Error\":{\"Code\":\"ExpiredToken\",\"Message\":\"" + EXPIRED
								+ "\",\"Type\":\"Sender\"},\"RequestId\":\"1\"}",
						"ExpiredToken", EXPIRED),
				Arguments.of("AppSync", none,
						"{\r\n\t\"errors\" : [ {\r\n    \"errorType\" : \"UnauthorizedException\",\n"
								+ "    \"message\" : \"Permission denied\"\n  } ]\n}",
						"UnauthorizedException", "Permission denied"),
				Arguments.of("AppSync, of a data source", none,
						"{\"data\":{\"x\":null},\"errors\":[{\"path\":[\"x\"],\"data\":null,"
								+ "\"errorType\":\"DynamoDB:ConditionalCheckFailedException\",\"errorInfo\":null,"
								+ "\"locations\":[{\"line\":2,\"message\":\"inner\"}],\"message\":\"The conditional"
								+ " request failed\"},{\"errorType\":\"Second\",\"message\":\"second\"}]}",
						"DynamoDB:ConditionalCheckFailedException", "The conditional request failed"),
				Arguments.of("errors that are no objects", none, "{\"errors\":[\"a\",{\"errorType\":\"B\"}]}", null,
						null),
				Arguments.of("errors further in", none, "{\"a\":{\"errors\":[{\"errorType\":\"B\"}]}}", null, null),
				Arguments.of("a load balancer", none,
						"<html>\r\n<head><title>503</title></head>\r\n<body></body></html>", null, null),
				Arguments.of("a proxy", none, "upstream connect error", null, null),
				Arguments.of("a list", none, "[{\"message\":\"m\"}]", null, null),
				Arguments.of("nothing", none, "", null, null));
	}

	@ParameterizedTest
	@CsvSource({ "ExpiredTokenException", "' ExpiredTokenException '",
			"ExpiredTokenException:http://internal.amazon.com/coral/com.amazon.coral.service/",
			"com.amazon.coral.service#ExpiredTokenException",
			"com.amazon.coral.service#ExpiredTokenException:http://internal.amazon.com/coral/a#b" })
	void shouldKeepBareNameOfErrorType(String errorType) {
		assertThat(read(Map.of("x-amzn-errortype", errorType), "").code()).isEqualTo("ExpiredTokenException");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ":http://internal.amazon.com/", "com.example#", "a b", "a\r\nb", "Größe",
			"\u001b[31m" })
	void shouldLookOnWhereErrorTypeIsNone(String errorType) {
		assertThat(read(Map.of("x-amzn-errortype", errorType, "x-amz-error-code", "Second"), "{\"code\":\"Third\"}")
			.code()).isEqualTo("Second");
		assertThat(read(Map.of("x-amzn-errortype", errorType), "{\"code\":\"Third\"}").code()).isEqualTo("Third");
		assertThat(read(Map.of("x-amzn-errortype", errorType), "").code()).isNull();
	}

	@Test
	void shouldKnowNoNameOfNoCode() {
		assertThat(AwsError.bareName(null)).isNull();
	}

	@Test
	void shouldPreferHeadersInOrder() {
		Map<String, String> headers = Map.of("x-amzn-errortype", "First", "x-amz-error-code", "Second",
				"x-amz-error-message", "header");
		AwsError error = read(headers, "<Error><Code>Third</Code><Message>body</Message></Error>");
		assertThat(error.code()).isEqualTo("First");
		assertThat(error.message()).isEqualTo("header");
	}

	@Test
	void shouldPreferNamesInOrder() {
		String first = "{\"errors\":[{\"__type\":\"G\",\"message\":\"g\"}]";
		assertThat(read(Map.of(), first + ",\"errorType\":\"F\",\"errorMessage\":\"f\"}")).hasToString("AwsError[F]")
			.extracting(AwsError::message)
			.isEqualTo("f");
		assertThat(read(Map.of(), first + ",\"errorType\":\"F\",\"Code\":\"E\",\"Message\":\"e\"}"))
			.hasToString("AwsError[E]")
			.extracting(AwsError::message)
			.isEqualTo("e");
		assertThat(read(Map.of(), first + ",\"Code\":\"E\",\"code\":\"D\",\"Message\":\"e\",\"message\":\"d\"}"))
			.hasToString("AwsError[D]")
			.extracting(AwsError::message)
			.isEqualTo("d");
		assertThat(read(Map.of(), "{\"code\":\"D\",\"__type\":\"C\",\"message\":\" \",\"Message\":\"e\"}"))
			.hasToString("AwsError[C]")
			.extracting(AwsError::message)
			.isEqualTo("e");
	}

	@Test
	void shouldFindHeaderWhateverItsCase() {
		Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		headers.put("X-Amzn-ErrorType", "ExpiredTokenException");
		assertThat(AwsError.read(headers::get, new byte[0]).code()).isEqualTo("ExpiredTokenException");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"code\":\"A\",\"message\":\"€\"}",
			"<?xml version='1.0'?><Error><Code>A</Code><Message>€</Message></Error>",
			// What it says of itself does not count, as it is UTF-8
			"<?xml version='1.0' encoding='UTF-16'?><Error><Code>A</Code><Message>€</Message></Error>" })
	void shouldSkipByteOrderMark(String body) {
		for (String mark : new String[] { "\uFEFF", "\uFEFF\n", "" }) {
			AwsError error = read(Map.of(), mark + body);
			assertThat(error.code()).isEqualTo("A");
			assertThat(error.message()).isEqualTo("€");
		}
	}

	@Test
	void shouldKeepMessageOutOfText() {
		String body = "{\"__type\":\"InvalidSignatureException\",\"message\":\"x-amz-security-token:SECRET\"}";
		assertThat(read(Map.of(), body)).hasToString("AwsError[InvalidSignatureException]");
		assertThat(read(Map.of(), "")).hasToString("AwsError[null]");
	}

	/** Who connects would wait for an answer. */
	@Test
	@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void shouldConnectToNobody() throws Exception {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			String uri = "http://127.0.0.1:" + server.getLocalPort() + "/x";
			read(Map.of(), "<!DOCTYPE Error SYSTEM '" + uri + "'><Error><Code>A</Code></Error>");
			read(Map.of(), "<!DOCTYPE Error [<!ENTITY a SYSTEM '" + uri + "'>]><Error><Code>&a;</Code></Error>");
			read(Map.of(), "<!DOCTYPE Error [<!ENTITY % a SYSTEM '" + uri + "'> %a;]><Error><Code>A</Code></Error>");
			read(Map.of(), "<Error xmlns:xi='http://www.w3.org/2001/XInclude'><Code><xi:include href='" + uri
					+ "'/></Code></Error>");
			read(Map.of(),
					"<Error xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:noNamespaceSchemaLocation='" + uri
							+ "'><Code>A</Code></Error>");
			server.setSoTimeout(1);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(server::accept);
		}
	}

	private static AwsError read(Map<String, String> headers, String body) {
		return AwsError.read(headers::get, body.getBytes(StandardCharsets.UTF_8));
	}

}
