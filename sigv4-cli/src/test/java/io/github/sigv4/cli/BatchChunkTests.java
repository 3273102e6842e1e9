package io.github.sigv4.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.crt.http.HttpHeader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lines of kind chunk, by AWS's examples and, for SigV4A, by AWS's Common Runtime.
 */
class BatchChunkTests {

	private static final String EMPTY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

	/**
	 * The hash of a chunk, and that of a trailer, are at the end of the string to sign.
	 */
	private static final String CAFE_HASH = "850f7dc43910ff890f8879c0ed26fe697c93a067ad93a7d50f466a7028a9bf4e";

	private static final String LAST_SIGNATURE = "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992";

	@Test
	void whenChunkExampleThenSignaturesAreAsPublished() {
		Map<String, Object> first = example("4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
				"\"data_repeat\":[\"a\",65536]");
		assertThat(first).containsExactly(Map.entry("id", "x"), Map.entry("string_to_sign", """
				AWS4-HMAC-SHA256-PAYLOAD
				20130524T000000Z
				20130524/us-east-1/s3/aws4_request
				4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9
				e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
				bf718b6f653bebc184e1479f1935b8da974d701b893afcf49e701f3e2f9f9c5a"""),
				Map.entry("signature", "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648"));
		Map<String, Object> second = example(first.get("signature"), "\"data\":\"" + "a".repeat(1024) + "\"");
		assertThat(second).containsEntry("signature",
				"0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497");
		assertThat(example(second.get("signature"), "\"data\":\"\"")).containsEntry("signature",
				"b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9");
	}

	@Test
	void whenTrailerExampleThenSignaturesAreAsPublished() {
		Map<String, Object> first = example("106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
				"\"data_repeat\":[\"aaaa\",16384]");
		assertThat(first).containsEntry("signature",
				"b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2");
		Map<String, Object> second = example(first.get("signature"), "\"data_repeat\":[\"a\",1024]");
		assertThat(second).containsEntry("signature",
				"1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7");
		assertThat(example(second.get("signature"), "\"data_repeat\":[\"a\",0]")).containsEntry("signature",
				LAST_SIGNATURE);
		assertThat(example(LAST_SIGNATURE, "\"trailer\":[[\"x-amz-checksum-crc32c\",\"sOO8/Q==\"]]")).containsExactly(
				Map.entry("id", "x"), Map.entry("string_to_sign", """
						AWS4-HMAC-SHA256-TRAILER
						20130524T000000Z
						20130524/us-east-1/s3/aws4_request
						2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992
						1e376db7e1a34a8ef1c4bcee131a2d60a1cb62503747488624e10995f448d774"""),
				Map.entry("signature", "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435"));
	}

