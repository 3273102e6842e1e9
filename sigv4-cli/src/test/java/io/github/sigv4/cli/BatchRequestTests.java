package io.github.sigv4.cli;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the fields of a line mean. The published examples are AWS's.
 */
class BatchRequestTests {

	private static final String EMPTY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

	private static final String S3 = """
			{"kind":"%s","algorithm":"AWS4-HMAC-SHA256","method":"GET",\
			"url":"https://examplebucket.s3.amazonaws.com%s","headers":%s,\
			"credentials":{"access_key":"AKIAIOSFODNN7EXAMPLE","secret":"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",\
			"token":%s},"region":"us-east-1","service":"s3","timestamp":"2013-05-24T00:00:00Z","options":%s}""";

	@Test
	void whenIamExampleThenAllOfItIsAsPublished() {
		Map<String, Object> answer = Batch.answer("""
				{"id":"iam","kind":"header","method":"GET","uri":"/?Action=ListUsers&Version=2010-05-08",\
				"url":"https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08",\
				"headers":[["content-type","application/x-www-form-urlencoded; charset=utf-8"]],\
				"credentials":{"access_key":"AKIDEXAMPLE","secret_key":"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"},\
				"region":"us-east-1","service":"iam","timestamp":"20150830T123600Z"}""");
		String authorization = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
				+ "SignedHeaders=content-type;host;x-amz-date, "
				+ "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";
		assertThat(answer).containsExactly(Map.entry("id", "iam"), Map.entry("canonical_request", """
				GET
				/
				Action=ListUsers&Version=2010-05-08
				content-type:application/x-www-form-urlencoded; charset=utf-8
				host:iam.amazonaws.com
				x-amz-date:20150830T123600Z

				content-type;host;x-amz-date
				""" + EMPTY_HASH), Map.entry("string_to_sign", """
				AWS4-HMAC-SHA256
				20150830T123600Z
				20150830/us-east-1/iam/aws4_request
				f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59"""),
				Map.entry("signature", "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"),
				Map.entry("authorization", authorization), Map.entry("headers",
						List.of(List.of("x-amz-date", "20150830T123600Z"), List.of("authorization", authorization))));
	}

