package io.github.sigv4.cli;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig.AwsSignatureType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lines to be signed by SigV4A. A signature is another one each time, so AWS's Common
 * Runtime has to verify it.
 */
class BatchSigV4aTests {

	private static final String SIGV4A = "\"algorithm\":\"AWS4-ECDSA-P256-SHA256\"";

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			"region_set":"*"                                | *
			"region_set":"us-east-1,eu-*"                   | us-east-1,eu-*
			"region_set":" us-east-1 , eu-*\\t"             | us-east-1,eu-*
			"region_set":null                               | us-east-1
			"region_set":"us-west-2","region":null          | us-west-2
			"region_set":"us-west-2","region":""            | us-west-2
			"region":"us-*"                                 | us-*
			""")
	void shouldSignTheRegionSetInAHeader(String fields, String regionSet) {
		Map<String, Object> answer = Batch.answer(Batch.line(SIGV4A + "," + fields));
		assertThat(answer).containsOnlyKeys("id", "canonical_request", "string_to_sign", "signature", "authorization",
				"headers");
		String authorization = "AWS4-ECDSA-P256-SHA256 Credential=AKIDEXAMPLE/20150830/service/aws4_request, "
				+ "SignedHeaders=host;x-amz-date;x-amz-region-set, Signature=" + answer.get("signature");
		assertThat(answer).containsEntry("authorization", authorization)
			.containsEntry("headers", List.of(List.of("x-amz-date", "20150830T123600Z"),
					List.of("x-amz-region-set", regionSet), List.of("authorization", authorization)));
		assertVerified(AwsSignatureType.HTTP_REQUEST_VIA_HEADERS, regionSet, answer);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			"region_set":"*"               | *              | *
			"region_set":"us-east-1, eu-*" | us-east-1,eu-* | us-east-1%2Ceu-*
			"region_set":null              | us-east-1      | us-east-1
			""")
	void shouldSignTheRegionSetInTheUrl(String fields, String regionSet, String encoded) {
		Map<String, Object> answer = Batch
			.answer(Batch.line(SIGV4A + ",\"kind\":\"query\",\"options\":{\"expires\":60}," + fields));
		assertThat(answer).containsOnlyKeys("id", "canonical_request", "string_to_sign", "signature", "signed_url");
		assertThat(answer.get("signed_url")).asString()
			.startsWith("https://example.amazonaws.com/?X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256&X-Amz-Credential="
					+ "AKIDEXAMPLE%2F20150830%2Fservice%2Faws4_request&X-Amz-Date=20150830T123600Z&")
			.contains("&X-Amz-Region-Set=" + encoded.replace("*", "%2A") + "&", "&X-Amz-Expires=60&")
			.endsWith("&X-Amz-Signature=" + answer.get("signature"));
		assertVerified(AwsSignatureType.HTTP_REQUEST_VIA_QUERY_PARAMS, regionSet, answer);
	}

	private static void assertVerified(AwsSignatureType type, String regionSet, Map<String, Object> answer) {
		String canonicalRequest = (String) answer.get("canonical_request");
		String signature = (String) answer.get("signature");
		try (AwsSigningConfig config = CommonRuntime.config(type, regionSet)) {
			config.setExpirationInSeconds((type == AwsSignatureType.HTTP_REQUEST_VIA_QUERY_PARAMS) ? 60 : 0);
			assertThat(CommonRuntime.verifies(config, "/", canonicalRequest, signature)).isTrue();
			assertThat(CommonRuntime.verifies(config, "/other", canonicalRequest, signature)).isFalse();
		}
		assertThat(CommonRuntime.verifies((String) answer.get("string_to_sign"), signature)).isTrue();
	}

	@Test
	void whenRegionSetIsGivenWithHmacThenNothingChanges() {
		assertThat(Batch.answer(Batch.line("\"region_set\":\"*\""))).isEqualTo(Batch.answer(Batch.line("")));
		assertThat(Batch.answer(Batch.line("\"region_set\":\"*\",\"region\":null"))).containsEntry("error",
				"Field 'region' is missing. Add it, as a JSON string.");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", " ", ",", "us-east-1,", ",us-east-1", "us-east-1,,us-west-2", "us-east-1, ,us-west-2" })
	void whenARegionIsEmptyThenSaysSo(String regionSet) {
		assertThat(Batch.answer(Batch.line(SIGV4A + ",\"region_set\":\"" + regionSet + "\"")))
			.containsOnlyKeys("id", "error")
			.extractingByKey("error")
			.asString()
			.startsWith("Field 'region_set' has an empty region.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			"region_set":["*"]            | Field 'region_set' has to be a string
			"region_set":"us east"        | The region set has a character at index 2
			"region":null                 | Field 'region' is missing
			"region":""                   | Field 'region' has an empty region
			"service":null                | Field 'service' is missing
			""")
	void whenFieldIsWrongThenSaysWhich(String fields, String message) {
		assertThat(Batch.answer(Batch.line(SIGV4A + "," + fields))).containsOnlyKeys("id", "error")
			.extractingByKey("error")
			.asString()
			.startsWith(message);
	}

}