	private static Map<String, Object> example(Object previousSignature, String content) {
		return Batch.answer("""
				{"id":"x","kind":"chunk","algorithm":"AWS4-HMAC-SHA256","region":"us-east-1","service":"s3",\
				"chunk":{"previous_signature":"%s",%s},"timestamp":"2013-05-24T00:00:00Z",\
				"credentials":{"access_key":"AKIAIOSFODNN7EXAMPLE",\
				"secret_key":"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}}""".formatted(previousSignature, content));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					"data":"caf\u00e9"                                     | 850f7dc43910ff890f8879c0ed26fe697c93a067ad93a7d50f466a7028a9bf4e
					"data_b64":"Y2Fmw6k="                                  | 850f7dc43910ff890f8879c0ed26fe697c93a067ad93a7d50f466a7028a9bf4e
					"data":"caf\u00e9","data_b64":"Y2Fmw6k="               | 850f7dc43910ff890f8879c0ed26fe697c93a067ad93a7d50f466a7028a9bf4e
					"data_repeat":["caf\u00e9",1]                          | 850f7dc43910ff890f8879c0ed26fe697c93a067ad93a7d50f466a7028a9bf4e
					"data_repeat":["\u00e9\u20ac\ud83d\ude00",20000]       | 8ba0ceb0f81a121804f3eeb9c4f1df2e11bc8e998deb43ed098a407fe958fae3
					"data_repeat":["",7]                                   | e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
					"data":"","data_repeat":null,"trailer":null            | e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
					"data_b64":""                                          | e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
					""")
	void shouldSignTheBytesOfTheChunk(String content, String hash) {
		assertThat(stringToSign(chunk("p", content))).isEqualTo("AWS4-HMAC-SHA256-PAYLOAD\n20150830T123600Z\n"
				+ "20150830/us-east-1/service/aws4_request\np\n" + EMPTY_HASH + "\n" + hash);
	}

	@Test
	void shouldTakeThePreviousSignatureAsItIs() {
		assertThat(stringToSign(chunk("", "\"data\":\"\""))).contains("aws4_request\n\n" + EMPTY_HASH);
		assertThat(stringToSign(chunk(" AB*\u20ac\\n", "\"data\":\"\"")))
			.contains("aws4_request\n AB*\u20ac\n\n" + EMPTY_HASH);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					[["X-Amz-B"," b  c "],["x-amz-a","1"],["X-AMZ-AB","="],["x-amz-A"," 0 "]] | x-amz-a:1,0\\nx-amz-ab:=\\nx-amz-b:b c\\n
					[["a",""]]                                                                | a:\\n
					[]                                                                        | ``
					""")
	void shouldSignTheTrailerAsCanonicalHeaders(String trailer, String canonical) {
		String chunk = stringToSign(chunk("p", "\"data\":\"" + canonical + "\""));
		assertThat(stringToSign(chunk("p", "\"trailer\":" + trailer)))
			.isEqualTo(chunk.replace("-PAYLOAD", "-TRAILER").replace(EMPTY_HASH + "\n", ""));
	}

	@Test
	void whenSigV4aThenTheCommonRuntimeAgrees() {
		String seed = "3045022100d6a8f6";
		Map<String, Object> chunk = Batch.answer(sigV4a(chunk(seed, "\"data\":\"caf\u00e9\"")));
		assertThat(chunk).containsOnlyKeys("id", "string_to_sign", "signature")
			.containsEntry("string_to_sign", "AWS4-ECDSA-P256-SHA256-PAYLOAD\n20150830T123600Z\n"
					+ "20150830/service/aws4_request\n" + seed + "\n" + EMPTY_HASH + "\n" + CAFE_HASH);
		assertAgreed(chunk, CommonRuntime.signChunk(seed, "caf\u00e9".getBytes(StandardCharsets.UTF_8)));
		String previous = (String) chunk.get("signature");
		Map<String, Object> last = Batch.answer(sigV4a(chunk(previous, "\"data_repeat\":[\"a\",0]")));
		assertAgreed(last, CommonRuntime.signChunk(previous, new byte[0]));
		previous = (String) last.get("signature");
		Map<String, Object> trailer = Batch
			.answer(sigV4a(chunk(previous, "\"trailer\":[[\"X-B\",\"b\"],[\"x-a\",\"1\"],[\"X-A\",\"0\"]]")));
		assertThat(trailer).containsOnlyKeys("id", "string_to_sign", "signature")
			.extractingByKey("string_to_sign")
			.asString()
			.startsWith("AWS4-ECDSA-P256-SHA256-TRAILER\n20150830T123600Z\n20150830/service/aws4_request\n" + previous
					+ "\n");
		assertAgreed(trailer, CommonRuntime.signTrailer(previous,
				List.of(new HttpHeader("x-a", "1"), new HttpHeader("x-a", "0"), new HttpHeader("x-b", "b"))));
	}