	@Test
	void whenS3ExampleWithRangeThenSignatureIsAsPublished() {
		Map<String, Object> answer = Batch.answer(S3.formatted("header", "/test.txt", "[[\"Range\",\"bytes=0-9\"]]",
				null, "{\"sign_all_headers\":true}"));
		assertThat(answer).containsEntry("signature",
				"f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
		assertThat(headerNames(answer)).containsExactly("x-amz-date", "x-amz-content-sha256", "authorization");
	}

	@Test
	void whenS3PresignExampleThenUrlIsAsPublished() {
		Map<String, Object> answer = Batch
			.answer(S3.formatted("query", "/test.txt", "[]", "\"\"", "{\"expires\":86400}"));
		assertThat(answer).containsOnlyKeys("id", "canonical_request", "string_to_sign", "signature", "signed_url")
			.containsEntry("signed_url", "https://examplebucket.s3.amazonaws.com/test.txt"
					+ "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1"
					+ "%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
					+ "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
	}

	@Test
	void whenExpiresIsNullThenUrlHasNone() {
		assertThat(Batch.answer(S3.formatted("query", "/", "null", null, "{\"expires\":null}")).get("signed_url"))
			.asString()
			.doesNotContain("X-Amz-Expires");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			"uri":"/b?c"                                                  | /b | c= | example.amazonaws.com
			"url":"http://h:80/a?b=c"                                     | /a | b=c | h
			"url":"http://h:8080/a?b=c","uri":"/d"                        | /d |    | h:8080
			"url":null,"uri":"/d","headers":[["Host","x"]]                | /d |    | x
			"url":"http://h/","uri":null,"headers":[["host","x:1"]]       | /  |    | x:1
			"url":"https://h/a b/\u1234"                                  | /a%20b/%E1%88%B4 | | h
			""")
	void shouldTakeTheTargetFromUriAndTheHostFromHeaders(String fields, String path, String query, String host) {
		assertThat(canonicalRequest(fields))
			.startsWith("GET\n" + path + "\n" + ((query != null) ? query : "") + "\nhost:" + host + "\n");
	}

	@Test
	void whenBareTargetIsPresignedThenUrlIsHttpsToTheHost() {
		assertThat(Batch
			.answer(Batch.line("\"kind\":\"query\",\"url\":null,\"uri\":\"/a\",\"headers\":[[\"Host\",\"h\"]]"))
			.get("signed_url")).asString().startsWith("https://h/a?X-Amz-Algorithm=");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					"body":"caf\u00e9"                                              | 850f7dc43910ff890f8879c0ed26fe697c93a067ad93a7d50f466a7028a9bf4e
					"body_b64":"Y2Fmw6k="                                           | 850f7dc43910ff890f8879c0ed26fe697c93a067ad93a7d50f466a7028a9bf4e
					"body":"caf\u00e9","body_b64":"Y2Fmw6k="                        | 850f7dc43910ff890f8879c0ed26fe697c93a067ad93a7d50f466a7028a9bf4e
					"body":null,"body_b64":""                                       | e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
					"kind":"query","body":"caf\u00e9"                               | 850f7dc43910ff890f8879c0ed26fe697c93a067ad93a7d50f466a7028a9bf4e
					"service":"s3","body":"caf\u00e9"                               | 850f7dc43910ff890f8879c0ed26fe697c93a067ad93a7d50f466a7028a9bf4e
					"service":"s3","kind":"query","body":"x"                        | UNSIGNED-PAYLOAD
					"service":"vpc-lattice-svcs","body":"x"                         | UNSIGNED-PAYLOAD
					"body":"x","options":{"payload_hash":"UNSIGNED-PAYLOAD"}        | UNSIGNED-PAYLOAD
					"service":"s3","kind":"query","options":{"payload_hash":"STREAMING-X"} | STREAMING-X
					""")
	void shouldSignThePayload(String fields, String payloadHash) {
		assertThat(canonicalRequest(fields)).endsWith("\n" + payloadHash);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					s3      | {}                                       | /a//../b%20c   | x-amz-date,x-amz-content-sha256,authorization
					s3      | {"normalize":true,"double_encode":true}  | /b%2520c       | x-amz-date,x-amz-content-sha256,authorization
					s3      | {"sign_body":false}                      | /a//../b%20c   | x-amz-date,authorization
					aoss    | {"sign_body":false}                      | /b%2520c       | x-amz-date,authorization
					lambda  | {"sign_body":false}                      | /b%2520c       | x-amz-date,authorization
					service | {"sign_body":null,"normalize":null}      | /b%2520c       | x-amz-date,authorization
					service | {"sign_body":true,"normalize":false}     | /a//../b%2520c | x-amz-date,x-amz-content-sha256,authorization
					service | {"double_encode":false}                  | /b%20c         | x-amz-date,authorization
					""")
	void whenOptionIsGivenThenItBeatsThePreset(String service, String options, String path, String headers) {
		Map<String, Object> answer = Batch
			.answer(Batch.line("\"service\":\"" + service + "\",\"uri\":\"/a//../b%20c\",\"options\":" + options));
		assertThat(answer.get("canonical_request")).asString().startsWith("GET\n" + path + "\n");
		assertThat(headerNames(answer)).isEqualTo(List.of(headers.split(",")));
	}

	@Test
	void whenSignBodyWithQueryThenNothingChanges() {
		String query = "\"kind\":\"query\",\"body\":\"x\"";
		assertThat(Batch.answer(Batch.line(query + ",\"options\":{\"sign_body\":true}")))
			.isEqualTo(Batch.answer(Batch.line(query)));
	}

	@Test
	void whenTokenIsGivenThenItIsSigned() {
		Map<String, Object> answer = Batch.answer(Batch.line(token("")));
		assertThat(answer.get("canonical_request")).asString()
			.contains("\nx-amz-security-token:TOKEN\n", "host;x-amz-date;x-amz-security-token\n");
		assertThat(headerNames(answer)).containsExactly("x-amz-date", "x-amz-security-token", "authorization");
	}

	@Test
	void whenSessionTokenIsOmittedThenItIsAddedUnsigned() {
		Map<String, Object> header = Batch.answer(Batch.line(token(",\"options\":{\"omit_session_token\":true}")));
		assertThat(header.get("canonical_request")).asString().doesNotContain("TOKEN");
		assertThat(headerNames(header)).containsExactly("x-amz-date", "x-amz-security-token", "authorization");
		Map<String, Object> query = Batch
			.answer(Batch.line(token(",\"kind\":\"query\",\"options\":{\"omit_session_token\":true}")));
		assertThat(query.get("canonical_request")).asString().doesNotContain("TOKEN");
		assertThat(query.get("signed_url")).asString()
			.endsWith("&X-Amz-Signature=" + query.get("signature") + "&X-Amz-Security-Token=TOKEN");
	}

	@Test
	void whenSessionTokenIsNotOmittedThenItIsSignedAlsoForIot() {
		String iot = token(",\"kind\":\"query\",\"service\":\"iotdevicegateway\"");
		assertThat(canonicalRequest(iot)).doesNotContain("TOKEN");
		assertThat(canonicalRequest(iot + ",\"options\":{\"omit_session_token\":false}")).contains("TOKEN");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{}                                                        | content-type;host;x-amz-a;x-amz-date
					{"sign_all_headers":false}                                | content-type;host;x-amz-a;x-amz-date
					{"unsigned_headers":["Content-Type","X-AMZ-A"]}           | host;x-amz-date
					{"sign_all_headers":true}                                 | accept-encoding;content-length;content-type;date;host;range;x-amz-a;x-amz-date;x-other
					{"sign_all_headers":true,"unsigned_headers":["date","X-Other"]} | accept-encoding;content-length;content-type;host;range;x-amz-a;x-amz-date
					""")
	void shouldSignTheHeadersThatTheOptionsAskFor(String options, String signedHeaders) {
		String headers = "\"headers\":[[\"Date\",\"d\"],[\"X-Other\",\"o\"],[\"Content-Type\",\"t\"],[\"X-Amz-A\",\"a\"],"
				+ "[\"Content-Length\",\"0\"],[\"Range\",\"r\"],[\"Accept-Encoding\",\"e\"],[\"User-Agent\",\"u\"],"
				+ "[\"Connection\",\"c\"],[\"Expect\",\"e\"],[\"Transfer-Encoding\",\"t\"],[\"X-Amzn-Trace-Id\",\"t\"]]";
		assertThat(canonicalRequest(headers + ",\"options\":" + options))
			.endsWith("\n\n" + signedHeaders + "\n" + EMPTY_HASH);
		assertThat(canonicalRequest("\"kind\":\"query\"," + headers + ",\"options\":" + options))
			.contains("X-Amz-SignedHeaders="
					+ signedHeaders.replace("x-amz-date;", "").replace(";x-amz-date", "").replace(";", "%3B") + "\n");
	}

	@Test
	void whenAuthorizationIsGivenThenRefusesUnlessAllHeadersAreSigned() {
		String headers = "\"headers\":[[\"Authorization\",\"Basic x\"]]";
		assertThat(error(headers)).contains("already has an Authorization header");
		assertThat(canonicalRequest(headers + ",\"options\":{\"sign_all_headers\":true}")).doesNotContain("Basic");
	}

	@Test
	void whenHeaderIsRepeatedThenValuesAreJoinedInOrder() {
		assertThat(canonicalRequest("\"headers\":[[\"X-Amz-A\",\" b  c \"],[\"x-amz-a\",\"a\"]]"))
			.contains("\nx-amz-a:b c,a\n");
	}

	@Test
	void whenKeyIsRepeatedThenTheLastOneCounts() {
		assertThat(canonicalRequest("\"method\":5,\"method\":\"PUT\",\"options\":7,\"options\":{\"sign_body\":3,"
				+ "\"sign_body\":true},\"headers\":[[\"X-Amz-B\",\"b\"]],\"headers\":[]"))
			.isEqualTo("PUT\n/\n\nhost:example.amazonaws.com\nx-amz-content-sha256:" + EMPTY_HASH
					+ "\nx-amz-date:20150830T123600Z\n\nhost;x-amz-content-sha256;x-amz-date\n" + EMPTY_HASH);
	}

	@Test
	void whenFieldIsUnknownThenIgnoresItWithAllInIt() {
		String unknown = "\"region_set\":[\"*\"],\"chunk\":{\"a\":[{\"kind\":\"query\"}]},\"x\":null,"
				+ "\"options\":{\"y\":{\"sign_body\":true}}";
		assertThat(Batch.answer(Batch.line(unknown))).isEqualTo(Batch.answer(Batch.line("")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "20150830T123600Z", "2015-08-30T12:36:00Z", "2015-08-30T12:36:00.999Z",
			"2015-08-30T14:36:00+02:00" })
	void shouldReadTimestamps(String timestamp) {
		assertThat(canonicalRequest("\"timestamp\":\"" + timestamp + "\"")).contains("x-amz-date:20150830T123600Z\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					"algorithm":"HMAC"                           | use 'AWS4-HMAC-SHA256' or 'AWS4-ECDSA-P256-SHA256'
					"method":null                                | Field 'method' is missing
					"method":""                                  | The method is empty
					"method":"GE T"                              | The method is empty, or has a character
					"url":null                                   | Both 'url' and 'uri' are missing
					"url":null,"uri":"/"                         | has no host
					"url":"host/path"                            | An absolute URI is needed
					"uri":"*"                                    | has to start with '/'
					"url":5                                      | Field 'url' has to be a string
					"headers":{"a":"b"}                          | Field 'headers' has to be an array of ["name","value"] pairs
					"headers":[["a"]]                            | Field 'headers' has to be an array of ["name","value"] pairs
					"headers":[["a",1]]                          | Field 'headers' has to be an array of ["name","value"] pairs
					"headers":[["a b","c"]]                      | Header name 'a?b' has a character at index 1
					"headers":[["x-amz-a","b\\nc"]]              | Header 'x-amz-a' has a line end
					"headers":[["Host","a"],["Host","b"]]        | 2 Host headers
					"body":"\\ud800"                             | Field 'body' has half of a surrogate pair
					"body_b64":"a-b_"                            | Field 'body_b64' is not base64
					"body":"a","body_b64":"YQo="                 | Field 'body' has other bytes than 'body_b64'
					"credentials":null                           | Field 'credentials.access_key' is missing
					"credentials":[]                             | Field 'credentials' has to be an object
					"credentials":{"access_key":"A"}             | Field 'credentials.secret_key' is missing
					"credentials":{"access_key":"A","secret":5}  | Field 'credentials.secret' has to be a string
					"credentials":{"access_key":"A","secret":""} | The secret access key is empty
					"credentials":{"access_key":"A","secret":"s","token":5} | Field 'credentials.token' has to be a string
					"region":null                                | Field 'region' is missing
					"region":""                                  | The region is empty
					"service":null                               | Field 'service' is missing
					"timestamp":null                             | Field 'timestamp' is missing
					"timestamp":"yesterday"                      | Field 'timestamp' is not a time
					"timestamp":"2015-02-30T00:00:00Z"           | Field 'timestamp' is not a time
					"timestamp":"20150230T000000Z"               | Field 'timestamp' is not a time
					"timestamp":1440938160                       | Field 'timestamp' has to be a string
					"timestamp":"+1000000000-12-31T23:59:59Z"    | not foreseen (DateTimeException)
					"options":[]                                 | Field 'options' has to be an object
					"options":{"normalize":"true"}               | Field 'options.normalize' has to be true or false
					"options":{"payload_hash":""}                | A payload hash must not be empty
					"options":{"expires":"3600"}                 | Field 'options.expires' has to be a whole number
					"options":{"expires":1.5}                    | Field 'options.expires' has to be a whole number
					"kind":"query","options":{"expires":0}       | good for 1 second to 7 days
					"options":{"unsigned_headers":"a"}           | Field 'options.unsigned_headers' has to be an array of strings
					"options":{"unsigned_headers":[1]}           | Field 'options.unsigned_headers' has to be an array of strings
					"options":{"unsigned_headers":["Host"]}      | The host has to be signed
					""")
	void whenFieldIsWrongThenSaysWhichAndHow(String fields, String message) {
		assertThat(error(fields)).contains(message);
	}

	private static String token(String more) {
		return "\"credentials\":{\"access_key\":\"A\",\"secret_key\":\"s\",\"token\":\"TOKEN\"}" + more;
	}

	private static String canonicalRequest(String fields) {
		Map<String, Object> answer = Batch.answer(Batch.line(fields));
		assertThat(answer).doesNotContainKey("error");
		return (String) answer.get("canonical_request");
	}

	private static String error(String fields) {
		Map<String, Object> answer = Batch.answer(Batch.line(fields));
		assertThat(answer).containsOnlyKeys("id", "error");
		return (String) answer.get("error");
	}

	private static List<Object> headerNames(Map<String, Object> answer) {
		return ((List<?>) answer.get("headers")).stream().<Object>map((header) -> ((List<?>) header).get(0)).toList();
	}

}
