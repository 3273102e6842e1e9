package io.github.sigv4;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SilentRefusals}: what is told of the request where the answer tells
 * nothing.
 */
class SilentRefusalsTests {

	private static final String HOST = "region eu-west-1, service execute-api";

	@ParameterizedTest
	@ValueSource(strings = { "abc123.execute-api.eu-west-1.amazonaws.com", "api.example.com", "iam.example.com",
			// A load balancer's, which does not tell the service
			"abc.eu-west-1.elb.amazonaws.com" })
	void whenTheHostFitsOrDoesNotTellThenNothingIsSaidOfIt(String host) {
		assertThat(signed("https://" + host + "/")).contains(HOST + ";");
	}

	@ParameterizedTest
	@CsvSource({ "abc123.execute-api.us-west-2.amazonaws.com, 'us-west-2, execute-api'",
			"bucket.s3.eu-west-1.amazonaws.com, 'eu-west-1, s3'",
			"abc.us-west-2.elb.amazonaws.com, 'us-west-2, null'" })
	void whenTheHostLooksLikeAnotherServiceOrRegionThenItIsSaid(String host, String looks) {
		assertThat(signed("https://" + host + "/")).contains(HOST + " (but the host looks like " + looks + ");");
	}

	@ParameterizedTest
	@CsvSource({ "/a, false", "/, false", "/%61, true", "/a//b, true", "/a/../b, true" })
	void shouldSayAPathThatCanBeWrittenOtherwise(String path, boolean said) {
		assertThat(signed("https://api.example.com" + path).contains("; path " + path + " (double-encode-path="))
			.isEqualTo(said);
	}

	private static String signed(String uri) {
		SignedRequest signed = SigV4Signer.create()
			.sign(SigV4Request.builder("GET", uri).build(), SigningSettings.forService("execute-api", "eu-west-1"),
					RefusedRequests.PERMANENT, RefusedRequests.NOW);
		return SilentRefusals.signed(new RefusedCall(signed, 403, (name) -> null, new byte[0], RefusedRequests.NOW));
	}

}