	/** Both signatures have to be good for our string to sign. */
	private static void assertAgreed(Map<String, Object> ours, String theirs) {
		String stringToSign = (String) ours.get("string_to_sign");
		for (String signature : List.of((String) ours.get("signature"), theirs)) {
			assertThat(CommonRuntime.verifies(stringToSign, signature)).isTrue();
			assertThat(CommonRuntime.verifies(stringToSign + "\n", signature)).isFalse();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					null                                            | Field 'chunk.previous_signature' is missing
					5                                               | Field 'chunk' has to be an object
					{"data":""}                                     | Field 'chunk.previous_signature' is missing
					{"previous_signature":5,"data":""}              | Field 'chunk.previous_signature' has to be a string
					{P}                                             | Field 'chunk' has 0 of 'data', 'data_repeat' and 'trailer'
					{P,"data":null}                                 | Field 'chunk' has 0 of
					{P,"data":"","trailer":[]}                      | Field 'chunk' has 2 of
					{P,"data_b64":"","data_repeat":["a",1]}         | Field 'chunk' has 2 of
					{P,"data":"","data_repeat":["a",1],"trailer":[]}| Field 'chunk' has 3 of
					{P,"data":5}                                    | Field 'chunk.data' has to be a string
					{P,"data":"\\udc00"}                            | Field 'chunk.data' has half of a surrogate pair
					{P,"data_b64":"a-b_"}                           | Field 'chunk.data_b64' is not base64
					{P,"data":"a","data_b64":"YQo="}                | Field 'chunk.data' has other bytes than 'data_b64'
					{P,"data_repeat":"a"}                           | Field 'chunk.data_repeat' has to be an array of a string
					{P,"data_repeat":["a"]}                         | Field 'chunk.data_repeat' has to be an array of a string
					{P,"data_repeat":["a",1,2]}                     | Field 'chunk.data_repeat' has to be an array of a string
					{P,"data_repeat":[1,"a"]}                       | Field 'chunk.data_repeat' has to be an array of a string
					{P,"data_repeat":["a",1.0]}                     | Field 'chunk.data_repeat' has to be an array of a string
					{P,"data_repeat":["a",null]}                    | Field 'chunk.data_repeat' has to be an array of a string
					{P,"data_repeat":["a",9223372036854775808]}     | Field 'chunk.data_repeat' has to be an array of a string
					{P,"data_repeat":["\\ud83d",2]}                 | Field 'chunk.data_repeat' has half of a surrogate pair
					{P,"data_repeat":["a",-1]}                      | Field 'chunk.data_repeat' needs a count from 0 to 5368709120.
					{P,"data_repeat":["a",5368709121]}              | Field 'chunk.data_repeat' needs a count from 0 to 5368709120.
					{P,"data_repeat":["\u20ac",9223372036854775807]} | Field 'chunk.data_repeat' needs a count from 0 to 1789569706.
					{P,"trailer":{"a":"b"}}                         | Field 'chunk.trailer' has to be an array of ["name","value"] pairs
					{P,"trailer":[["a",1]]}                         | Field 'chunk.trailer' has to be an array of ["name","value"] pairs
					{P,"trailer":[["a b","c"]]}                     | Header name 'a?b' has a character at index 1
					{P,"trailer":[["x-a","b\\nc"]]}                 | Header 'x-a' has a line end
					""")
	void whenFieldIsWrongThenSaysWhichAndHow(String chunk, String message) {
		String line = Batch.line("\"kind\":\"chunk\",\"chunk\":"
				+ chunk.replace("{P", "{\"previous_signature\":\"" + LAST_SIGNATURE + "\""));
		assertThat(Batch.answer(line)).containsOnlyKeys("id", "error")
			.extractingByKey("error")
			.asString()
			.startsWith(message)
			.doesNotContain(LAST_SIGNATURE);
	}

	@Test
	void whenChunkIsThereWithAnotherKindThenItIsIgnored() {
		assertThat(Batch.answer(Batch.line("\"chunk\":5"))).isEqualTo(Batch.answer(Batch.line("")));
	}

	private static String chunk(String previousSignature, String content) {
		return Batch.line("\"kind\":\"chunk\",\"method\":null,\"url\":null,\"chunk\":{\"previous_signature\":\""
				+ previousSignature + "\"," + content + "}");
	}

	private static String sigV4a(String line) {
		return line.replaceFirst("\\{", "{\"algorithm\":\"AWS4-ECDSA-P256-SHA256\",\"region_set\":\"*\",");
	}

	private static String stringToSign(String line) {
		Map<String, Object> answer = Batch.answer(line);
		assertThat(answer).doesNotContainKey("error");
		return (String) answer.get("string_to_sign");
	}

}
